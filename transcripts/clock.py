"""The clock that each Celery worker carries: every second a look in the database for what is due.

It makes a separate scheduler process unnecessary, and with it the questions of who starts it, and
what happens when it stops. Guarded updates make it harmless that several workers look at once.
"""

import logging
import threading
from typing import Any

from celery import bootsteps
from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from kombu.exceptions import OperationalError

from hispeech_web.celery import app
from transcripts.tasks import hand_out

log = logging.getLogger(__name__)


class Clock(bootsteps.StartStopStep):
    """Starts with the worker's consumer, stops with it."""

    requires = ("celery.worker.components:Pool",)

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self._stop = threading.Event()

    def start(self, parent: Any) -> None:
        threading.Thread(target=self._run, name="clock", daemon=True).start()

    def stop(self, parent: Any) -> None:
        self._stop.set()

    def _run(self) -> None:
        while not self._stop.wait(settings.CLOCK_SECONDS):
            tick()
        connection.close()


def tick() -> None:
    """One look. Trouble with the database or the broker is told and tried again at the next tick."""
    try:
        close_old_connections()
        hand_out()
    except (DatabaseError, OperationalError) as error:
        log.warning("The clock could not look for due work: %s", type(error).__name__)
        connection.close()


app.steps["worker"].add(Clock)
