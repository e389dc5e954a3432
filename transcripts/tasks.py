"""The bell: thin Celery tasks around the workshop.

A message is only a nudge. What is due stands in the database, and every worker's clock looks there
too: losing all messages loses nothing but a second.
"""

import logging
from uuid import UUID

from django.utils import timezone
from kombu.exceptions import OperationalError

from hispeech_web.celery import app
from transcripts.transcription import steps
from transcripts.transcription.sweep import due

log = logging.getLogger(__name__)


@app.task(name="transcripts.advance")
def advance(transcription_id: str) -> None:
    """Carry one transcription as far as it goes now, then let the next in line begin."""
    steps.advance(UUID(transcription_id))
    hand_out()


@app.task(name="transcripts.sweep")
def sweep() -> None:
    hand_out()


def hand_out() -> int:
    """Send a message for each transcription that is due, in fair order; returns how many."""
    found = due(timezone.now())
    for transcription_id in found:
        advance.delay(str(transcription_id))
    return len(found)


def ring() -> None:
    """Ask a worker to look now. Without a broker the worker's clock finds the work by itself."""
    try:
        sweep.delay()
    except OperationalError:
        log.warning("The broker does not answer; the work waits for the next look at the database.")
