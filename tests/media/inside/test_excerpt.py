import os
import random
from pathlib import Path

import av
import pytest

from tests.media import files
from tests.media.files import MEETING_SECONDS, SAMPLES
from transcripts.media import problems
from transcripts.media.audio import excerpt, extract
from transcripts.media.inside.voice import RATE

HOUR = 3600


def samples(path: Path) -> bytes:
    """Decoded by PyAV from first to last."""
    with av.open(str(path)) as container:
        return b"".join(bytes(frame.planes[0])[: frame.samples * 2] for frame in container.decode(audio=0))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The meeting, an hour of nothing (whose FLAC frames are 14 bytes short), and the meeting again."""
    folder = tmp_path_factory.mktemp("sound")
    extract(SAMPLES / "meeting.wav", folder / "meeting.flac")
    meeting = samples(folder / "meeting.flac")
    nothing = bytes(HOUR * RATE * 2)
    extract(files.wav(folder / "long.wav", meeting + nothing + meeting), folder / "long.flac")
    return folder / "long.flac"


@pytest.fixture(scope="module")
def whole(sound: Path) -> bytes:
    return samples(sound)


def places() -> list[tuple[float, float]]:
    dice = random.Random(4)
    length = 2 * MEETING_SECONDS + HOUR
    found = [
        (0.0, 1.0),
        (0.0, 0.288),
        (1.0, 2.5),
        (MEETING_SECONDS - 3, MEETING_SECONDS + 3),
        (length - 2, length),
    ]
    for _ in range(12):
        start = dice.choice(
            [dice.uniform(0, 40), dice.uniform(0, length - 30), dice.uniform(length - 40, length - 9)]
        )
        found.append((start, start + dice.uniform(0.1, 9)))
    return found


@pytest.mark.parametrize(("start", "end"), places())
def test_an_excerpt_has_exactly_the_samples(
    start: float, end: float, sound: Path, whole: bytes, tmp_path: Path
) -> None:
    written = excerpt(sound, tmp_path / "part.flac", start=start, end=end)
    expected = whole[round(start * RATE) * 2 : round(end * RATE) * 2]
    assert samples(tmp_path / "part.flac") == expected
    assert written == len(expected) / 2 / RATE
    assert os.listdir(tmp_path) == ["part.flac"]


def test_excerpts_that_meet_make_the_whole_again(sound: Path, whole: bytes, tmp_path: Path) -> None:
    pieces = []
    for number in range(4):
        start, end = number * 920.5, (number + 1) * 920.5
        excerpt(sound, tmp_path / "part.flac", start=start, end=end)
        pieces.append(samples(tmp_path / "part.flac"))
    assert b"".join(pieces) == whole


def test_what_is_not_there_is_left_out(sound: Path, whole: bytes, tmp_path: Path) -> None:
    length = len(whole) / 2 / RATE
    written = excerpt(sound, tmp_path / "part.flac", start=length - 1, end=length + 60)
    assert written == pytest.approx(1, abs=1 / RATE)


def test_a_stretch_beyond_the_end_leaves_no_file(sound: Path, tmp_path: Path) -> None:
    with pytest.raises(problems.TooShort):
        excerpt(sound, tmp_path / "part.flac", start=3 * HOUR, end=4 * HOUR)
    assert os.listdir(tmp_path) == []


def test_a_sound_track_of_others_is_not_taken(tmp_path: Path) -> None:
    with pytest.raises(problems.UnknownSound):
        excerpt(SAMPLES / "meeting.mp3", tmp_path / "part.flac", start=0, end=1)
    assert os.listdir(tmp_path) == []
