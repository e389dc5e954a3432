import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.media.files import BAD, SAMPLES
from transcripts.media.kinds import HEAD, content_type, kind_of, kind_of_head


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("meeting.wav", "wav"),
        ("meeting.flac", "flac"),
        ("meeting.mp3", "mp3"),
        ("meeting.m4a", "mp4"),
        ("meeting.ogg", "ogg"),
        ("talk.webm", "webm"),
        ("two_tracks.mka", "matroska"),
        ("video.mp4", "mp4"),
        ("video.mov", "mov"),
        ("video.webm", "webm"),
        ("bad/page_named.wav", "web page"),
        ("bad/picture_named.mp4", "picture"),
        ("bad/text_named.mp3", "text"),
        ("bad/truncated.m4a", "mp4"),
        ("bad/random.ogg", ""),
        ("bad/empty.mp3", ""),
    ],
)
def test_samples_are_told_by_their_first_bytes(name: str, kind: str) -> None:
    assert kind_of(SAMPLES / name) == kind


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "document"),
        (b"{\\rtf1\\ansi", "document"),
        (b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml", "document"),
        (b"Rar!\x1a\x07", "archive"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"GIF89a\x01\x00", "picture"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "picture"),
        (b"\x00\x00\x00\x18ftypheic", "picture"),
        (b"\x00\x00\x01\x00\x01\x00\x10\x10", "picture"),
        (b"\x00\x00\x01\x00ftypisom", "mp4"),
        (b"\n\n  <!DOCTYPE HTML>\n<html>", "web page"),
        (b'<?xml version="1.0"?>\n<html xmlns="x">', "web page"),
        ("\ufeff#EXTM3U\n#EXTINF:1,\n".encode(), "playlist"),
        ("Բարև, սա գրություն է։".encode(), "text"),
        ("Նշումներ".encode("utf-16"), "text"),
        (b"MAC addresses of the office", "text"),
        (b"ID3 is a tag of MP3 files", "text"),
        (b"\xff\xfb\x90\x64\x00\x0f", "mp3"),
        (b"\xff\xf1\x50\x80\x00\x1f", "aac"),
        (b"#!AMR\n\x3c\x91\x17", "amr"),
    ],
)
def test_other_kinds(head: bytes, kind: str) -> None:
    assert kind_of_head(head) == kind


def test_an_archive_of_recordings_is_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(BAD / "silence.mp3", "silence.mp3")
    assert kind_of(tmp_path / "all.zip") == "archive"


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"]), min_size=1))
def test_what_can_be_read_is_never_a_recording(text: str) -> None:
    # Wherever the head ends, also in the middle of a letter.
    head = (text * (HEAD // len(text.encode()) + 1)).encode()[:HEAD]
    assert kind_of_head(head) in {"text", "web page", "playlist", "document", "archive", "picture"}


@pytest.mark.parametrize(
    ("container", "has_video", "expected"),
    [
        ("mp3", False, "audio/mpeg"),
        ("mp4", False, "audio/mp4"),
        ("mp4", True, "video/mp4"),
        ("mov", True, "video/quicktime"),
        ("webm", False, "audio/webm"),
        ("webm", True, "video/webm"),
        ("ogg", False, "audio/ogg"),
        ("wav", False, "audio/wav"),
        ("flac", False, "audio/flac"),
        ("tta", False, "application/octet-stream"),
    ],
)
def test_browsers_are_told_what_they_know(container: str, has_video: bool, expected: str) -> None:
    assert content_type(container, has_video) == expected
