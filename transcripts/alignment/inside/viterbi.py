"""The best way through a lattice: which state each frame is in. Vectorised over the states, one frame after the other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transcripts.alignment.inside.evidence import BLOCK, Evidence
from transcripts.alignment.inside.lattice import LACKING, Lattice

_LEAST = np.float32(-1e30)
# The furthest that a state may be entered from.
_FAR = 3

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Way:
    """`states` for each frame, and what all of it cost (a log-probability)."""

    states: NDArray[np.int32]
    score: float


def best_way(given: Evidence, through: Lattice, *, free: tuple[int, int] = (0, 0)) -> Way:
    """`given` has at least one frame. So many words at the beginning and the end may be lacking for nothing."""
    search = _Search(through, len(given))
    for begin in range(0, len(given), BLOCK):
        for frame, seen in enumerate(given.scores(begin), begin):
            if frame:
                search.go_on(frame, seen, float(given.abrupt[frame]))
            else:
                search.begin(seen, free[0])
    return search.end(free[1])


class _Search:
    def __init__(self, through: Lattice, frames: int) -> None:
        self._line = through
        states = len(through)
        # Padding, so that a look at the states before needs no case for the first ones.
        self._score = np.full(states + _FAR, _LEAST, dtype=np.float32)
        self._next = np.full(states + _FAR, _LEAST, dtype=np.float32)
        self._came = np.zeros((frames, states), dtype=np.uint8)
        self._skipped = np.zeros((frames, len(through.gaps)), dtype=np.int32)
        self._order = np.arange(len(through.gaps), dtype=np.int32)
        self._other = np.empty(states, dtype=np.float32)
        self._better = np.empty(states, dtype=np.bool_)

    def begin(self, seen: Scores, free: int) -> None:
        inner, columns = self._score[_FAR:], self._line.columns
        for gap in self._line.gaps[: free + 1]:
            # Silence, strange speech, or a word.
            inner[gap : gap + 3] = seen[columns[gap : gap + 3]]
        self._skip(0, inner)

    def go_on(self, frame: int, seen: Scores, abrupt: float) -> None:
        score, new, came = self._score, self._next[_FAR:], self._came[frame]
        new[:] = score[_FAR:]
        step = self._other
        step[:] = score[_FAR - 1 : -1]
        if abrupt:
            step -= abrupt * self._line.borders
        self._offer(step, 1, new, came)
        self._offer(np.add(score[_FAR - 2 : -2], self._line.two, out=self._other), 2, new, came)
        self._offer(np.add(score[_FAR - 3 : -3], self._line.three, out=self._other), 3, new, came)
        new += np.take(seen, self._line.columns, out=self._other)
        self._skip(frame, new)
        self._score, self._next = self._next, self._score

    def _offer(self, other: Scores, far: int, new: Scores, came: NDArray[np.uint8]) -> None:
        better = np.greater(other, new, out=self._better)
        np.copyto(came, far, where=better)
        np.maximum(new, other, out=new)

    def _skip(self, frame: int, inner: NDArray[np.float32]) -> None:
        """From any gap to any later one within the same frame."""
        gaps, costs = self._line.gaps, self._line.skipping
        own = inner[gaps]
        level = own + costs
        best = np.maximum.accumulate(level)
        other = best - costs - LACKING
        skips = other > own
        if skips.any():
            source = np.maximum.accumulate(np.where(level == best, self._order, 0))
            self._skipped[frame] = np.where(skips, source, self._order)
            inner[gaps] = np.where(skips, other, own)
        else:
            self._skipped[frame] = self._order

    def end(self, free: int) -> Way:
        inner, gaps = self._score[_FAR:], self._line.gaps
        last = gaps[max(0, len(gaps) - 1 - free) :]
        ends = np.concatenate([last, last + 1, last[last > 0] - 1])
        state = int(ends[np.argmax(inner[ends])])
        return Way(self._back(state), float(inner[state]))

    def _back(self, state: int) -> NDArray[np.int32]:
        number = {int(gap): place for place, gap in enumerate(self._line.gaps)}
        states = np.empty(len(self._came), dtype=np.int32)
        for frame in range(len(states) - 1, -1, -1):
            if (place := number.get(state)) is not None:
                state = int(self._line.gaps[self._skipped[frame, place]])
            states[frame] = state
            state -= int(self._came[frame, state])
        return states
