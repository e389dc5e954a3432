"""Recordings of some 40 seconds each: sentences as espeak says them, and single words joined at instants of our choosing."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from random import Random

import numpy as np

from tests.alignment.speech import EAST, FAST, NORMAL, SLOW, WEST, Speech, chained, joined, noisy, spoken
from transcripts.sandbox.phrases import sentence

SENTENCES, WORDS = "sentences", "joined words"
CLEAN = float("inf")
NOISES = (CLEAN, 20.0, 10.0)  # dB between speech and noise
_SENTENCES = 8
# Eight sentences have about as many.
_WORDS = 40


@dataclass(frozen=True, slots=True)
class Recording:
    kind: str
    voice: str
    speed: int
    decibels: float
    speech: Speech
    # Where each sentence begins and ends, counted in words.
    sentences: tuple[tuple[int, int], ...]


def recordings(seed: int) -> Iterator[Recording]:
    """Both kinds, both voices, three speeds, three noises: 36, some 25 minutes together. The same seed, the same sound."""
    random = Random(seed)
    for voice in (EAST, WEST):
        for speed in (SLOW, NORMAL, FAST):
            for kind in (SENTENCES, WORDS):
                lines = [sentence(random, random.randint(5, 12)) for _ in range(_SENTENCES)]
                for decibels in NOISES:
                    yield _recording(kind, voice, speed, decibels, lines, random.randrange(2**32))


def _recording(
    kind: str, voice: str, speed: int, decibels: float, lines: list[list[str]], seed: int
) -> Recording:
    random = np.random.default_rng(seed)
    if kind == SENTENCES:
        made = chained([spoken(" ".join(line), voice, speed) for line in lines])
    else:
        lines = [list(chain.from_iterable(lines))[:_WORDS]]
        made = joined(lines[0], random.uniform(0.05, 0.8, len(lines[0])).tolist(), voice, speed)
    ends = np.cumsum([len(line) for line in lines]).tolist()
    heard = made if decibels == CLEAN else noisy(made, decibels, random)
    return Recording(kind, voice, speed, decibels, heard, tuple(zip([0, *ends[:-1]], ends, strict=True)))
