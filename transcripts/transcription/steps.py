"""One transcription, carried as far as it goes now by one worker under a lease."""

import logging
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone

from transcripts.errors import RaceLost, storage_is_away
from transcripts.models import Reason, Status, Transcription
from transcripts.models.prepared import Objects
from transcripts.transcription.follow import follow
from transcripts.transcription.leases import holding
from transcripts.transcription.outages import AWAY
from transcripts.transcription.parts import gather
from transcripts.transcription.prepare import prepare
from transcripts.transcription.start import start
from transcripts.transcription.sweep import AT_WORK

log = logging.getLogger(__name__)

# How long to wait before the storage is asked again.
STORAGE_LOOK = timedelta(seconds=30)
_load = Objects(lambda ids: Transcription.every.filter(pk__among=ids).order_by(), "recording")


def advance(transcription_id: UUID) -> bool:
    """Take the lease and go on until it ends or has to wait; leave alone what another one holds.

    True where something else may be due by it: it has left its place, or has been cut.
    """
    transcription = next(iter(_load([transcription_id])), None)
    if transcription is None or not (mark := transcription.take_lease(timezone.now())):
        return False
    try:
        with holding(mark):
            wait = _carry(transcription)
            transcription.drop_lease(timezone.now(), look_again_in=wait)
    except AWAY as error:
        # No mistake of the job's: its lease ends by itself, and the next look goes on from what is written.
        log.warning("The database went away during transcription %s: %s", transcription_id, error)
        connection.close()
    return transcription.status not in AT_WORK or transcription.in_parts


def _carry(transcription: Transcription) -> timedelta | None:
    try:
        return _step(transcription)
    except RaceLost as lost:
        # Cancelled meanwhile, or another worker took over: what they decided stands.
        log.info("Left transcription %s to others: %s", transcription.pk, lost)
        return None
    except AWAY:
        raise
    except Exception as error:
        if storage_is_away(error):
            return _wait_for_storage(transcription, error)
        log.exception("Transcription %s met a mistake of ours", transcription.pk)
        return _give_up(transcription)


def _step(transcription: Transcription) -> timedelta | None:
    """How long to wait before the next look; None where there is nothing to wait for."""
    if transcription.status == Status.PREPARING:
        prepare(transcription)
        return start(transcription) if transcription.status == Status.PREPARING else None
    if transcription.in_parts:
        gather(transcription)
        return None
    if transcription.status in (Status.SUBMITTING, Status.TRANSCRIBING):
        return follow(transcription)
    return None


def _wait_for_storage(transcription: Transcription, error: Exception) -> timedelta:
    """No mistake of the job's, and nothing that it could lose by waiting: for as long as it takes."""
    log.warning("The storage is away during transcription %s: %s", transcription.pk, type(error).__name__)
    transcription.refresh_from_db()
    if transcription.status == Status.PREPARING:
        with suppress(RaceLost):  # a person has cancelled it meanwhile
            transcription.stand_by(timezone.now(), STORAGE_LOOK)
    return STORAGE_LOOK


def _give_up(transcription: Transcription) -> timedelta | None:
    """A mistake before anything was sent ends the job; after that, `follow` finds out what became of it."""
    transcription.refresh_from_db()
    if transcription.status == Status.PREPARING:
        transcription.fail(timezone.now(), Reason.INTERNAL)
        return None
    return timedelta(seconds=30)
