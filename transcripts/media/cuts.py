"""Where to cut a recording: in the silences, near the limit, if it is too long for its model; and which minute to try."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

Stretch = tuple[float, float]

# A cut is looked for in the last third of what the limit allows: parts stay long, and there is a pause in every talk.
_SEARCHED = 1 / 3
# A pause beyond this is as good as any.
_GOOD_PAUSE = 2.0
# So much of a recording is tried before all of it is bought.
MINUTE = 60.0
# Before the first word, so that its beginning is heard.
_LEAD = 0.5


def cut(duration: float, voiced: Sequence[Stretch], longest: float) -> list[Stretch]:
    """Stretches that together hold every voice of a recording, in order, none longer than `longest` (all in seconds).

    `voiced` is in order and does not overlap. What has no voice is left out: nobody pays for silence.
    """
    found: list[Stretch] = []
    at = 0.0
    while duration - at > longest:
        end = _best_cut(voiced, at, at + longest)
        found.append((at, end))
        at = end
    found.append((at, duration))
    return [part for part in found if _has_voice(part, voiced)]


def _best_cut(voiced: Sequence[Stretch], at: float, latest: float) -> float:
    """The middle of the longest pause in reach, the later of equal ones; the limit itself where nobody pauses."""
    earliest = latest - (latest - at) * _SEARCHED
    reachable = [
        (max(start, earliest), min(end, latest))
        for start, end in _pauses(voiced)
        if end > earliest and start < latest
    ]
    if not reachable:
        return latest
    start, end = max(reachable, key=lambda pause: (min(pause[1] - pause[0], _GOOD_PAUSE), pause[1]))
    return (start + end) / 2


def _pauses(voiced: Sequence[Stretch]) -> list[Stretch]:
    return [(before[1], after[0]) for before, after in pairwise(voiced) if after[0] > before[1]]


def _has_voice(part: Stretch, voiced: Sequence[Stretch]) -> bool:
    return any(start < part[1] and end > part[0] for start, end in voiced)


def first_minute(duration: float, voiced: Sequence[Stretch], length: float = MINUTE) -> Stretch:
    """The first `length` seconds in which people speak for half of the time: music before a sitting tells nothing of a model.

    Where they never do, those in which they speak the most; all of what is shorter.
    """
    latest = max(0.0, duration - length)
    begins = sorted({min(max(0.0, start - _LEAD), latest) for start, _end in voiced}) or [0.0]
    best = begins[0]
    most = -1.0
    for begin in begins:
        spoken = _spoken(voiced, begin, begin + length)
        if spoken > most:
            best, most = begin, spoken
        if spoken >= length / 2:
            break
    return best, min(best + length, duration)


def _spoken(voiced: Sequence[Stretch], begin: float, end: float) -> float:
    first = bisect_right(voiced, begin, key=lambda stretch: stretch[1])
    behind = bisect_left(voiced, end, key=lambda stretch: stretch[0])
    return sum(min(stop, end) - max(start, begin) for start, stop in voiced[first:behind])
