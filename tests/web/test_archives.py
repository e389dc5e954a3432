"""The page on which many transcripts are exported, and those of the archives that it makes."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from tests.factories import completed, recording
from transcripts.archiving.making import make_one
from transcripts.exports import setting
from transcripts.library import bundle
from transcripts.models import Act, Archive, Event, Folder, Recording, User

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_storage")]


@pytest.fixture
def rows(anahit: User) -> list[Recording]:
    made = [recording(anahit, f"Նիստ {number}") for number in range(3)]
    for row in made:
        completed(row)
    return made


@pytest.fixture
def page(client: Client, vahe: User) -> Client:
    client.force_login(vahe)
    return client


def names(answer: Any) -> list[str]:
    assert isinstance(answer, StreamingHttpResponse), answer
    return zipfile.ZipFile(io.BytesIO(answer.getvalue())).namelist()[:-2]


def test_a_selection_a_folder_a_search_or_the_whole_library(page: Client, rows: list[Recording]) -> None:
    top = Folder.objects.create(team=rows[0].team, name="Ժողովներ")
    inner = Folder.objects.create(team=rows[0].team, name="2026", parent=top)
    Recording.objects.filter(pk=rows[2].pk).update(folder=inner)
    for asked, found in (
        ({"id": [str(rows[1].pk), str(rows[0].pk)]}, ["Նիստ 1.txt", "Նիստ 0.txt"]),
        ({"folder": top.pk}, ["Նիստ 2.txt"]),
        ({"q": "title:1"}, ["Նիստ 1.txt"]),
        ({}, ["Նիստ 2.txt", "Նիստ 1.txt", "Նիստ 0.txt"]),
    ):
        assert f"{len(found)} recording" in page.get("/export/", asked).content.decode()
        assert names(page.post("/export/", {**asked, "do": "download"})) == found
    answer = page.post("/export/", {"folder": top.pk, "do": "download", "format": "srt"})
    assert "%D4%BA%D5%B8%D5%B2%D5%B8%D5%BE%D5%B6%D5%A5%D6%80.zip" in answer["Content-Disposition"]
    assert names(answer) == ["Նիստ 2 (estimated times).srt"]
    told = Event.objects.filter(act=Act.EXPORTED, object_id=str(rows[2].pk))
    assert "srt" in [one.detail["format"] for one in told]


def test_the_list_of_archives_takes_the_same_queries_however_long(
    page: Client, rows: list[Recording]
) -> None:
    def queries(more: int) -> int:
        for _ in range(more):
            page.post("/export/", {"do": "later"})
        with CaptureQueriesContext(connection) as counted:
            assert page.get("/export/").content.decode().count('class="row-title"') >= more
        return len(counted)

    assert queries(1) == queries(3)


@pytest.mark.parametrize("asked", ["id=x", "folder=x", "folder=99", "folder=²"])
def test_what_there_is_not_is_404(page: Client, asked: str) -> None:
    assert page.get(f"/export/?{asked}").status_code == 404


def test_strangers_and_those_who_read_nothing_get_404(
    client: Client, mallory: User, gayane: User, rows: list[Recording]
) -> None:
    client.force_login(mallory)
    assert client.get(f"/export/?id={rows[0].pk}").status_code == 404
    client.force_login(gayane)
    assert client.get("/export/").status_code == 404


def test_one_is_made_later_fetched_in_pieces_and_only_by_whom_it_is_for(
    page: Client, anahit: User, vahe: User, rows: list[Recording]
) -> None:
    answer = page.post("/export/", {"do": "later", "format": "txt"}, follow=True)
    archive = Archive.objects.get()
    here = f"/export/{archive.pk}/"
    assert "0 of 3 are done" in answer.content.decode()
    assert archive.address == f"http://testserver{here}"
    assert page.get(here + "download").status_code == 404
    assert make_one()
    assert here + "download" in page.get(here).content.decode()
    whole = b"".join(page.get(here + "download").streaming_content)  # type: ignore[attr-defined]
    assert zipfile.ZipFile(io.BytesIO(whole)).testzip() is None
    piece = page.get(here + "download", headers={"Range": "bytes=10-19"})
    assert (piece.status_code, b"".join(piece.streaming_content)) == (206, whole[10:20])  # type: ignore[attr-defined]
    assert Event.objects.filter(act=Act.DOWNLOADED, object_id=str(archive.pk)).count() == 1
    assert here in page.get("/export/").content.decode()
    page.force_login(anahit)
    assert page.get(here).status_code == page.get(here + "download").status_code == 404


@pytest.mark.parametrize("host", ["", "smtp.example.am"])
def test_a_letter_is_promised_only_where_one_can_be_sent(
    page: Client, rows: list[Recording], settings: Settings, host: str
) -> None:
    settings.EMAIL_HOST = host
    assert ("email me a link" in page.get("/export/").content.decode()) == bool(host)
    waiting = page.post("/export/", {"do": "later"}, follow=True).content.decode()
    assert ("send you the link by email" in waiting) == bool(host)


def test_rights_are_looked_at_again_when_it_is_fetched(
    page: Client, vahe: User, rows: list[Recording]
) -> None:
    page.post("/export/", {"do": "later"})
    make_one()
    here = f"/export/{Archive.objects.get().pk}/"
    Recording.objects.filter(pk=rows[0].pk).update(deleted_at=timezone.now())
    answer = page.get(here + "download", follow=True)
    assert "Please make the archive again." in answer.content.decode()
    vahe.memberships.all().delete()
    assert page.get(here + "download").status_code == 404


def test_too_many_for_one_stream_are_made_later(
    page: Client, rows: list[Recording], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "MOST", 2)
    shown = page.get("/export/").content.decode()
    assert 'value="download"' not in shown
    assert 'value="later"' in shown
    answer = page.post("/export/", {"do": "download"}, follow=True)
    assert "at most 2" in answer.content.decode()


def test_an_archive_is_stopped_by_its_button(page: Client, rows: list[Recording]) -> None:
    page.post("/export/", {"do": "later"})
    archive = Archive.objects.get()
    page.post(f"/export/{archive.pk}/remove")
    assert not Archive.objects.exists()


def test_what_fails_at_once_is_told_on_the_page(
    page: Client, rows: list[Recording], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(setting, "TYPEFACES", tmp_path)
    answer = page.post("/export/", {"do": "download", "format": "pdf"}, follow=True)
    assert "Please choose Word instead." in answer.content.decode()
