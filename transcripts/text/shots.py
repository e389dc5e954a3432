"""Where the picture changes, and how a subtitle's times keep away from that.

As large broadcasters ask (Netflix, Timed Text Style Guide: General Requirements, “Timing to shot changes”; EBU and BBC alike): what begins or
ends within some frames of a cut begins on it, or ends two frames before it; otherwise it stays half a second away, so that
nobody's eyes are sent back to the beginning by a subtitle that flickers. Milliseconds, with frames of 40.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

FRAME = 40
NEAR, AWAY, BEFORE = 7 * FRAME, 12 * FRAME, 2 * FRAME


class Shots:
    """`moments`: of the first picture of each shot but the first, in order."""

    def __init__(self, moments: Sequence[int] = ()) -> None:
        self._moments = list(moments)

    def __bool__(self) -> bool:
        return bool(self._moments)

    def between(self, first: int, last: int) -> list[int]:
        """Both included."""
        return self._moments[bisect_left(self._moments, first) : bisect_right(self._moments, last)]

    def begin(self, start: int, end: int, free_from: int) -> int:
        """When to show what is said from `start` to `end` where nobody speaks between `free_from` and `start`."""
        near = self.between(max(free_from, start - AWAY), min(start + NEAR, end - 1))
        return min(near, key=lambda moment: abs(moment - start), default=start)

    def end(self, planned: int, *, said: int, readable: int, latest: int) -> int:
        """Instead of `planned`: its last word is said until `said`, it has been read at `readable`, and must go at `latest`.

        What could not be read in time anyway loses nothing.
        """
        for moment in self.between(planned - AWAY, planned + AWAY):
            last = moment - BEFORE
            if said - NEAR <= last <= latest and last >= min(readable, planned):
                return last
            if last < planned and moment + AWAY <= latest:
                return moment + AWAY
        return planned
