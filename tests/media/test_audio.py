import math
import os
import random
import struct
import wave
from pathlib import Path

import av
import numpy as np
import pytest

from tests.media import files
from tests.media.files import BAD, SAMPLES, TALK_SECONDS, WHAT_IS_WRONG
from transcripts.errors import BadMedia
from transcripts.media.audio import extract, hear
from transcripts.media.probe import probe
from transcripts.media.problems import CutOff

EVERY_SAMPLE = sorted(path.name for path in SAMPLES.iterdir() if path.is_file() and path.suffix != ".md")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """In a folder of its own, so that whatever is left beside it shows."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "sound.flac"


@pytest.mark.parametrize("name", EVERY_SAMPLE)
def test_every_sample_becomes_16_khz_mono_flac(name: str, target: Path) -> None:
    sound = extract(SAMPLES / name, target)
    (track,) = probe(target).tracks
    assert (track.codec, track.channels, track.sample_rate) == ("flac", 1, 16_000)
    assert probe(target).duration == pytest.approx(sound.duration, abs=0.001)
    assert sound.duration == pytest.approx(probe(SAMPLES / name).duration, abs=0.1)
    assert os.listdir(target.parent) == [target.name]


@pytest.mark.parametrize("name", EVERY_SAMPLE)
def test_people_speak_in_every_sample(name: str, target: Path) -> None:
    heard = hear(SAMPLES / name)
    spoken = sum(end - start for start, end in heard.voiced)
    assert 3 <= len(heard.voiced) <= 10
    assert 0.75 * heard.duration < spoken < heard.duration


def test_what_is_written_sounds_as_what_was_heard(target: Path) -> None:
    sound = extract(SAMPLES / "meeting.flac", target)
    again = extract(target, target.with_name("again.flac"))
    assert again == sound
    assert hear(target).voiced == sound.voiced


def test_lossless_copies_have_the_same_sum(target: Path) -> None:
    assert extract(SAMPLES / "meeting.wav", target).sha256 == extract(SAMPLES / "meeting.flac", target).sha256


@pytest.mark.parametrize(
    ("name", "container"),
    [
        ("meeting.m4a", "matroska"),
        ("meeting.m4a", "mov"),
        ("meeting.m4a", "mpegts"),
        ("meeting.m4a", "adts"),
        ("meeting.mp3", "mp3"),
        ("meeting.mp3", "matroska"),
        ("meeting.mp3", "avi"),
        ("meeting.ogg", "webm"),
        ("talk.webm", "mp4"),
        ("meeting.wav", "matroska"),
    ],
)
def test_a_remuxed_copy_has_the_same_sum(name: str, container: str, target: Path) -> None:
    """Though containers note the encoder's padding differently, or not at all."""
    copy = files.remuxed(SAMPLES / name, target.with_name("copy"), container)
    assert extract(copy, target).sha256 == extract(SAMPLES / name, target).sha256


def test_the_sound_of_a_video_is_the_sound_that_went_into_it(target: Path) -> None:
    video, sound = (extract(SAMPLES / name, target) for name in ("video.mp4", "meeting.m4a"))
    assert video.sha256 == sound.sha256


def test_different_recordings_have_different_sums(target: Path) -> None:
    assert extract(SAMPLES / "meeting.mp3", target).sha256 != extract(SAMPLES / "talk.webm", target).sha256


def test_a_track_can_be_chosen(target: Path) -> None:
    meeting, talk = probe(SAMPLES / "two_tracks.mka").tracks
    assert extract(SAMPLES / "two_tracks.mka", target, track=talk.index).duration == pytest.approx(
        TALK_SECONDS, abs=0.1
    )
    by_default = extract(SAMPLES / "two_tracks.mka", target)
    assert extract(SAMPLES / "two_tracks.mka", target, track=meeting.index) == by_default


def test_silence_has_no_voiced_stretch(target: Path) -> None:
    assert extract(BAD / "silence.mp3", target).voiced == ()
    assert hear(BAD / "silence.mp3").voiced == ()


@pytest.mark.parametrize(("name", "problem"), WHAT_IS_WRONG.items())
def test_a_mistake_leaves_no_file(name: str, problem: type[BadMedia], target: Path) -> None:
    with pytest.raises(problem):
        extract(BAD / name, target)
    assert os.listdir(target.parent) == []


