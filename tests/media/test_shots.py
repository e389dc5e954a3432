"""Shots of generated videos whose cuts are known."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from transcripts.errors import BadMedia
from transcripts.media import cell
from transcripts.media.cell import Limits
from transcripts.media.inside.watching import moments
from transcripts.media.probe import MEBIBYTE
from transcripts.media.shots import limits_for, watch

RATE = 25
SIZE = (320, 180)


def pictures(shots: list[int], pan: int = 1) -> Iterator[Any]:
    """For each shot a landscape of its own, that moves by `pan` points from picture to picture."""
    chance = np.random.default_rng(5)
    for count in shots:
        wide = SIZE[0] + pan * count
        coarse = chance.integers(0, 255, (6, wide // 40 + 1, 3), dtype=np.uint8)
        land = np.kron(coarse, np.ones((30, 40, 1), dtype=np.uint8))
        for at in range(count):
            yield np.ascontiguousarray(land[: SIZE[1], at * pan : at * pan + SIZE[0]])


def video(target: Path, shots: list[int], codec: str = "libx264", pan: int = 1) -> Path:
    """A sound track is not needed to look."""
    with av.open(str(target), "w", format="mp4") as made:
        stream: Any = made.add_stream(codec, rate=RATE)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        for picture in pictures(shots, pan):
            made.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        made.mux(stream.encode(None))
    return target


@pytest.mark.parametrize("codec", ["libx264", "mpeg4"])
def test_cuts_are_found_to_the_frame(codec: str, tmp_path: Path) -> None:
    shots = [60, 35, 90, 20, 50]
    found = watch(video(tmp_path / "cut.mp4", shots, codec), 10.2)
    expected = [1000 * sum(shots[:n]) // RATE for n in range(1, len(shots))]
    assert len(found.moments) == len(expected)
    assert all(abs(one - wanted) <= 1 for one, wanted in zip(found.moments, expected, strict=True))
    assert found.seen_until == pytest.approx(10.2, abs=0.2)


def test_a_camera_that_moves_quickly_makes_no_shots(tmp_path: Path) -> None:
    assert watch(video(tmp_path / "pan.mp4", [100], pan=12), 4.0).moments == []


def test_a_flash_is_no_shot_and_a_still_picture_has_none() -> None:
    still = [(40 * at, 0.5) for at in range(50)]
    assert moments(still) == []
    flash = [*still[:20], (800, 60.0), (840, 60.0), *still[22:]]
    assert len(moments(flash)) <= 1


def test_watching_ends_with_its_time_and_says_how_far_it_came(tmp_path: Path) -> None:
    source = video(tmp_path / "long.mp4", [25] * 12)
    limits = Limits(cpu=30, wall=30, memory=1024 * MEBIBYTE, output=MEBIBYTE)
    found = cell.run("watch", source, limits, begins_like_media=True, seconds=0.0)
    assert found["seen_until"] < 12.0


def test_an_hour_takes_half_of_it_at_the_most() -> None:
    assert limits_for(3600).cpu < 1900


def test_what_has_no_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("Բարև։" * 100)
    with pytest.raises(BadMedia):
        watch(tmp_path / "words.txt", 1.0)
