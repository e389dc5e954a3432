"""Exports for programs: one transcript in any format, and many in an archive."""

import hashlib
import io
import json
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.http import StreamingHttpResponse
from django.test import Client

from tests.api.calls import key, viewers_key
from tests.factories import MEETING, completed, recording, transcription
from transcripts.actions.correct import rewrite
from transcripts.actions.reading import telling
from transcripts.exports import setting
from transcripts.exports.registry import FORMATS
from transcripts.library import bundle
from transcripts.library.exporting import file_name, order
from transcripts.models import Recording, Revision, Status, User
from transcripts.text.document import Document, Paragraph, Word

MANY = "/api/v1/recordings/export"

pytestmark = pytest.mark.usefixtures("own_storage")


@pytest.fixture
def row(anahit: User) -> Recording:
    made = recording(anahit, "Ժողով «1»/2")
    completed(made)
    return made


def get(client: Client, by: User, row: Recording, asked: str = "") -> Any:
    return client.get(f"/api/v1/recordings/{row.pk}/export?{asked}", headers=key(by))


def opened(answer: Any) -> zipfile.ZipFile:
    assert isinstance(answer, StreamingHttpResponse), answer.content
    return zipfile.ZipFile(io.BytesIO(answer.getvalue()))


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_comes_under_its_own_type_and_armenian_name(
    client: Client, vahe: User, row: Recording, name: str
) -> None:
    if name == "pdf" and not any(setting.TYPEFACES.glob("*.ttf")):
        pytest.skip("the fonts could not be fetched")
    asked = f"/api/v1/recordings/{row.pk}/export?format={name}"
    answer = client.get(asked, headers=viewers_key(vahe))
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == FORMATS[name].media_type
    note = " (estimated times)" if name == "srt" else ""
    assert unquote(answer["Content-Disposition"]).endswith(f"filename*=utf-8''Ժողով «1»_2{note}.{name}")
    assert answer.content


def test_the_newest_version_is_exported_unless_another_is_named(
    client: Client, anahit: User, row: Recording
) -> None:
    job = row.transcriptions.get()
    rewrite(by=anahit, transcription=job, text="Ուղղված բառեր։", base=0)
    assert get(client, anahit, row).content.decode() == "Ուղղված բառեր։\n"
    assert get(client, anahit, row, "revision=0").content.decode() == MEETING + "\n"
    assert get(client, anahit, row, "revision=7").status_code == 404
    told = json.loads(get(client, anahit, row, "format=json").content)
    assert (told["revision"], told["author"], told["estimated"]) == (1, "Anahit", True)


def test_another_transcription_is_exported_by_its_id(client: Client, anahit: User, row: Recording) -> None:
    first = row.transcriptions.get()
    completed(row, "Ուրիշ։")
    assert get(client, anahit, row).content.decode() == "Ուրիշ։\n"
    assert get(client, anahit, row, f"transcription={first.pk}").content.decode() == MEETING + "\n"
    assert get(client, anahit, row, f"transcription={uuid.uuid4()}").status_code == 404


def test_presets_make_other_subtitles(client: Client, anahit: User, row: Recording) -> None:
    made = {
        preset: get(client, anahit, row, f"format=srt&preset={preset}").content
        for preset in ("broadcast", "social")
    }
    assert made["broadcast"] != made["social"]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("format=doc", "no_such_format"),
        ("format=srt&preset=imax", "no_such_preset"),
        ("times=maybe", "bad_option"),
        ("speakers=2", "bad_option"),
    ],
)
def test_what_is_not_offered_is_refused_with_what_is(
    client: Client, anahit: User, row: Recording, asked: str, code: str
) -> None:
    answer = get(client, anahit, row, asked)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, code)


def test_a_stranger_gets_404_and_no_archive(
    client: Client, mallory: User, anahit: User, row: Recording
) -> None:
    assert get(client, mallory, row).status_code == 404
    answer = client.get(f"{MANY}?ids={row.pk}", headers=key(mallory))
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "no_such_recording")
    assert opened(client.get(MANY, headers=key(mallory))).namelist() == ["manifest.json", "SHA256SUMS"]
    assert client.get(MANY).status_code == 401


def test_a_recording_without_words_has_no_export(client: Client, anahit: User) -> None:
    row = recording(anahit)
    transcription(row, Status.FAILED)
    assert get(client, anahit, row).status_code == 404


def test_an_archive_holds_each_under_a_name_of_its_own_with_checksums(client: Client, anahit: User) -> None:
    rows = [recording(anahit, title) for title in ("Նիստ", "ՆԻՍՏ", "Նիստ (2)", "../etc", "Առանց բառերի")]
    for row in rows[:4]:
        completed(row, f"Բառեր {row.title}։")
    body = {"ids": [str(row.pk) for row in rows], "format": "txt"}
    made = opened(client.post(MANY, body, "application/json", headers=key(anahit)))
    names = made.namelist()
    assert names[-2:] == ["manifest.json", "SHA256SUMS"]
    assert len({name.casefold() for name in names}) == len(names) == 6
    assert not any("/" in name or name.startswith(".") for name in names)
    told = json.loads(made.read("manifest.json"))
    assert [one["id"] for one in told["recordings"]] == body["ids"]
    assert told["recordings"][4]["file"] is None
    for one in told["recordings"][:4]:
        content = made.read(one["file"])
        assert one["title"] in content.decode()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (one["sha256"], one["size"])
        assert f"{one['sha256']}  {one['file']}\n" in made.read("SHA256SUMS").decode()


