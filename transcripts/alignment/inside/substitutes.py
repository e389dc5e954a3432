"""Words that are not what is said, though something is said in their place: where they belong is known all the same."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from transcripts.alignment.found import Placed
from transcripts.alignment.inside.lattice import Spelling
from transcripts.alignment.inside.strays import Unspoken

# More words than this are a sentence that nobody says, beside another that the text lacks.
_MOST_WORDS = 3
# Seconds that a letter takes; what took another time was something else.
_SHORTEST, _LONGEST = 0.03, 0.25
# Seconds by which speech may reach into the words beside it.
_OVER = 0.1
TRUST = 0.05


def substitutes(
    words: Mapping[int, Placed], unspoken: Sequence[Unspoken], spelled: Sequence[tuple[int, Spelling]]
) -> dict[int, Placed]:
    """Places for words of `spelled` that are not among the placed `words`, in speech between their neighbours."""
    runs = [list(run) for _, run in groupby(spelled, key=lambda word: word[0] in words)]
    found: dict[int, Placed] = {}
    for before, run, after in zip(runs, runs[1:], runs[2:], strict=False):
        if run[0][0] not in words and len(run) <= _MOST_WORDS:
            room = _room(words[before[-1][0]].end or 0.0, words[after[0][0]].start or 0.0, unspoken)
            found |= _spread(run, *room)
    return found


def _room(start: float, end: float, unspoken: Sequence[Unspoken]) -> tuple[float, float]:
    """From where to where something is said between two words that the text does not explain; nothing where start is end."""
    inside = [piece for piece in unspoken if start - _OVER <= piece.start and piece.end <= end + _OVER]
    if not inside:
        return start, start
    return max(start, inside[0].start), min(end, inside[-1].end)


def _spread(run: Sequence[tuple[int, Spelling]], start: float, end: float) -> dict[int, Placed]:
    """Each word by its letters."""
    letters = sum(len(spelling) for _, spelling in run)
    pace = (end - start) / letters
    found: dict[int, Placed] = {}
    if _SHORTEST <= pace <= _LONGEST:
        for number, spelling in run:
            found[number] = Placed(round(start, 3), round(start + pace * len(spelling), 3), TRUST)
            start += pace * len(spelling)
    return found
