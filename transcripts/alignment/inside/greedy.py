"""Words without a text: the most probable letter of each frame, cut at spaces and pauses. Rough, since no dictionary helps."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from transcripts.alignment.found import Heard
from transcripts.alignment.inside.acoustic import BLANK, LETTERS
from transcripts.alignment.inside.edges import DELAY, REMAINDER
from transcripts.alignment.inside.features import FRAME_SECONDS
from transcripts.alignment.inside.memory import Memory

# Seconds between letters that part words where no space was named, and that end a sentence.
_WORD_PAUSE, _SENTENCE_PAUSE = 0.35, 0.7
_BLOCK = 30_000


@dataclass(slots=True)
class _Word:
    letters: str
    first: int
    last: int


def words(memory: Memory) -> list[Heard]:
    found = list(_words(memory))
    behind = len(memory) + round(_SENTENCE_PAUSE / FRAME_SECONDS)
    following = [word.first for word in found[1:]] + [behind] * bool(found)
    return [
        Heard(
            text=word.letters,
            start=round(max(word.first * FRAME_SECONDS - DELAY, 0.0), 3),
            end=round(min(word.last * FRAME_SECONDS + REMAINDER, max(after * FRAME_SECONDS - DELAY, 0.0)), 3),
            pause=(after - word.last) * FRAME_SECONDS >= _SENTENCE_PAUSE,
        )
        for word, after in zip(found, following, strict=True)
    ]


def _words(memory: Memory) -> Iterator[_Word]:
    word: _Word | None = None
    for frame, letter in _named(memory):
        apart = word is not None and (frame - word.last) * FRAME_SECONDS >= _WORD_PAUSE
        if word and (letter == " " or apart):
            yield word
            word = None
        if letter != " ":
            if word:
                word.letters, word.last = word.letters + letter, frame
            else:
                word = _Word(letter, frame, frame)
    if word:
        yield word


def _named(memory: Memory) -> Iterator[tuple[int, str]]:
    """Letters and spaces with the frames in which they begin."""
    before = BLANK
    for begin in range(0, len(memory), _BLOCK):
        best = memory.best(begin, begin + _BLOCK)
        changed = np.concatenate(([best[0] != before], best[1:] != best[:-1]))
        for place in np.flatnonzero(changed & (best != BLANK)):
            yield begin + int(place), LETTERS[best[place]]
        before = int(best[-1])
