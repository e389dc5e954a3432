"""The clock that each Celery worker carries: every second a look in the database for what is due.

It makes a separate scheduler process unnecessary, and with it the questions of who starts it, and
what happens when it stops. Guarded updates make it harmless that several workers look at once.
"""

import logging
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from celery import bootsteps
from django.conf import settings
from django.db import Error, close_old_connections, connection
from django.utils import timezone
from kombu.exceptions import OperationalError

from hispeech_web.celery import app
from transcripts.archiving import hand as archiving
from transcripts.archiving.tidying import sweep_archives
from transcripts.intake import sweep as uploads
from transcripts.intake.store import chosen
from transcripts.library.catching_up import index_arranged, index_waiting
from transcripts.models import ACTIVE, Transcription
from transcripts.notices import hand as notices
from transcripts.removal.clearing import clear_some
from transcripts.removal.expiry import let_go
from transcripts.rendering import hand as rendering
from transcripts.scratch import sweep_scratch
from transcripts.tasks import hand_out
from transcripts.timing import hand as timing
from transcripts.transcription.follow import settle_abandoned

log = logging.getLogger(__name__)

WHILE_BUSY = 0.1  # seconds
# Seconds that a thread computes before it lets another one. Of a hundred one may hold SQLite's one lock, and each of its
# statements waits for its turn: with Python's own 5 ms everybody waits for it that long, several times.
TURN = 0.0005


class Clock(bootsteps.StartStopStep):
    """Starts with the worker's consumer, stops with it."""

    requires = ("celery.worker.components:Pool",)

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self._stop = threading.Event()

    def start(self, parent: Any) -> None:
        sys.setswitchinterval(TURN)
        threading.Thread(target=self._run, name="clock", daemon=True).start()
        rendering.start(self._stop)
        timing.start(self._stop)
        notices.start(self._stop)
        archiving.start(self._stop)

    def stop(self, parent: Any) -> None:
        self._stop.set()

    def _run(self) -> None:
        busy, due = False, [time.monotonic() + every for every, _chore in CHORES]
        while not self._stop.wait(WHILE_BUSY if busy else settings.CLOCK_SECONDS):
            busy = tick()
            for which, (every, chore) in enumerate(CHORES):
                if time.monotonic() > due[which]:
                    tidy(chore)
                    due[which] = time.monotonic() + every
        connection.close()


def tick() -> bool:
    """One look; true where there was something to do, so that the next one comes sooner.

    Nothing stops the clock: trouble is told, and the next tick tries again.
    """
    try:
        close_old_connections()
        return bool(hand_out()) or in_flight()
    except (Error, OperationalError) as error:
        log.warning("The clock could not look for due work: %s", type(error).__name__)
    except Exception:
        log.exception("The clock could not look for due work.")
    connection.close()
    return False


def sweep_uploads() -> None:
    now, store = timezone.now(), chosen()
    uploads.receive_silent(store, now)
    uploads.expire(store, now)


# A few at a time: meanwhile nobody else's turn comes. `manage.py reindex` is quicker.
INDEXED_AT_ONCE = 10

# How often (seconds), and what.
CHORES: tuple[tuple[float, Callable[[], object]], ...] = (
    (2, lambda: settle_abandoned(timezone.now())),
    (2, lambda: index_waiting(INDEXED_AT_ONCE)),
    (2, lambda: index_arranged(INDEXED_AT_ONCE)),
    (10, lambda: sweep_scratch(time.time())),
    (2, lambda: clear_some(timezone.now())),
    (60, sweep_uploads),
    (600, lambda: sweep_archives(timezone.now())),
    (10, lambda: let_go(timezone.now())),
    (6 * 3600, lambda: uploads.remove_left_behind(chosen(), timezone.now())),
)


def tidy(chore: Callable[[], object]) -> None:
    """Nothing stops the clock: what could not be done now is done another time."""
    try:
        chore()
    except (OSError, Error) as error:
        log.warning("The clock could not tidy up: %s", type(error).__name__)
    except Exception:
        log.exception("The clock could not tidy up.")


def in_flight() -> bool:
    return Transcription.every.filter(status__in=ACTIVE).exists()


app.steps["worker"].add(Clock)