def test_without_ids_it_is_what_a_search_finds(client: Client, anahit: User) -> None:
    for title in ("Բյուջե", "Դատարան"):
        completed(recording(anahit, title), "Բառեր։")
    assert len(opened(client.get(MANY, headers=key(anahit))).namelist()) == 4
    found = opened(client.get(f"{MANY}?q=բյուջե&format=srt", headers=key(anahit))).namelist()
    assert found[0] == "Բյուջե (estimated times).srt"
    assert len(found) == 3


@pytest.mark.parametrize("ids", ["5", ["x"], [7]])
def test_ids_that_are_none_are_refused(client: Client, anahit: User, ids: object) -> None:
    answer = client.post(MANY, {"ids": ids}, "application/json", headers=key(anahit))
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "bad_ids")


def test_one_archive_has_its_limit(
    client: Client, anahit: User, row: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "MOST", 0)
    answer = client.get(MANY, headers=key(anahit))
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "large_archive")


def test_what_breaks_off_is_no_archive(anahit: User, row: Recording) -> None:
    pieces: Iterator[bytes] = bundle.archive(anahit, row.team, [row.pk], order({}))
    begun = next(pieces) + next(pieces)
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(begun))


def test_who_is_put_out_of_the_team_gets_no_more(
    anahit: User, bagrat: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "AT_ONCE", 1)
    monkeypatch.setattr(bundle, "AT_FIRST", 1)
    rows = [recording(anahit, f"Նիստ {number}") for number in range(3)]
    for row in rows:
        completed(row)
    made = bundle.archive(bagrat, rows[0].team, [row.pk for row in rows], order({}))
    begun = next(made)
    bagrat.memberships.all().delete()
    names = zipfile.ZipFile(io.BytesIO(begun + b"".join(made))).namelist()
    assert names == ["Նիստ 0.txt", "manifest.json", "SHA256SUMS"]


@pytest.mark.parametrize("format", ["txt", "srt", "docx"])
def test_an_archive_asks_the_database_no_more_for_each_recording(
    anahit: User, django_assert_max_num_queries: Any, format: str
) -> None:
    rows = [recording(anahit, f"Նիստ {number}") for number in range(30)]
    for row in rows:
        completed(row)
    Recording.objects.update(has_video=True)
    told = telling(by=anahit, format=format)
    with django_assert_max_num_queries(20):
        ids = [row.pk for row in rows]
        assert b"".join(bundle.archive(anahit, rows[0].team, ids, order({"format": format}), told))


def test_subtitles_that_cannot_say_so_are_named_as_estimated(
    client: Client, anahit: User, row: Recording
) -> None:
    for asked, name in (("srt", "Ժողով «1»_2 (estimated times).srt"), ("vtt", "Ժողով «1»_2.vtt")):
        told = unquote(get(client, anahit, row, f"format={asked}")["Content-Disposition"])
        assert told.endswith(f"filename*=utf-8''{name}")
    found = opened(client.get(f"{MANY}?format=srt", headers=key(anahit))).namelist()
    assert found[0] == "Ժողով «1»_2 (estimated times).srt"
    timed = [Word("Բարի", 0.0, 0.4), Word("լույս։", 0.5, 1.0)]
    other = recording(anahit, "Ա" * 300)
    Revision.of_machine(transcription(other, Status.COMPLETED), Document((Paragraph(tuple(timed)),)))
    told = unquote(get(client, anahit, other, "format=srt")["Content-Disposition"])
    assert told.endswith(f"''{'Ա' * 100}.srt")


def test_a_name_with_a_note_is_no_longer_than_systems_take(anahit: User) -> None:
    assert len(file_name("Ա" * 300, FORMATS["srt"], "գնահատված ժամանակներ").encode()) < 250


def test_no_title_takes_the_place_of_the_list(client: Client, anahit: User) -> None:
    for title in ("manifest", "Manifest"):
        completed(recording(anahit, title), f"Բառեր {title}։")
    made = opened(client.get(f"{MANY}?format=json", headers=key(anahit)))
    assert sorted(made.namelist()) == [
        "Manifest (2).json",
        "SHA256SUMS",
        "manifest (3).json",
        "manifest.json",
    ]
    assert len(json.loads(made.read("manifest.json"))["recordings"]) == 2


@pytest.mark.parametrize("many", [False, True])
def test_what_fails_at_once_is_told_and_no_archive_is_begun(
    client: Client, anahit: User, row: Recording, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, many: bool
) -> None:
    monkeypatch.setattr(setting, "TYPEFACES", tmp_path)
    address = MANY if many else f"/api/v1/recordings/{row.pk}/export"
    answer = client.get(f"{address}?format=pdf", headers=key(anahit))
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "no_pdf_fonts")