def test_a_failure_leaves_the_former_file_alone(target: Path) -> None:
    target.write_bytes(b"former")
    with pytest.raises(BadMedia):
        extract(BAD / "truncated.m4a", target)
    assert target.read_bytes() == b"former"
    assert os.listdir(target.parent) == [target.name]


# (Not MP3, whose frames carry no time: a player, too, is early after the damage.)
@pytest.mark.parametrize("name", ["meeting.m4a", "meeting.ogg", "meeting.flac", "talk.webm"])
def test_a_damaged_middle_shifts_nothing(name: str, target: Path) -> None:
    """What comes after the damage keeps its time, so that words stay where the player has them."""
    damaged = files.with_hole(SAMPLES / name, target.with_name("damaged"), 0.45, 0.5)
    whole, rest = extract(SAMPLES / name, target), extract(damaged, target)
    assert rest.duration == pytest.approx(whole.duration, abs=0.4)
    assert rest.voiced[-1][1] == pytest.approx(whole.voiced[-1][1], abs=0.4)


def test_sound_that_begins_late_in_a_video_keeps_its_time(target: Path) -> None:
    late = target.with_name("late.mkv")
    with av.open(str(SAMPLES / "video.mp4")) as given, av.open(str(late), "w", format="matroska") as made:
        copies = {
            s.index: made.add_stream_from_template(s)
            for s in (given.streams.video[0], given.streams.audio[0])
        }
        for packet in given.demux(given.streams.video[0], given.streams.audio[0]):
            if packet.dts is not None and packet.pts is not None:
                if packet.stream.type == "audio":
                    delay = round(2 / packet.time_base)
                    packet.pts, packet.dts = packet.pts + delay, packet.dts + delay
                packet.stream = copies[packet.stream.index]
                made.mux(packet)
    sound, usual = extract(late, target), extract(SAMPLES / "video.mp4", target)
    assert sound.sha256 == usual.sha256
    assert sound.duration == pytest.approx(usual.duration + 2, abs=0.1)
    assert sound.voiced[0][0] == pytest.approx(usual.voiced[0][0] + 2, abs=0.15)
    assert sound.voiced[-1][1] == pytest.approx(usual.voiced[-1][1] + 2, abs=0.15)


@pytest.mark.parametrize("channels", [1, 2, 3, 4, 6, 9, 16])
def test_everybody_is_heard_at_a_microphone_of_their_own(channels: int, tmp_path: Path) -> None:
    """One after the other, for a second each."""
    tone = [round(12_000 * math.sin(i / 4) * math.sin(i / 1500)) for i in range(16_000)]
    frames = [
        struct.pack(f"<{channels}h", *[s * (c == who) for c in range(channels)])
        for who in range(channels)
        for s in tone
    ]
    path = tmp_path / "court.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, 2, 16_000, 0, "NONE", ""))
        file.writeframes(b"".join(frames))
    assert sum(end - start for start, end in hear(path).voiced) > 0.8 * channels


def dts_frames(number: int) -> bytes:
    """Heads as ETSI TS 102 114 has them, around noise: 512 samples of two channels at 44.1 kHz, in 2,048 bytes."""
    fields = [
        (0x7FFE8001, 32),
        (1, 1),
        (31, 5),
        (0, 1),
        (15, 7),
        (2047, 14),
        (2, 6),
        (8, 4),
        (24, 5),
        (0, 21),
    ]
    head = 0
    for value, bits in fields:
        head = head << bits | value
    noise = random.Random(5)
    return b"".join(head.to_bytes(12, "big") + noise.randbytes(2036) for _frame in range(number))


def test_dts_in_a_wav_is_not_taken_for_the_pcm_that_it_says_it_is(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "disc.wav"), "wb") as file:
        file.setparams((2, 2, 44_100, 0, "NONE", ""))
        file.writeframes(np.frombuffer(dts_frames(200), ">i2").astype("<i2").tobytes())
    # As PCM it would be two seconds of noise.
    with pytest.raises(CutOff):
        probe(tmp_path / "disc.wav")


def test_a_target_that_cannot_be_written_is_our_own_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        extract(SAMPLES / "meeting.mp3", tmp_path / "nowhere" / "sound.flac")


def test_a_missing_source_is_our_own_error(target: Path) -> None:
    with pytest.raises(FileNotFoundError):
        extract(target.with_name("missing"), target)
