"""Words that found a place in speech that is not theirs: a few between two long stretches to which the text has nothing, or
between two long runs of words that the sound lacks."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from transcripts.alignment.found import Placed

# So few words are not believed between such stretches of so many seconds, or runs of so many words.
_FEW, _SECONDS, _WORDS = 4, 4.0, 6


@dataclass(frozen=True, slots=True)
class Unspoken:
    """Speech without text: seconds, and how many letters the model named in it."""

    start: float
    end: float
    letters: int

    @classmethod
    def where(cls, word: Placed) -> "Unspoken":
        """What is left of a word that had better not stood there."""
        return cls(word.start or 0.0, word.end or 0.0, letters=1)


def strays(words: Mapping[int, Placed], unspoken: Sequence[Unspoken], sayable: Sequence[int]) -> list[int]:
    """Numbers of words that had better not be placed. `sayable` are all that could be, in order."""
    return [*_between_sounds(words, unspoken), *_between_words(words, sayable)]


def _between_sounds(words: Mapping[int, Placed], unspoken: Sequence[Unspoken]) -> list[int]:
    long = sorted(stretch.start for stretch in unspoken if stretch.end - stretch.start >= _SECONDS)
    runs = groupby(sorted(words), key=lambda number: bisect_right(long, words[number].start or 0.0))
    found = [(after, list(numbers)) for after, numbers in runs]
    return [number for after, run in found if 0 < after < len(long) and len(run) <= _FEW for number in run]


def _between_words(words: Mapping[int, Placed], sayable: Sequence[int]) -> list[int]:
    runs = [list(numbers) for _, numbers in groupby(sayable, key=words.__contains__)]
    return [
        number
        for before, run, after in zip(runs, runs[1:], runs[2:], strict=False)
        if run[0] in words and len(run) <= _FEW and min(len(before), len(after)) >= _WORDS
        for number in run
    ]
