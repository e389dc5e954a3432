"""From transcriptions that have ended to notices, one for each that its person may not have waited for."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from transcripts.models import Notice, Status, Transcription

# Whoever waits for less than this is still looking.
LONG = timedelta(minutes=1)
AT_ONCE = 100


def gather(now: datetime) -> int:
    """Some of what has ended since; how many were looked at. Each leads to one notice at most, whoever else looks."""
    if not _ended().exists():
        return 0
    with transaction.atomic():
        rows = _ended().select_for_update(skip_locked=True, of=("self",)).order_by("finished_at")[:AT_ONCE]
        found = list(rows)
        Notice.objects.bulk_create(_notices(found, now), ignore_conflicts=True)
        Transcription.objects.filter(pk__in=[row.pk for row in found]).update(to_be_told=False)
    return len(found)


def _ended() -> QuerySet[Transcription]:
    return Transcription.objects.filter(to_be_told=True).exclude(finished_at=None)


def _notices(rows: list[Transcription], now: datetime) -> list[Notice]:
    return [
        Notice(user_id=row.requested_by_id, transcription=row, status=row.status, at=row.finished_at or now)
        for row in rows
        if row.requested_by_id is not None and _is_worth_telling(row)
    ]


def _is_worth_telling(row: Transcription) -> bool:
    """What went wrong always is."""
    return row.status != Status.COMPLETED or (row.finished_at or row.asked_at) - row.asked_at >= LONG
