import io
from dataclasses import asdict
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from tests.factories import recording, tone
from transcripts.media.probe import Track
from transcripts.models import Recording, Rendition, User
from transcripts.web.ranges import BLOCK, Piece, Span, span_of

WHOLE = tone()


@pytest.fixture
def row(anahit: User, client: Client, any_storage: str, settings: Settings) -> Recording:
    """In the folder, and in a bucket that browsers do not reach."""
    settings.MEDIA_DELIVERY = "site"
    client.force_login(anahit)
    return recording(anahit, sha256="ab" * 32)


def _get(client: Client, row: Recording, query: str = "", **headers: str) -> Any:
    """The answer, read to its end (which closes it) into `body`."""
    answer: Any = client.get(f"/recordings/{row.pk}/media{query}", headers=headers)
    answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer


def test_the_whole_file_comes_back_byte_by_byte(client: Client, row: Recording) -> None:
    answer = _get(client, row, accept_encoding="gzip, br")
    assert answer.status_code == 200
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["Content-Length"] == str(len(WHOLE))
    assert "Content-Encoding" not in answer
    assert answer.body == WHOLE


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=100-199", 100, 199),
        ("bytes=32000-", 32000, 32043),
        ("bytes=-44", 32000, 32043),
    ],
)
def test_a_piece_is_answered_206(client: Client, row: Recording, asked: str, first: int, last: int) -> None:
    answer = _get(client, row, range=asked)
    assert answer.status_code == 206
    assert answer["Content-Range"] == f"bytes {first}-{last}/{len(WHOLE)}"
    assert answer["Content-Length"] == str(last - first + 1)
    assert answer.body == WHOLE[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=32044-", "bytes=99999-100000", "bytes=-0"])
def test_a_piece_beyond_the_end_is_answered_416(client: Client, row: Recording, asked: str) -> None:
    answer = _get(client, row, range=asked)
    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{len(WHOLE)}"


@pytest.mark.parametrize(
    "asked", ["bytes=5-2", "bytes=-", "bytes=0-1,5-6", "lines=1-2", "bytes=a-b", "bytes=٣-٤"]
)
def test_what_is_no_single_range_gets_everything(client: Client, row: Recording, asked: str) -> None:
    assert _get(client, row, range=asked).status_code == 200


def test_a_piece_of_another_version_is_not_mixed_in(client: Client, row: Recording) -> None:
    assert _get(client, row, range="bytes=0-9", if_range='"other"').status_code == 200
    assert _get(client, row, range="bytes=0-9", if_range=f'"{row.sha256}"').status_code == 206


def test_a_head_says_the_same_without_the_bytes(client: Client, row: Recording) -> None:
    answer = client.head(f"/recordings/{row.pk}/media", headers={"range": "bytes=0-9"})
    assert answer.status_code == 206
    assert answer["Content-Length"] == "10"
    assert answer.content == b""


def test_the_file_goes_out_under_the_name_it_came_with(client: Client, anahit: User) -> None:
    client.force_login(anahit)
    name = 'Ժողովի ձայնագրություն №3 "վերջ"; a=b\r\n.mp3'
    row = recording(anahit, filename=name.replace("\r\n", ""))
    saved = _get(client, row, "?download")
    assert saved["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert unquote(saved["Content-Disposition"]).endswith(row.filename)
    assert _get(client, row)["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize("container", ["", "html", "svg", "text/html", "wav"])
def test_no_browser_ever_takes_it_for_a_page(client: Client, anahit: User, container: str) -> None:
    client.force_login(anahit)
    answer = _get(client, recording(anahit, container=container))
    assert answer["Content-Type"] in {"application/octet-stream", "audio/wav"}
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_storage_has_lost_is_not_found(client: Client, row: Recording) -> None:
    row.file.storage.delete(str(row.file.name))
    assert _get(client, row).status_code == 404


def test_a_piece_is_read_in_blocks_and_closes_its_file() -> None:
    file = io.BytesIO(bytes(3 * BLOCK))
    file.seek(10)
    piece = Piece(file, 2 * BLOCK + 1)
    assert [len(block) for block in piece] == [BLOCK, BLOCK, 1]
    piece.close()
    assert file.closed


@given(size=st.integers(1, 10**12), first=st.integers(0, 10**12), extra=st.integers(0, 10**12))
def test_a_span_lies_within_the_file(size: int, first: int, extra: int) -> None:
    header = f"bytes={first}-{first + extra}"
    if first >= size:
        with pytest.raises(ValueError, match="bytes="):
            span_of(header, size)
        return
    assert span_of(header, size) == Span(first, min(first + extra, size - 1))


@given(header=st.text(max_size=40), size=st.integers(1, 10**12))
def test_no_header_breaks_it(header: str, size: int) -> None:
    try:
        span = span_of(header, size)
    except ValueError:
        return
    assert span is None or 0 <= span.first <= span.last < size


def _with(row: Recording, **stored: bytes) -> Recording:
    for name, data in stored.items():
        getattr(row, name).save(f"recordings/{row.pk}/{name}", ContentFile(data), save=False)
    row.save()
    return row


def test_a_sound_that_browsers_refuse_plays_as_its_sound_track(client: Client, row: Recording) -> None:
    row.container, row.filename, row.sound_sha256 = "amr", "ձայն.amr", "cd" * 32
    row.tracks = [asdict(Track(0, "amr_nb", 1, 8000, "", "", True))]
    answer = _get(client, _with(row, sound=b"flac"))
    assert (answer["Content-Type"], answer.body) == ("audio/flac", b"flac")
    assert "%D5%B1%D5%A1%D5%B5%D5%B6.flac" in answer["Content-Disposition"]
    original = _get(client, row, "?download")
    assert (original["Content-Type"], original.body) == ("audio/amr", WHOLE)
    assert original["ETag"] != answer["ETag"]


def test_a_video_that_browsers_refuse_plays_its_sound_and_then_its_copy(
    client: Client, row: Recording
) -> None:
    row.container, row.filename, row.has_video, row.sound_sha256 = "avi", "ա.avi", True, "cd" * 32
    row.rendition_status = Rendition.WANTED
    before = _get(client, _with(row, sound=b"flac"))
    row.rendition_status = Rendition.MADE
    after = _get(client, _with(row, rendition=b"mp4 copy"), range="bytes=0-2")
    assert (before["Content-Type"], before.body) == ("audio/flac", b"flac")
    assert (after.status_code, after["Content-Type"], after.body) == (206, "video/mp4", b"mp4")
    assert after["Content-Range"] == "bytes 0-2/8"
    original = _get(client, row, "?download")
    assert (original["Content-Type"], original.body) == ("video/x-msvideo", WHOLE)
    assert len({before["ETag"], after["ETag"], original["ETag"]}) == 3


def test_a_copy_that_is_lost_is_not_there(client: Client, row: Recording) -> None:
    row.has_video, row.rendition_status = True, Rendition.MADE
    _with(row, rendition=b"mp4").rendition.storage.delete(row.rendition.name or "")
    assert client.get(f"/recordings/{row.pk}/media").status_code == 404


def test_players_hear_of_mp4_under_its_usual_name(client: Client, row: Recording) -> None:
    Recording.objects.update(container="mov", has_video=True, rendition_status=Rendition.NEEDLESS)
    assert _get(client, row)["Content-Type"] == "video/mp4"
    assert _get(client, row, "?download")["Content-Type"] == "video/quicktime"
