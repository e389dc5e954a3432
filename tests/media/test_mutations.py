"""Damaged in every manner, a file is a recording or a mistake: never an error of ours, never a trace left."""

import os
from pathlib import Path

import pytest

from tests.fuzz.mutants import MUTATIONS, ORIGINALS, mutant, written
from transcripts.errors import BadMedia
from transcripts.media.audio import extract
from transcripts.media.cell import Limits
from transcripts.media.probe import MEBIBYTE, Media, probe
from transcripts.media.problems import TooSlow
from transcripts.media.rendition import render

SEED = 4
# Generous beside the tenths of a second that a sample takes, on a machine that has other things to do.
SHORT = Limits(cpu=20, wall=60, memory=1024 * MEBIBYTE, output=256 * MEBIBYTE)


@pytest.mark.parametrize("number", range(72))
def test_a_mutant_is_a_recording_or_a_mistake(number: int, tmp_path: Path) -> None:
    file = written(mutant(SEED, number), tmp_path)
    try:
        media = probe(file, SHORT)
        assert isinstance(media, Media)
        assert media.tracks
        extract(file, tmp_path / "sound.flac", peaks=tmp_path / "peaks", limits=SHORT)
        if media.has_video:
            render(file, tmp_path / "copy.mp4", track=None, limits=SHORT)
    except BadMedia as problem:
        assert type(problem) not in {BadMedia, TooSlow}  # noqa: PT017 - the reader neither broke nor hung
    assert set(os.listdir(tmp_path)) <= {file.name, "sound.flac", "peaks", "copy.mp4"}


def test_every_sample_meets_every_mutation() -> None:
    met = {(number % len(ORIGINALS), number % len(MUTATIONS)) for number in range(500)}
    assert len(met) == len(ORIGINALS) * len(MUTATIONS)


def test_a_seed_always_makes_the_same_mutants() -> None:
    assert mutant(7, 11) == mutant(7, 11)
    assert mutant(7, 11).data != mutant(8, 11).data
