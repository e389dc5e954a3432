"""What is due: the only place that decides what a worker does next.

The database is the truth. A row in the queue whose turn has come begins; a row at work that nobody
holds any more, because its worker died or its time to look has come, is picked up again.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from transcripts.models import ACTIVE, Status, Transcription
from transcripts.models.gate import gate
from transcripts.models.lifecycle import AT_HISPEECH
from transcripts.transcription.turns import Waiting, in_turn

AT_WORK = (Status.PREPARING, Status.SUBMITTING, Status.TRANSCRIBING)
# A whole in parts only waits for them.
AT_A_PLACE = Q(status__in=AT_HISPEECH, in_parts=False)
PREPARED = Q(status=Status.PREPARING) & ~Q(recording__sound="")
# Prepared in advance, so that HiSpeech need not wait for our decoding: one for so many places there, and no fewer
# than two. More would be unfair to those who come later, for whoever has begun is in front of them.
PLACES_FOR_ONE_AHEAD = 8
LEAST_AHEAD = 2
# A message that was lost is sent again after this long.
NUDGE_AGAIN = timedelta(seconds=15)
BATCH = 500


def due(now: datetime) -> list[UUID]:
    """Transcriptions to carry on with, each told to one caller only; marks them as told."""
    waiting = set(_free(now).filter(status__in=ACTIVE).order_by().values_list("status", flat=True).distinct())
    found = _forgotten(now) if waiting.intersection(AT_WORK) else []
    if Status.PREPARING in waiting:
        found += _to_be_sent(now)
    if Status.QUEUED in waiting:
        found += _admit(now)
    return found


def others_wait(now: datetime, than: UUID) -> bool:
    """Whether another one is queued, and due."""
    return _free(now).filter(status=Status.QUEUED).exclude(pk=than).order_by().exists()


def ahead() -> int:
    return max(LEAST_AHEAD, settings.HISPEECH_MAX_CONCURRENCY // PLACES_FOR_ONE_AHEAD)


def _free(now: datetime) -> QuerySet[Transcription]:
    """Due, and held by no living worker."""
    unheld = Q(lease_until=None) | Q(lease_until__lt=now)
    return Transcription.every.filter(unheld, next_look_at__lte=now)


def _forgotten(now: datetime) -> list[UUID]:
    """At work, due, and nobody on it; but for what only waits for a place at HiSpeech."""
    rows = _free(now).filter(status__in=AT_WORK).exclude(PREPARED)
    found = list(rows.order_by("next_look_at").values_list("pk", flat=True)[:BATCH])
    return [pk for pk in found if _nudge(pk, now)]


def _nudge(pk: UUID, now: datetime) -> bool:
    rows = _free(now).filter(pk=pk, status__in=AT_WORK)
    return bool(rows.update(next_look_at=now + NUDGE_AGAIN))


def _to_be_sent(now: datetime) -> list[UUID]:
    """The longest prepared, as many as there are places at HiSpeech; the others would ask in vain."""
    if _places(now) <= 0 or not _free(now).filter(PREPARED).exists():
        return []
    with gate():
        chosen = _free(now).filter(PREPARED).order_by("preparing_at", "pk").values_list("pk", flat=True)
        return [pk for pk in chosen[: max(0, _places(now))] if _nudge(pk, now)]


def _places(now: datetime) -> int:
    """Of those at HiSpeech, how many nobody has or is on the way to.

    On their way are those who have been told already, or are just through with their preparation.
    """
    going = Transcription.every.filter(AT_A_PLACE | PREPARED).count() - _free(now).filter(PREPARED).count()
    return settings.HISPEECH_MAX_CONCURRENCY - going


def _admit(now: datetime) -> list[UUID]:
    """Let the next ones begin, as far as HiSpeech has room."""
    at_work = Transcription.every.filter(status__in=AT_WORK, in_parts=False)
    most = settings.HISPEECH_MAX_CONCURRENCY + ahead()
    if at_work.count() >= most:
        return []
    with gate():
        busy = list(at_work.values_list("recording__team", "requested_by"))
        room = max(0, most - len(busy))
        return [pk for pk in in_turn(_waiting(now, room), busy, room) if _begin(pk, now)]


def _waiting(now: datetime, room: int) -> list[Waiting]:
    """The oldest `room` of each person: nobody can have more turns than that."""
    place = Window(
        RowNumber(),
        partition_by=[F("recording__team"), F("requested_by")],
        order_by=[F("queued_at").asc(), F("pk").asc()],
    )
    rows = (
        _free(now)
        .filter(status=Status.QUEUED)
        .annotate(place=place)
        .filter(place__lte=room)
        .order_by("queued_at", "pk")
        .values_list("pk", "recording__team", "requested_by")
    )
    return [Waiting(pk, team, person) for pk, team, person in rows]


def _begin(pk: UUID, now: datetime) -> bool:
    """Guarded: cancelled or begun in the same moment is left alone."""
    begun = (
        _free(now)
        .filter(pk=pk, status=Status.QUEUED)
        .update(status=Status.PREPARING, preparing_at=now, next_look_at=now + NUDGE_AGAIN)
    )
    return bool(begun)
