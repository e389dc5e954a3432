"""One recording: how far the found starts and ends are off, beside what can be had without a model."""

import math
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from tests.alignment.speech import Said, Speech, flac
from tests.bench.alignment.material import Recording
from transcripts.alignment.found import Alignment, Stretch
from transcripts.alignment.inside.listening import listen
from transcripts.alignment.inside.memory import Memory
from transcripts.alignment.inside.placing import place
from transcripts.media.inside.voice import levels, voiced

# A word that nobody can spell.
WILD = "中文"
# A word that was not placed counts as being so far off.
NOT_PLACED = 10.0


@dataclass(frozen=True, slots=True)
class Heard:
    recording: Recording
    memory: Memory
    seconds: float  # that listening took, in one thread


@dataclass(frozen=True, slots=True)
class Errors:
    """Seconds off, for each word whose instant is known."""

    starts: tuple[float, ...]
    ends: tuple[float, ...]


def heard(recording: Recording, model: Path) -> Heard:
    with tempfile.TemporaryDirectory() as folder:
        file = flac(recording.speech.samples, Path(folder) / "sound.flac")
        began = time.monotonic()
        listen(file, model, Path(folder) / "heard", threads=1, tell=lambda share: None)
        took = time.monotonic() - began
        # The mapped file stays, as long as somebody reads it.
        return Heard(recording, Memory.opened(Path(folder) / "heard"), took)


def aligned(given: Heard, texts: Sequence[str]) -> Alignment:
    return place(given.memory, texts, 0.0, lambda share: None)


def ours(given: Heard, texts: Sequence[str] | None = None) -> Errors:
    speech = given.recording.speech
    found = aligned(given, texts or speech.texts).placed
    return _errors(speech.words, [(placed.start, placed.end) for placed in found])


def with_wildcards(given: Heard) -> Errors:
    """One word in ten cannot be spelled."""
    texts = [WILD if number % 10 == 5 else text for number, text in enumerate(given.recording.speech.texts)]
    return ours(given, texts)


def by_length(speech: Speech) -> Errors:
    """Spread over the whole recording, each word by its letters."""
    return _errors(speech.words, _spread(speech, [(0.0, speech.seconds)]))


def by_voice(speech: Speech) -> Errors:
    """Spread over the stretches that are loud, each word by its letters."""
    stretches = voiced(levels((speech.samples * 32767).clip(-32768, 32767).astype(np.int16)))
    return _errors(speech.words, _spread(speech, stretches or [(0.0, speech.seconds)]))


def _spread(speech: Speech, stretches: Sequence[Stretch]) -> list[Stretch]:
    lengths = [len(word.text) + 1 for word in speech.words]
    shares = np.cumsum([0, *lengths]) / sum(lengths)
    said = np.cumsum([0.0, *(end - start for start, end in stretches)])
    moments = shares * said[-1]
    places = np.clip(np.searchsorted(said, moments, side="right") - 1, 0, len(stretches) - 1)
    times = [stretches[at][0] + moment - said[at] for at, moment in zip(places, moments, strict=True)]
    return list(pairwise(times))


def _errors(words: Sequence[Said], found: Sequence[tuple[float | None, float | None]]) -> Errors:
    pairs = [(word, times) for word, times in zip(words, found, strict=True) if not math.isnan(word.start)]
    return Errors(
        tuple(_off(start, word.start) for word, (start, _) in pairs),
        tuple(_off(end, word.end) for word, (_, end) in pairs if not math.isnan(word.end)),
    )


def _off(found: float | None, true: float) -> float:
    return NOT_PLACED if found is None else abs(found - true)
