"""What the sandbox says it heard: made-up words laid into the voiced stretches of the sound.

The same bytes and model always give the same words. Times are seconds from the start.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

from transcripts.sandbox.colloquial import colloquial
from transcripts.sandbox.phrases import MARKS, passage
from transcripts.text.document import Word

FORMAL, CONVERSATIONAL = "model-01052025", "model-23012026"
MODELS = (FORMAL, CONVERSATIONAL)

WORDS_PER_SECOND = 2.2
# Shorter sounds are coughs and clicks; longer silences end a sentence.
SHORTEST_STRETCH = 0.2
SENTENCE_PAUSE = 0.5
# How much of a word's share of time is silence after it.
GAP = 0.08

Stretch = tuple[float, float]


def _spoken(voiced: Sequence[Stretch]) -> list[Stretch]:
    return [(start, end) for start, end in voiced if end - start >= SHORTEST_STRETCH]


def _room(stretch: Stretch) -> int:
    return max(1, round((stretch[1] - stretch[0]) * WORDS_PER_SECOND))


def _utterances(stretches: Sequence[Stretch]) -> list[int]:
    """How many words are said between one long pause and the next."""
    if not stretches:
        return []
    counts = [_room(stretches[0])]
    for before, after in pairwise(stretches):
        if after[0] - before[1] >= SENTENCE_PAUSE:
            counts.append(0)
        counts[-1] += _room(after)
    return counts


def _text(random: Random, counts: Sequence[int]) -> list[str]:
    """As many words as the utterances hold, the mark first, which may run over their borders."""
    total = sum(counts)
    words = next((mark.split() for mark in MARKS if len(mark.split()) <= total), [])
    said = 0
    for count in counts:
        said += count
        words += passage(random, max(0, said - len(words)))
    return words


def _laid(stretch: Stretch, words: Sequence[str]) -> Iterator[Word]:
    """Long words take longer; a little silence follows each."""
    weights = [len(word) + 1 for word in words]
    unit = (stretch[1] - stretch[0]) / sum(weights)
    at = stretch[0]
    for word, weight in zip(words, weights, strict=True):
        end = min(at + unit * weight * (1 - GAP), stretch[1])
        yield Word(word, max(round(at, 3), stretch[0]), min(round(end, 3), stretch[1]))
        at += unit * weight


def speak(voiced: Sequence[Stretch], seed: str, model: str) -> tuple[Word, ...]:
    """Words with times inside `voiced`, none for silence. `seed` stands for the bytes of the file."""
    stretches = _spoken(voiced)
    # Not a secret, a choice that must come out the same again.
    text = _text(Random(seed), _utterances(stretches))  # noqa: S311
    if model == CONVERSATIONAL:
        text = colloquial(text, Random(seed))  # noqa: S311
    words: list[Word] = []
    for stretch in stretches:
        words += _laid(stretch, text[len(words) : len(words) + _room(stretch)])
    return tuple(words)
