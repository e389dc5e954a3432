"""What a file says of its own length, and what of that is there."""

from pathlib import Path
from typing import Any

import av
import pytest

from tests.media import files
from tests.media.files import BAD, MEETING_SECONDS, SAMPLES, TALK_SECONDS
from transcripts.media.probe import probe


def test_an_mp3_that_counts_its_frames_is_told_as_cut_short(tmp_path: Path) -> None:
    assert probe(BAD / "cut_off.mp3").promised == pytest.approx(MEETING_SECONDS, abs=0.2)
    covered = files.with_cover(BAD / "cut_off.mp3", tmp_path / "covered.mp3")
    assert probe(covered).promised == pytest.approx(MEETING_SECONDS, abs=0.2)


def test_an_mp3_that_does_not_count_them_promises_nothing(tmp_path: Path) -> None:
    data = (BAD / "cut_off.mp3").read_bytes()
    (tmp_path / "cut.mp3").write_bytes(data.replace(b"Info", bytes(4)))
    assert probe(tmp_path / "cut.mp3").promised == 0


@pytest.mark.parametrize("name", ["meeting.wav", "meeting.flac"])
def test_what_counts_its_samples_is_told_as_cut_short(tmp_path: Path, name: str) -> None:
    media = probe(files.beginning(SAMPLES / name, tmp_path / name, 0.5))
    assert media.duration < MEETING_SECONDS * 0.7
    assert media.promised == pytest.approx(MEETING_SECONDS, abs=0.1)


def test_an_mp4_whose_index_stands_before_the_sound_is_told_as_cut_short(tmp_path: Path) -> None:
    whole = files.remuxed(SAMPLES / "meeting.m4a", tmp_path / "whole.mp4", "mp4", movflags="faststart")
    media = probe(files.beginning(whole, tmp_path / "cut.mp4", 0.5))
    assert media.duration < MEETING_SECONDS * 0.7
    assert media.promised == pytest.approx(MEETING_SECONDS, abs=0.1)


@pytest.mark.parametrize("size", [0xFFFFFFFF, 0x7FFFFFFF, 0x7FFFF000, 0x80000000, 0])
def test_a_wav_from_a_pipe_did_not_know_its_length(tmp_path: Path, size: int) -> None:
    data = bytearray((SAMPLES / "meeting.wav").read_bytes())
    place = data.index(b"data") + 4
    data[place : place + 4] = size.to_bytes(4, "little")
    (tmp_path / "piped.wav").write_bytes(data)
    media = probe(tmp_path / "piped.wav")
    assert media.duration == pytest.approx(MEETING_SECONDS, abs=0.1)
    assert media.promised == 0


# Its makers gave the meeting's video two seconds more than its sound.
PICTURES = {"video.mp4": 20.6, "video.mov": 14.5, "video.webm": 0}


@pytest.mark.parametrize("path", sorted({*SAMPLES.glob("*.*")} - {*SAMPLES.glob("*.md")}), ids=str)
def test_what_is_whole_says_so(path: Path) -> None:
    media = probe(path)
    assert media.shown == pytest.approx(PICTURES.get(path.name, 0), abs=0.1)
    assert media.promised == 0


def _with_less_sound(target: Path, container: str) -> Path:
    """The video, whose sound ends after five seconds."""
    with av.open(str(SAMPLES / "video.mp4")) as given, av.open(str(target), "w", format=container) as made:
        copies: dict[int, Any] = {
            stream.index: made.add_stream_from_template(stream)
            for stream in (given.streams.video[0], given.streams.audio[0])
        }
        for packet in given.demux(given.streams.video[0], given.streams.audio[0]):
            at = None if packet.dts is None or packet.time_base is None else packet.dts * packet.time_base
            if at is not None and (packet.stream.type == "video" or at <= 5):
                packet.stream = copies[packet.stream.index]
                made.mux(packet)
    return target


@pytest.mark.parametrize("container", ["mp4", "matroska"])
def test_a_picture_that_goes_on_after_its_sound_is_told(tmp_path: Path, container: str) -> None:
    media = probe(_with_less_sound(tmp_path / "video", container))
    assert media.duration == pytest.approx(5, abs=0.2)
    assert media.shown == pytest.approx(20.6, abs=0.1)
    assert media.promised == 0


def test_a_picture_that_is_not_there_is_not_told(tmp_path: Path) -> None:
    whole = _with_less_sound(tmp_path / "whole", "matroska")
    assert probe(files.beginning(whole, tmp_path / "cut", 0.2)).shown < TALK_SECONDS
