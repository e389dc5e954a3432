import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import av
import pytest

from tests.media import files
from tests.media.files import BAD, SAMPLES
from transcripts.errors import BadMedia
from transcripts.media import problems
from transcripts.media.audio import extract, hear
from transcripts.media.browsers import plays
from transcripts.media.cell import Limits
from transcripts.media.probe import MEBIBYTE, probe
from transcripts.media.rendition import limits_for, render

QUICK = Limits(cpu=60, wall=60, memory=1024 * MEBIBYTE, output=64 * MEBIBYTE)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """In a folder of its own, so that whatever is left beside it shows."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "copy.mp4"


def made_of(source: Path, copy: Path, track: int | None = None) -> Path:
    render(source, copy, track=track, limits=QUICK)
    return copy


def picture(path: Path) -> tuple[int, int, int]:
    """Width, height and number of the pictures that can be decoded."""
    with av.open(str(path)) as container:
        frames = [(frame.width, frame.height) for frame in container.decode(video=0)]
    return (*frames[0], len(frames))


FORMS = [
    ("avi", "mpeg4", "mp3"),
    ("matroska", "copy", "copy"),
    ("matroska", "copy", "flac"),
    ("matroska", "mpeg4", "copy"),
    ("mpegts", "copy", "copy"),
    ("flv", "copy", "copy"),
    ("mpeg", "mpeg2video", "mp2"),
    ("mov", "prores_ks", "pcm_s16le"),
    ("mp4", "libx265", "copy"),
]


@pytest.mark.parametrize(("container", "codec", "sound"), FORMS)
def test_what_browsers_refuse_has_a_copy_that_they_play(
    container: str, codec: str, sound: str, copy: Path, tmp_path: Path
) -> None:
    pixels = "yuv422p10le" if codec == "prores_ks" else "yuv420p"
    source = files.video(tmp_path / "video", container, codec, sound, pixels=pixels)
    assert not plays(probe(source))
    made = probe(made_of(source, copy))
    assert plays(made)
    assert (made.container, made.video_codec, made.tracks[0].codec) == ("mp4", "h264", "aac")
    assert picture(copy) == picture(source)
    assert os.listdir(copy.parent) == [copy.name]


@pytest.mark.parametrize(("container", "codec", "sound"), FORMS)
def test_words_keep_their_times(container: str, codec: str, sound: str, copy: Path, tmp_path: Path) -> None:
    pixels = "yuv422p10le" if codec == "prores_ks" else "yuv420p"
    source = files.video(tmp_path / "video", container, codec, sound, pixels=pixels)
    spoken, again = hear(source).voiced, hear(made_of(source, copy)).voiced
    assert len(spoken) == len(again)
    for before, after in zip(spoken, again, strict=True):
        assert after == pytest.approx(before, abs=0.07)


def test_its_index_is_in_front(copy: Path, tmp_path: Path) -> None:
    """So that playing begins before all of it has come."""
    data = made_of(files.video(tmp_path / "video", "matroska", "copy", "copy"), copy).read_bytes()
    assert 0 < data.find(b"moov") < data.find(b"mdat")


def test_streams_that_will_do_are_not_encoded_anew(copy: Path, tmp_path: Path) -> None:
    source = files.video(tmp_path / "video", "matroska", "copy", "copy")
    with av.open(str(made_of(source, copy))) as made, av.open(str(SAMPLES / "video.mp4")) as given:
        for kind in ("video", "audio"):
            before = [bytes(packet) for packet in given.demux(**{kind: 0}) if packet.size]
            after = [bytes(packet) for packet in made.demux(**{kind: 0}) if packet.size]
            assert after == before


def test_a_video_taken_upright_stands_upright(copy: Path, tmp_path: Path) -> None:
    source = files.video(tmp_path / "video", "mov", "mpeg4", "copy", rotation=90)
    width, height, _count = picture(made_of(source, copy))
    assert (width, height) == (90, 160)


def test_a_large_picture_becomes_smaller(copy: Path, tmp_path: Path) -> None:
    source = tmp_path / "large.avi"
    with av.open(str(source), "w", format="avi") as made, av.open(str(SAMPLES / "talk.webm")) as talk:
        stream, sound = made.add_stream("mpeg4", rate=5), made.add_stream("mp3", rate=48_000, layout="mono")
        stream.width, stream.height = 2560, 1600
        for number in range(5):
            frame = av.VideoFrame(2560, 1600, "yuv420p")
            frame.pts = number
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
        for heard in talk.decode(audio=0):
            made.mux(sound.encode(heard))
        made.mux(sound.encode(None))
    assert picture(made_of(source, copy))[:2] == (1152, 720)


def test_a_chosen_sound_track_is_the_one_that_is_heard(copy: Path, tmp_path: Path) -> None:
    source = tmp_path / "two.mkv"
    with (
        av.open(str(SAMPLES / "video.mp4")) as video,
        av.open(str(SAMPLES / "two_tracks.mka")) as sounds,
        av.open(str(source), "w", format="matroska") as made,
    ):
        picture_copy = made.add_stream_from_template(video.streams.video[0])
        sound_copies = [made.add_stream_from_template(stream) for stream in sounds.streams.audio]
        packets: Iterator[Any] = chain(video.demux(video=0), sounds.demux(audio=(0, 1)))
        for packet in packets:
            if packet.dts is not None:
                is_picture = packet.stream.type == "video"
                packet.stream = picture_copy if is_picture else sound_copies[packet.stream.index]
                made.mux(packet)
    talk = probe(source).tracks[1]
    made_of(source, copy, track=talk.index)
    chosen = extract(source, tmp_path / "talk.flac", track=talk.index)
    assert extract(copy, tmp_path / "copy.flac").voiced == chosen.voiced


@pytest.mark.parametrize("share", [0.3, 0.6])
def test_of_a_truncated_video_the_copy_holds_what_is_there(share: float, copy: Path, tmp_path: Path) -> None:
    whole = files.video(tmp_path / "video", "matroska", "copy", "copy")
    cut = files.beginning(whole, tmp_path / "cut", share)
    assert probe(made_of(cut, copy)).duration == pytest.approx(probe(cut).duration, abs=0.5)


def test_sound_without_a_picture_gets_no_copy(copy: Path) -> None:
    with pytest.raises(problems.UnknownPicture):
        render(SAMPLES / "two_tracks.mka", copy, track=None, limits=QUICK)
    assert os.listdir(copy.parent) == []


@pytest.mark.parametrize("name", ["random.ogg", "truncated.m4a", "page_named.wav", "empty.mp3"])
def test_a_mistake_leaves_no_file(name: str, copy: Path) -> None:
    with pytest.raises(BadMedia):
        render(BAD / name, copy, track=None, limits=QUICK)
    assert os.listdir(copy.parent) == []


def test_limits_grow_with_what_there_is_to_do() -> None:
    short, long = limits_for(60, MEBIBYTE), limits_for(7200, 2048 * MEBIBYTE)
    assert (short.cpu < long.cpu, short.wall < long.wall, short.output < long.output) == (True, True, True)
    assert short.memory == long.memory
