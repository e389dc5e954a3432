"""One hand in each worker, for what nobody waits for: a copy, else something that an old recording lacks, else rest."""

import logging
import threading
from uuid import UUID

from django.db import Error, close_old_connections, connection

from transcripts.rendering.catching_up import behind, catch_up
from transcripts.rendering.copies import make_one

log = logging.getLogger(__name__)

# Seconds between two looks when there is nothing to do.
REST = 2.0


class Hand:
    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._behind: list[UUID] | None = None

    def run(self) -> None:
        """Until the worker stops. Nothing else ends it: trouble is told, and the next look tries again."""
        has_more = False
        while not self._stop.wait(0 if has_more else REST):
            try:
                close_old_connections()
                has_more = self.work()
            except (Error, OSError) as error:
                log.warning("A copy could not be made: %s", type(error).__name__)
                has_more = False
            except Exception:
                log.exception("A copy could not be made.")
                has_more = False
            connection.close()

    def work(self) -> bool:
        """One piece of work; False where there is none."""
        return make_one() or self._catch_up()

    def _catch_up(self) -> bool:
        if self._behind is None:
            self._behind = behind()
        if not self._behind:
            return False
        catch_up(self._behind.pop())
        return True


def start(stop: threading.Event) -> None:
    threading.Thread(target=Hand(stop).run, name="rendering", daemon=True).start()
