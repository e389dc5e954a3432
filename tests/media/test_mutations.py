"""Damaged in every manner, a file is a recording or a mistake: never an error of ours, never a trace left."""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.media.files import BAD, SAMPLES
from transcripts.errors import BadMedia
from transcripts.media.audio import extract
from transcripts.media.probe import Media, probe
from transcripts.media.problems import TooSlow

ORIGINALS = sorted(
    path
    for folder in (SAMPLES, BAD)
    for path in folder.iterdir()
    if path.is_file() and path.stat().st_size and path.suffix != ".md"
)


Mutation = Callable[[bytearray, random.Random], None]


def flipped(data: bytearray, dice: random.Random) -> None:
    for _ in range(dice.choice([1, 5, 50, 500])):
        data[dice.randrange(len(data))] = dice.randrange(256)


def flipped_at_the_head(data: bytearray, dice: random.Random) -> None:
    for _ in range(dice.choice([1, 3, 20])):
        data[dice.randrange(min(len(data), 400))] = dice.randrange(256)


def zeroed(data: bytearray, dice: random.Random) -> None:
    start = dice.randrange(len(data))
    length = min(dice.randrange(1, len(data)), len(data) - start)
    data[start : start + length] = bytes(length)


def cut(data: bytearray, dice: random.Random) -> None:
    del data[dice.randrange(1, len(data)) :]


def filled(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(data))
    data[at:at] = dice.randbytes(dice.randrange(1, 5000))


def shuffled(data: bytearray, dice: random.Random) -> None:
    a, b = sorted((dice.randrange(len(data)), dice.randrange(len(data))))
    data[:] = data[b:] + data[a:b] + data[:a]


MUTATIONS: list[Mutation] = [flipped, flipped_at_the_head, zeroed, cut, filled, shuffled]


@pytest.mark.parametrize("mutation", MUTATIONS)
@pytest.mark.parametrize("seed", range(6))
def test_a_mutated_file_is_a_recording_or_a_mistake(mutation: Mutation, seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed * len(MUTATIONS) + MUTATIONS.index(mutation))
    data = bytearray(dice.choice(ORIGINALS).read_bytes())
    mutation(data, dice)
    file = tmp_path / "mutated.mp3"
    file.write_bytes(data)
    try:
        media = probe(file)
        assert isinstance(media, Media)
        assert media.tracks
        extract(file, tmp_path / "sound.flac")
    except BadMedia as problem:
        assert type(problem) not in {BadMedia, TooSlow}  # noqa: PT017 - the reader neither broke nor hung
    assert set(os.listdir(tmp_path)) <= {"mutated.mp3", "sound.flac"}
