"""Whose word times are found next, and who finds them: one at a time on a machine, after what people wait for."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from transcripts.models import Status, Timing, Transcription
from transcripts.models.lifecycle import AT_HISPEECH

# Some that wait, so that workers of several machines who look at the same moment each find one.
_TRIED = 5
# While sounds are being decoded, or many jobs are on their way whose words somebody waits for, times may wait; but not
# for ever. What listening takes of a processor would delay each of the jobs.
JOBS_FIRST = timedelta(minutes=2)
A_FEW_JOBS = 4


@contextmanager
def ear() -> Iterator[bool]:
    """Of all workers of this machine one listens at a time: true for that one. It ends with the process that has it."""
    folder = os.open(settings.DATA_DIR, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield _is_locked(folder)
    finally:
        os.close(folder)


def _is_locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def claim(now: datetime) -> Timing | None:
    """Times that are wanted and that nobody looks for: after a correction first, for that takes seconds."""
    for timing in _wanted(now)[:_TRIED]:
        if timing.take(now):
            return timing
    return None


def _wanted(now: datetime) -> QuerySet[Timing]:
    free = Timing.free(now).filter(transcription__recording__deleted_at=None)
    if _sounds_are_decoded(now) or _many_jobs_are_on_their_way():
        # What was corrected is a matter of seconds, and somebody looks at it.
        free = free.filter(Q(wanted_at__lt=now - JOBS_FIRST) | Q(belongs__isnull=False))
    return free.annotate(is_long=Q(belongs=None)).order_by("is_long", "wanted_at", "pk")


def _sounds_are_decoded(now: datetime) -> bool:
    return Transcription.every.filter(status=Status.PREPARING, lease_until__gt=now).exists()


def _many_jobs_are_on_their_way() -> bool:
    at_work = Transcription.every.filter(status__in=AT_HISPEECH, in_parts=False)
    return at_work.order_by().values("pk")[: A_FEW_JOBS + 1].count() > A_FEW_JOBS
