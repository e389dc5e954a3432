"""The faults in force, and the choice of one for a request."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from threading import Lock

from transcripts.sandbox.faults import Fault, Moment


class Storm:
    """Faults oldest first; the first that fits and happens is the one. For many threads."""

    def __init__(self, seed: int) -> None:
        self._lock = Lock()
        self.seed = seed
        self.clear()

    def clear(self) -> None:
        """None in force any more, and chance begins anew."""
        with self._lock:
            self._faults: dict[int, Fault] = {}
            self._chances: dict[int, Random] = {}
            self._last = 0

    def add(self, new: Fault) -> int:
        """Its number, by which it can be removed."""
        with self._lock:
            self._last += 1
            self._faults[self._last] = new
            self._chances[self._last] = Random(f"{self.seed}/{self._last}")  # noqa: S311 (a storm that repeats)
            return self._last

    def remove(self, number: int) -> bool:
        with self._lock:
            return self._faults.pop(number, None) is not None

    def in_force(self) -> Mapping[int, Fault]:
        with self._lock:
            return dict(self._faults)

    def draw(self, way: str, model: str, moments: Sequence[Moment]) -> Fault | None:
        """The fault that strikes this request; its count is used up."""
        with self._lock:
            for number, candidate in self._faults.items():
                if candidate.moment in moments and candidate.fits(way, model) and self._happens(number):
                    self._use(number)
                    return candidate
        return None

    def _happens(self, number: int) -> bool:
        return self._chances[number].random() < self._faults[number].probability

    def _use(self, number: int) -> None:
        count = self._faults[number].count
        if count is None:
            return
        if count > 1:
            self._faults[number] = replace(self._faults[number], count=count - 1)
        else:
            del self._faults[number]
