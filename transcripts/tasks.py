"""The bell: thin Celery tasks around the workshop.

A message is only a nudge. What is due stands in the database, and every worker's clock looks there
too: losing all messages loses nothing but a second.
"""

import logging
import threading
import time
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from kombu.exceptions import OperationalError

from hispeech_web.celery import app
from transcripts.intake.finish import finish
from transcripts.intake.store import chosen
from transcripts.intake.sweep import due as uploads_due
from transcripts.library.catching_up import index_arranged
from transcripts.models import Upload
from transcripts.transcription import polling, steps
from transcripts.transcription.sweep import due, others_wait

log = logging.getLogger(__name__)

INDEXED_AT_ONCE = 100


@app.task(name="transcripts.advance")
def advance(transcription_id: str) -> None:
    """Carry one transcription as far as it goes now, then let the next in line begin where it has made room."""
    if steps.advance(UUID(transcription_id)):
        hand_on()


@app.task(name="transcripts.sweep")
def sweep() -> None:
    hand_out()


@app.task(name="transcripts.look_up")
def look_up(attempt_ids: list[int]) -> None:
    """Ask HiSpeech about jobs left with it; where some have ended, others may begin."""
    if polling.look_up(attempt_ids):
        hand_on()


@app.task(name="transcripts.finish_upload")
def finish_upload(upload_id: str) -> None:
    """Make a recording of what was received, where the request that brought it could not; then let it begin."""
    upload = Upload.objects.filter(pk=upload_id).first()
    if upload is not None:
        finish(chosen(), upload)
        hand_on()


@app.task(name="transcripts.index_arranged")
def index_some() -> None:
    """What lies elsewhere now is found there; some at a time, so that others get their turn."""
    if index_arranged(INDEXED_AT_ONCE) == INDEXED_AT_ONCE:
        ring_for_the_index()


_one_at_a_time = threading.Lock()
_wanted = threading.Event()
# Seconds from one look to the next, and when the last one began; before any, long ago.
BETWEEN_LOOKS = 0.1
_looked_at = float("-inf")


def hand_out() -> int:
    """Send messages for what is due, in fair order; returns for how many transcriptions, jobs and uploads.

    Where another thread of this process is looking just now, or has just looked, one of us looks once more for all: when
    a hundred jobs end at once, a hundred looks would only stand in each other's way.
    """
    told = 0
    _wanted.set()
    while _wanted.is_set() and _one_at_a_time.acquire(blocking=False):
        try:
            _breathe()
            _wanted.clear()
            told += _look(timezone.now())
        finally:
            _one_at_a_time.release()
    return told


def _breathe() -> None:
    """Leaves a little time after the last look. Called by one thread at a time."""
    global _looked_at
    time.sleep(max(0.0, _looked_at + BETWEEN_LOOKS - time.monotonic()))
    _looked_at = time.monotonic()


def _look(now: datetime) -> int:
    found = due(now)
    for transcription_id in found:
        advance.delay(str(transcription_id))
    jobs = polling.claim(now)
    if jobs:
        look_up.delay(jobs)
    received = uploads_due(now)
    for upload_id in received:
        finish_upload.delay(str(upload_id))
    return len(found) + len(jobs) + len(received)


def hand_on() -> None:
    """After a piece of work: what has become due by it. Without a broker the clock tells of it later."""
    try:
        hand_out()
    except OperationalError:
        log.warning("The broker does not answer; the work waits for the next look at the database.")


def ring_for(transcription_id: UUID) -> None:
    """Ask a worker to look, for one that has just been queued.

    Where others are due before it a worker is looking anyway, and again a moment later: of hundreds that are brought at once
    not each needs a message of its own.
    """
    if not others_wait(timezone.now(), transcription_id):
        ring()


def ring() -> None:
    """Ask a worker to look now. Without a broker the worker's clock finds the work by itself."""
    try:
        sweep.delay()
    except OperationalError:
        log.warning("The broker does not answer; the work waits for the next look at the database.")


def ring_for_the_index() -> None:
    """Many recordings lie elsewhere now. Without a broker the clock finds them."""
    try:
        index_some.delay()
    except OperationalError:
        log.warning("The broker does not answer; the index waits for the next look at the database.")
