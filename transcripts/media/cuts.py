"""Where to cut a recording that is too long for its model: in the silences, near the limit."""

from collections.abc import Sequence
from itertools import pairwise

Stretch = tuple[float, float]

# A cut is looked for in the last third of what the limit allows: parts stay long, and there is a pause in every talk.
_SEARCHED = 1 / 3
# A pause beyond this is as good as any.
_GOOD_PAUSE = 2.0


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
