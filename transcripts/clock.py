"""The clock that each Celery worker carries: every second a look in the database for what is due.

It makes a separate scheduler process unnecessary, and with it the questions of who starts it, and
what happens when it stops. Guarded updates make it harmless that several workers look at once.
"""

import logging
import threading
import time
from typing import Any

from celery import bootsteps
from django.conf import settings
from django.db import Error, close_old_connections, connection
from kombu.exceptions import OperationalError

from hispeech_web.celery import app
from transcripts.models import ACTIVE, Transcription
from transcripts.scratch import sweep_scratch
from transcripts.tasks import hand_out

log = logging.getLogger(__name__)

# Seconds.
WHILE_BUSY = 0.25
SWEEP_EVERY = 10


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
        busy, swept = False, time.monotonic()
        while not self._stop.wait(WHILE_BUSY if busy else settings.CLOCK_SECONDS):
            busy = tick()
            if time.monotonic() > swept + SWEEP_EVERY:
                tidy()
                swept = time.monotonic()
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


def tidy() -> None:
    try:
        sweep_scratch(time.time())
    except OSError as error:
        log.warning("The scratch folder could not be swept: %s", type(error).__name__)


def in_flight() -> bool:
    return Transcription.every.filter(status__in=ACTIVE).exists()


app.steps["worker"].add(Clock)
