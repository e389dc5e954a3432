"""Places where text and sound surely meet, found from letters alone: the way into recordings of any length.

Five letters that a greedy reading of the sound has in common with the text are a *seed*. Half of the letters read are wrong, so
true seeds are sparse, and false ones many; but the true ones lie along a line, and a seed counts only where others
lie beside it. The longest chain of those that goes forward in both gives the landmarks.
"""

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SEED = 5
_BASE = 64  # more than there are letters
# A seed that the text has more often tells nothing.
_MOST_OFTEN = 200
# Neighbours are looked for in cells of so many letters of sound and so many letters off the line; so many make a seed count.
_ALONG, _OFF, _NEIGHBOURS = 150, 48, 4
_MOST_SEEDS = 400_000
# A seed further off the line than the median of so many around it, by so many letters, is left out.
_AROUND, _ASTRAY = 7, 12

Letters = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Equal places in two rows of letters: the `heard[k]`th letter of the sound is the `written[k]`th of the text."""

    heard: NDArray[np.intp]
    written: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.heard)


def landmarks(heard: Letters, written: Letters) -> Landmarks:
    """In order; none where the two have nothing to do with each other."""
    at, to = _seeds(heard, written)
    if not len(at):
        return Landmarks(at, to)
    off = to - at * (len(written) / len(heard))
    support = _support(at, off)
    kept = support >= _NEIGHBOURS
    at, to, support = at[kept], to[kept], support[kept]
    if len(at) > _MOST_SEEDS:
        strongest = np.sort(np.argsort(-support, kind="stable")[:_MOST_SEEDS])
        at, to = at[strongest], to[strongest]
    chain = _longest_chain(at, to)
    return _along_the_line(at[chain], to[chain])


def _seeds(heard: Letters, written: Letters) -> tuple[Letters, Letters]:
    """All pairs of places with the same five letters, in the order of the sound, for one place from the end of the text."""
    nothing = np.zeros(0, dtype=np.intp)
    if min(len(heard), len(written)) < _SEED:
        return nothing, nothing
    ours, theirs = _fives(heard), _fives(written)
    order = np.argsort(theirs, kind="stable")
    sorted_theirs = theirs[order]
    first = np.searchsorted(sorted_theirs, ours, side="left")
    count = np.searchsorted(sorted_theirs, ours, side="right") - first
    count[count > _MOST_OFTEN] = 0
    at = np.repeat(np.arange(len(ours)), count)
    nth = np.arange(len(at)) - np.repeat(np.cumsum(count) - count, count)
    # The same place of the sound comes with the last place of the text first: a chain then takes only one of them.
    to = order[np.repeat(first + count - 1, count) - nth]
    return at, to


def _fives(letters: Letters) -> Letters:
    """A number for each five letters in a row."""
    windows = np.lib.stride_tricks.sliding_window_view(letters, _SEED)
    return np.asarray(windows @ _BASE ** np.arange(_SEED))


def _support(at: Letters, off: NDArray[np.float64]) -> NDArray[np.intp]:
    """How many seeds lie in each one's cell and the cells around it."""
    row, column = at // _ALONG, np.floor(off / _OFF).astype(np.intp)
    column -= column.min()
    width = int(column.max()) + 3
    cell = (row + 1) * width + column + 1
    cells, counts = np.unique(cell, return_counts=True)
    found = np.zeros(len(at), dtype=np.intp)
    for step in (-width - 1, -width, -width + 1, -1, 0, 1, width - 1, width, width + 1):
        place = np.minimum(np.searchsorted(cells, cell + step), len(cells) - 1)
        found += np.where(cells[place] == cell + step, counts[place], 0)
    return found


def _longest_chain(at: Letters, to: Letters) -> list[int]:
    """Indexes of the longest run that grows in both; `at` is in order, and where it is equal `to` falls."""
    ends: list[int] = []  # the smallest `to` that a chain of each length ends with
    places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(to.tolist()):
        length = bisect_left(ends, value)
        before.append(places[length - 1] if length else -1)
        if length == len(ends):
            ends.append(value)
            places.append(place)
        else:
            ends[length], places[length] = value, place
    chain = []
    place = places[-1] if places else -1
    while place >= 0:
        chain.append(place)
        place = before[place]
    return chain[::-1]


def _along_the_line(at: Letters, to: Letters) -> Landmarks:
    if len(at) < _AROUND:
        return Landmarks(at[:0], to[:0])
    off = to - at
    padded = np.pad(off, _AROUND // 2, mode="edge")
    middle = np.median(np.lib.stride_tricks.sliding_window_view(padded, _AROUND), axis=1)
    kept = np.abs(off - middle) <= _ASTRAY
    return Landmarks(at[kept], to[kept])
