"""The usual cutter, to be compared with: as many words as fit, then back to the last good place among them."""

from transcripts.text.breaks import CLAUSE
from transcripts.text.segmenting import Screens


def greedy(screens: Screens) -> list[int]:
    """Cuts as `Screens.total` takes them."""
    cuts, first = [], 0
    while first < len(screens.words):
        last = first + 1
        while last < len(screens.words) and last not in screens.turns and screens.may_be(first, last + 1):
            last += 1
        first = _good_place(screens, first, last)
        cuts.append(first)
    return cuts


def _good_place(screens: Screens, first: int, last: int) -> int:
    if last == len(screens.words):
        return last
    good = (at for at in range(last, first, -1) if screens._breaks[at] <= CLAUSE)
    return next(good, last)
