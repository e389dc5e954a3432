from pathlib import Path

import pytest

from tests.media.files import MEETING_SECONDS
from tests.sandbox.calls import SAMPLES, upload
from transcripts.media.audio import extract
from transcripts.sandbox import Sandbox, flac_header


def test_the_length_of_a_flac_file_is_read_without_decoding(tmp_path: Path) -> None:
    sound = extract(SAMPLES / "meeting.mp3", tmp_path / "sound.flac")
    assert flac_header.seconds(tmp_path / "sound.flac") == pytest.approx(sound.duration, abs=0.001)


@pytest.mark.parametrize(
    "beginning", [b"", b"fLaC", b"ID3" + bytes(60), b"fLaC" + bytes(60), b"fLaC\x04" + bytes(60)]
)
def test_another_kind_of_file_or_an_unfinished_header_tells_nothing(beginning: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(beginning)
    assert flac_header.seconds(tmp_path / "file") is None


def test_a_sandbox_may_believe_the_header_and_decodes_where_there_is_none(box: Sandbox) -> None:
    box.change({"hear": "header"})
    assert upload(box, SAMPLES / "meeting.flac").json["success"]
    assert upload(box, SAMPLES / "meeting.mp3").json["success"]
    believed, decoded = box.ledger()
    assert believed.billed_seconds == decoded.billed_seconds == round(MEETING_SECONDS)
    assert all(at <= ready for entry in box.ledger() for at, ready in [(entry.at, entry.ready_at)])
