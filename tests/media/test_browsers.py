from dataclasses import replace
from pathlib import Path

import pytest

from tests.media import files
from tests.media.files import SAMPLES
from transcripts.media.browsers import plays
from transcripts.media.probe import Media, Track, probe


def track(codec: str, index: int = 0, default: bool = True) -> Track:
    return Track(index, codec, 2, 48_000, "", "", default)


def video(container: str, picture: str, sound: str, pixels: str = "yuv420p") -> Media:
    return Media(container, 60.0, True, (track(sound, 1),), picture, pixels)


@pytest.mark.parametrize(
    "name",
    [
        "meeting.flac",
        "meeting.m4a",
        "meeting.mp3",
        "meeting.ogg",
        "meeting.wav",
        "talk.webm",
        "video.mov",
        "video.mp4",
        "video.webm",
    ],
)
def test_ordinary_files_play_as_they_are(name: str) -> None:
    assert plays(probe(SAMPLES / name))


@pytest.mark.parametrize("container", ["matroska", "avi", "adts", "mpegts", "nut"])
def test_the_same_sound_in_a_container_that_browsers_refuse(container: str, tmp_path: Path) -> None:
    assert not plays(probe(files.remuxed(SAMPLES / "meeting.m4a", tmp_path / "copy", container)))


@pytest.mark.parametrize(
    ("container", "codec"),
    [
        ("amr", "amr_nb"),
        ("3gp", "amr_nb"),
        ("mp4", "alac"),
        ("mov", "pcm_s16be"),
        ("wav", "adpcm_ms"),
        ("asf", "wmav2"),
        ("aiff", "pcm_s16be"),
        ("caf", "pcm_s16le"),
        ("au", "pcm_mulaw"),
        ("ogg", "speex"),
    ],
)
def test_sound_that_some_browser_refuses(container: str, codec: str) -> None:
    assert not plays(Media(container, 60.0, False, (track(codec),)))


@pytest.mark.parametrize(
    "media",
    [
        video("mov", "prores", "pcm_s16le", "yuv422p10le"),
        video("mp4", "hevc", "aac"),
        video("mp4", "h264", "aac", "yuv420p10le"),
        video("mp4", "h264", "aac", "yuv422p"),
        video("mp4", "h264", "ac3"),
        video("mp4", "h264", "aac", ""),
        video("matroska", "h264", "aac"),
        video("avi", "mpeg4", "mp3"),
        video("asf", "wmv3", "wmav2"),
        video("flv", "h264", "aac"),
        video("mpeg", "mpeg2video", "mp2"),
        video("mpegts", "h264", "aac"),
        video("3gp", "h263", "amr_nb"),
        video("webm", "vp9", "opus", "yuv420p10le"),
        video("mp4", "", "aac"),
    ],
)
def test_video_that_some_browser_refuses(media: Media) -> None:
    assert not plays(media)


def test_a_phones_video_with_ordinary_codecs_plays_whatever_its_brand() -> None:
    assert plays(video("3gp", "h264", "aac"))


def test_one_track_that_is_refused_spoils_the_file() -> None:
    both = replace(video("mp4", "h264", "aac"), tracks=(track("aac", 1), track("ac3", 2, default=False)))
    assert not plays(both)


def test_a_track_of_ones_choice_is_not_what_browsers_play() -> None:
    both = replace(video("mp4", "h264", "aac"), tracks=(track("aac", 1), track("aac", 2, default=False)))
    assert [plays(both, choice) for choice in (None, 1, 2)] == [True, True, False]
