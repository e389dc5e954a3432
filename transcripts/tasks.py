"""The bell: thin Celery tasks around the workshop.

A message is only a nudge. What is due stands in the database, and every worker's clock looks there
too: losing all messages loses nothing but a second.
"""

import logging
import threading
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from kombu.exceptions import OperationalError

from hispeech_web.celery import app
from transcripts.transcription import polling, steps
from transcripts.transcription.follow import settle_abandoned
from transcripts.transcription.sweep import due

log = logging.getLogger(__name__)


@app.task(name="transcripts.advance")
def advance(transcription_id: str) -> None:
    """Carry one transcription as far as it goes now, then let the next in line begin."""
    steps.advance(UUID(transcription_id))
    hand_on()


@app.task(name="transcripts.sweep")
def sweep() -> None:
    hand_out()


@app.task(name="transcripts.look_up")
def look_up(attempt_ids: list[int]) -> None:
    """Ask HiSpeech about jobs left with it; where some have ended, others may begin."""
    polling.look_up(attempt_ids)
    hand_on()


_one_at_a_time = threading.Lock()
_wanted = threading.Event()


def hand_out() -> int:
    """Send messages for what is due, in fair order; returns for how many transcriptions and jobs.

    Where another thread of this process is looking just now, it looks once more instead of us: when a hundred jobs
    end at once, a hundred looks would only stand in each other's way.
    """
    told = 0
    _wanted.set()
    while _wanted.is_set() and _one_at_a_time.acquire(blocking=False):
        try:
            _wanted.clear()
            told += _look(timezone.now())
        finally:
            _one_at_a_time.release()
    return told


def _look(now: datetime) -> int:
    settle_abandoned(now)
    found = due(now)
    for transcription_id in found:
        advance.delay(str(transcription_id))
    jobs = polling.claim(now)
    if jobs:
        look_up.delay(jobs)
    return len(found) + len(jobs)


def hand_on() -> None:
    """After a piece of work: what has become due by it. Without a broker the clock tells of it later."""
    try:
        hand_out()
    except OperationalError:
        log.warning("The broker does not answer; the work waits for the next look at the database.")


def ring() -> None:
    """Ask a worker to look now. Without a broker the worker's clock finds the work by itself."""
    try:
        sweep.delay()
    except OperationalError:
        log.warning("The broker does not answer; the work waits for the next look at the database.")
