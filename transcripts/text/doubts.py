"""Where a person should listen again: words that were hardly heard, and passages that nobody seems to have said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from transcripts.text.document import Word

# Below this trust a word is worth listening to again.
DOUBTFUL = 0.4
# So many words in a row that were not heard at all are told as a passage; one of them may seem to be heard.
LEAST_UNSAID, _HEARD_BETWEEN = 3, 1
# Doubtful words with no more than so many others between them are listened to in one go.
_SURE_BETWEEN = 3

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words from `first` up to `behind`, counted in the whole text, and from when to when they are said, in seconds."""

    first: int
    behind: int
    start: float
    end: float
    text: str


def unsaid(words: Sequence[Word]) -> list[Range]:
    """Passages of words that somebody has listened for and not heard: invented, or written twice."""
    runs = _joined(_runs(words, lambda word: word.trust == 0.0), _HEARD_BETWEEN)
    return [(first, behind) for first, behind in runs if behind - first >= LEAST_UNSAID]


def doubtful(words: Sequence[Word], most: int) -> list[Range]:
    """The `most` worst passages around words of little trust, in order, without what is `unsaid`."""
    elsewhere = {number for first, behind in unsaid(words) for number in range(first, behind)}
    found = [run for run in _runs(words, is_doubtful) if run[0] not in elsewhere]
    worst = sorted(_joined(found, _SURE_BETWEEN), key=lambda run: _doubt(words[slice(*run)]), reverse=True)
    return sorted(worst[:most])


def stretch(words: Sequence[Word], run: Range) -> Stretch:
    """0 where no time is known."""
    first, behind = run
    inside = words[first:behind]
    start = next((word.start for word in inside if word.start is not None), 0.0)
    end = next((word.end for word in reversed(inside) if word.end is not None), start)
    return Stretch(first, behind, start, max(start, end), " ".join(word.text for word in inside))


def is_doubtful(word: Word) -> bool:
    return word.trust is not None and word.trust < DOUBTFUL


def _doubt(words: Sequence[Word]) -> float:
    return sum(1 - word.trust for word in words if word.trust is not None)


def _runs(words: Sequence[Word], is_meant: Callable[[Word], bool]) -> list[Range]:
    found: list[Range] = []
    at = 0
    for meant, run in groupby(words, key=is_meant):
        behind = at + len(list(run))
        if meant:
            found.append((at, behind))
        at = behind
    return found


def _joined(runs: Sequence[Range], over: int) -> list[Range]:
    found: list[Range] = []
    for first, behind in runs:
        if found and first - found[-1][1] <= over:
            found[-1] = (found[-1][0], behind)
        else:
            found.append((first, behind))
    return found
