"""Folders, tags and several recordings at once, from the library's page."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.factories import completed, recording
from transcripts.actions import arrange, folders, tags
from transcripts.models import Folder, Recording, SavedSearch, Tag, Transcription, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(bagrat: User) -> Folder:
    return folders.find_or_make(by=bagrat, team=bagrat.teams.get(), path="Նիստեր/2026")


def shown(client: Client, address: str = "/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def undo_in(page: str) -> str:
    return str(re.findall(r'action="(/selected/[^"]*/undo)"', page)[0])


def test_several_are_moved_and_the_toast_takes_it_back(client: Client, bagrat: User, folder: Folder) -> None:
    ids = [recording(bagrat, f"Նիստ {n}").pk for n in range(2)]
    client.force_login(bagrat)
    sent = {"act": "move", "id": ids, "folder_to": folder.pk}
    answer = client.post("/selected/", sent, headers={"referer": "http://testserver/?sort=title"})
    assert answer["Location"] == "http://testserver/?sort=title"
    page = shown(client)
    assert "2 recordings are in “2026” now." in page
    client.post(undo_in(page))
    assert Recording.objects.filter(folder=None).count() == 2


def test_all_that_match_are_more_than_the_page_shows(client: Client, bagrat: User, folder: Folder) -> None:
    for n in range(32):
        recording(bagrat, f"Նիստ {n}")
    other = recording(bagrat, "Այլ", duration=9000.0)
    client.force_login(bagrat)
    client.post("/selected/", {"act": "move", "all": "yes", "length": "<10", "folder_to": folder.pk})
    assert Recording.objects.filter(folder=folder).count() == 32
    client.post("/selected/", {"act": "tag", "all": "yes", "q": "այլ", "tag_new": "Կարևոր"})
    assert list(Recording.objects.filter(tags__name="Կարևոր")) == [other]
    client.post("/selected/", {"act": "remove", "all": "yes", "folder": folder.parent_id})
    assert list(Recording.objects.filter(deleted_at=None)) == [other]


def test_nothing_is_ordered_before_its_price_was_shown(client: Client, bagrat: User) -> None:
    row = recording(bagrat, sha256="a" * 64, duration=600.0)
    completed(row)
    client.force_login(bagrat)
    page = client.post("/selected/", {"act": "transcribe", "id": row.pk}).content.decode()
    assert "Transcribe with Conversational: ≈ 10 minutes of paid sound" in page
    assert "Nothing to order." in page
    assert Transcription.objects.count() == 1
    for _ in range(2):
        client.post("/selected/", {"act": "buy", "id": row.pk.hex, "stt_model": "model-23012026"})
    assert Transcription.objects.count() == 2


def test_export_and_replacing_get_what_was_chosen(client: Client, bagrat: User) -> None:
    row = recording(bagrat)
    client.force_login(bagrat)
    answer = client.post("/selected/", {"act": "export", "id": row.pk})
    assert answer["Location"] == f"/export/?id={row.pk}"
    answer = client.post("/selected/", {"act": "export", "all": "yes", "status": "ready"})
    assert answer.status_code == 302  # nothing matches, so nothing is exported, least of all everything
    answer = client.post("/selected/", {"act": "replace", "all": "yes", "q": "ժողով"})
    assert answer["Location"].startswith("/replace/?q=")


def test_more_may_be_exported_than_a_form_has_fields(
    client: Client, bagrat: User, settings: Settings
) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 30
    ids = [completed(recording(bagrat, f"Նիստ {n}")).recording_id for n in range(61)]
    client.force_login(bagrat)
    page = client.post("/selected/", {"act": "export", "id": ",".join(map(str, ids))}).content.decode()
    sent = dict(re.findall(r'<input type="hidden" name="(id|team)" value="([^"]+)"', page))
    assert sent["id"].count(",") == 60
    answer = client.post("/export/", sent | {"format": "txt", "do": "download"})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"


def test_odd_requests_are_told_off_in_words(client: Client, bagrat: User, mallory: User) -> None:
    row = recording(bagrat)
    client.force_login(bagrat)
    assert client.post("/selected/", {"act": "explode", "id": row.pk}).status_code == 404
    assert client.post("/selected/", {"act": "move", "id": row.pk, "folder_to": "x"}).status_code == 404
    client.post("/selected/", {"act": "move", "id": "nonsense", "folder_to": "none"})
    assert "Choose some recordings first." in shown(client)
    client.post("/folders/", {"name": " "})
    assert "It needs a name." in shown(client)
    others = folders.make(by=mallory, team=mallory.teams.get(), name="Օտար")
    for address in (f"/folders/{others.pk}/rename", f"/folders/{others.pk}/delete"):
        assert client.post(address, {"name": "x"}).status_code == 404
    assert "Օտար" not in shown(client)


def test_a_folder_is_made_named_moved_and_deleted_with_a_word_on_what_was_in_it(
    client: Client, bagrat: User, folder: Folder
) -> None:
    recording(bagrat, folder=folder)
    client.force_login(bagrat)
    answer = client.post("/folders/", {"name": "Արխիվ", "parent": ""})
    made = Folder.objects.get(name="Արխիվ")
    assert answer["Location"] == f"/?folder={made.pk}"
    client.post(f"/folders/{folder.pk}/rename", {"name": "2027"})
    client.post(f"/folders/{folder.pk}/move", {"into": made.pk})
    page = shown(client, f"/?folder={folder.pk}")
    assert "“2027” lies in “Արխիվ” now." in page
    client.post(f"/folders/{folder.pk}/delete")
    assert "Nothing was lost: 1 recording went to “Արխիվ”." in shown(client, f"/?folder={made.pk}")


def test_a_viewer_sees_the_order_and_changes_nothing_of_it(
    client: Client, bagrat: User, vahe: User, folder: Folder
) -> None:
    row = recording(bagrat, folder=folder, note="Ստուգել անունները")
    client.force_login(vahe)
    page = shown(client)
    assert "Նիստեր" in page
    assert "Ստուգել անունները" in page
    assert 'value="move"' not in page
    assert client.post("/selected/", {"act": "move", "id": row.pk, "folder_to": "none"}).status_code == 403
    assert client.post(f"/folders/{folder.pk}/delete").status_code == 403
    assert "Folder, tags, note" not in shown(client, f"/recordings/{row.pk}/")


def test_a_whole_view_is_saved_under_a_name(client: Client, bagrat: User, folder: Folder) -> None:
    recording(bagrat, folder=folder)
    client.force_login(bagrat)
    client.post("/searches", {"name": "Իմ նիստերը", "folder": folder.pk, "sort": "title"})
    assert SavedSearch.objects.get().name == "Իմ նիստերը"
    assert f"/?folder={folder.pk}&amp;sort=title" in shown(client)
    client.post("/searches", {"forget": "yes", "folder": folder.pk, "sort": "title"})
    assert not SavedSearch.objects.exists()


def test_a_note_is_kept_with_its_recording(client: Client, bagrat: User) -> None:
    row = recording(bagrat)
    client.force_login(bagrat)
    client.post(f"/recordings/{row.pk}/note", {"note": " Մեկ\r\nերկու "})
    row.refresh_from_db()
    assert row.note == "Մեկ\nերկու"
    assert "Մեկ<br>երկու" in shown(client, f"/recordings/{row.pk}/")


@pytest.mark.parametrize("address", ["/?folder={folder}", "/?q=նիստ&tag={tag}", "/?status=ready&sort=title"])
def test_the_number_of_queries_grows_neither_with_rows_nor_with_folders_and_tags(
    client: Client, bagrat: User, folder: Folder, address: str
) -> None:
    tag = tags.make(by=bagrat, team=folder.team, name="կարևոր")
    client.force_login(bagrat)

    def one_more(n: int) -> None:
        row = recording(bagrat, f"Նիստ {n}", folder=folder, note="Նիստի մասին")
        completed(row)
        for name in ("կարևոր", f"պիտակ {n}"):
            known = tags.find_or_make(by=bagrat, team=folder.team, name=name)
            arrange.tag(by=bagrat, recordings=[row.pk], tag=known)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            shown(client, address.format(folder=folder.parent_id, tag=tag.pk))
        return len(captured)

    one_more(0)
    queries()  # Whether anything waits for the index is asked once.
    few = queries()
    for n in range(1, 6):
        one_more(n)
        folders.find_or_make(by=bagrat, team=folder.team, path=f"Թղթապանակ {n}/ներս")
    assert queries() == few


def test_a_tag_is_changed_and_deleted_from_its_page(client: Client, bagrat: User) -> None:
    tag = tags.make(by=bagrat, team=bagrat.teams.get(), name="կարևոր")
    row = recording(bagrat)
    arrange.tag(by=bagrat, recordings=[row.pk], tag=tag)
    client.force_login(bagrat)
    client.post(f"/tags/{tag.pk}/change", {"name": "շտապ", "colour": "lake"})
    page = shown(client, f"/?tag={tag.pk}")
    assert "tag-lake" in page
    assert "շտապ" in page
    client.post(f"/tags/{tag.pk}/delete")
    assert not Tag.objects.exists()
    assert "1 recording had it and stays." in shown(client)
