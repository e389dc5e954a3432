"""One hand in each worker, for what nobody waits for: a copy, else something that an old recording lacks, else a look at the picture, else rest."""

import threading
from uuid import UUID

from transcripts.meanwhile import keep_at
from transcripts.models import ShotList
from transcripts.rendering.catching_up import behind, catch_up
from transcripts.rendering.copies import make_one
from transcripts.rendering.shots import look_at_one

# Seconds between two looks when there is nothing to do.
REST = 2.0


class Hand:
    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._behind: list[UUID] | None = None

    def run(self) -> None:
        """Until the worker stops."""
        keep_at(self.work, self._stop, rest_for=REST, what="A copy")

    def work(self) -> bool:
        """One piece of work; False where there is none."""
        if self._behind is None:
            self._behind = behind()
            ShotList.want(ShotList.wanting())
        return make_one() or self._catch_up() or look_at_one()

    def _catch_up(self) -> bool:
        if not self._behind:
            return False
        catch_up(self._behind.pop())
        return True


def start(stop: threading.Event) -> None:
    threading.Thread(target=Hand(stop).run, name="rendering", daemon=True).start()
