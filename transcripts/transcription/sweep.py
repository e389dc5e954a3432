"""What is due: the only place that decides what a worker does next.

The database is the truth. A row in the queue whose turn has come begins; a row at work that nobody
holds any more, because its worker died or its time to look has come, is picked up again.
"""

from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from transcripts.models import ACTIVE, Status, Transcription
from transcripts.models.gate import gate
from transcripts.models.lifecycle import AT_HISPEECH
from transcripts.transcription.turns import Waiting, in_turn

AT_WORK = (Status.PREPARING, Status.SUBMITTING, Status.TRANSCRIBING)
# A whole in parts only waits for them.
AT_A_PLACE = Q(status__in=AT_HISPEECH, in_parts=False)
PREPARED = Q(status=Status.PREPARING) & ~Q(recording__sound="")
# Prepared in advance, so that HiSpeech need not wait for our decoding: as many as there are places there, and no fewer
# than two. Who comes later loses nothing by it: what is sent next is a matter of fair turns once more.
LEAST_AHEAD = 2
# Others of the same people follow while HiSpeech has no place free, or when no more than a tenth of them are left: jobs that
# were sent together end together, and just then the processors are needed for their words and for what is sent next.
FEW = 10
# Decoded at once, or soon: all that are begun have a message, a thread and a lease that others wait behind.
LEAST_IN_PREPARATION = 8
# A message that was lost is sent again after this long.
NUDGE_AGAIN = timedelta(seconds=15)
BATCH = 500
_WHOSE = ("pk", "recording__team", "requested_by")


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
    return max(LEAST_AHEAD, settings.HISPEECH_MAX_CONCURRENCY)


def _few_ahead() -> int:
    return max(LEAST_AHEAD, settings.HISPEECH_MAX_CONCURRENCY // FEW)


def _most_in_preparation() -> int:
    return max(LEAST_IN_PREPARATION, settings.HISPEECH_MAX_CONCURRENCY // FEW)


def _free(now: datetime) -> QuerySet[Transcription]:
    """Due, and held by no living worker."""
    unheld = Q(lease_until=None) | Q(lease_until__lt=now)
    return Transcription.every.filter(unheld, next_look_at__lte=now)


def _forgotten(now: datetime) -> list[UUID]:
    """At work, due, and nobody on it; but for what only waits for a place at HiSpeech."""
    rows = _free(now).filter(status__in=AT_WORK).exclude(PREPARED)
    return _nudged(list(rows.order_by("next_look_at").values_list("pk", flat=True)[:BATCH]), now)


def _nudged(told: list[UUID], now: datetime) -> list[UUID]:
    """Those of them that we have marked, and nobody else in the same moment."""
    rows, again = Transcription.every.filter(pk__in=told, status__in=AT_WORK), now + NUDGE_AGAIN
    if not told or _free(now).filter(pk__in=told, status__in=AT_WORK).update(next_look_at=again) == len(told):
        return told
    ours = set(rows.filter(next_look_at=again).values_list("pk", flat=True))
    return [pk for pk in told if pk in ours]


def _to_be_sent(now: datetime) -> list[UUID]:
    """In fair turns, as many as there are places at HiSpeech; the others would ask in vain.

    Taken is also the place of those who have been told already, or are just through with their preparation.
    """
    ready = _free(now).filter(PREPARED)
    taken = Transcription.every.filter(AT_A_PLACE | PREPARED)
    waiting, places = ready.count(), settings.HISPEECH_MAX_CONCURRENCY
    if not waiting or taken.count() - waiting >= places:
        return []
    with gate():
        found = [Waiting(*row) for row in ready.order_by("preparing_at", "pk").values_list(*_WHOSE)]
        busy = _whose(taken) - Counter((one.team, one.person) for one in found)
        return _nudged(in_turn(found, busy, max(0, places - busy.total())), now)


def _admit(now: datetime) -> list[UUID]:
    """Let the next ones begin, as far as HiSpeech has room."""
    at_work = Transcription.every.filter(status__in=AT_WORK, in_parts=False)
    places = settings.HISPEECH_MAX_CONCURRENCY
    sent, waiting, unprepared = _counted(at_work)
    if sent + waiting >= places + ahead():
        return []
    is_quiet = sent >= places
    new = None if is_quiet or waiting <= _few_ahead() else _newcomers(now)
    if new == set():
        return []
    with gate():
        busy = _whose(at_work)
        room = min(places + ahead() - busy.total(), _most_in_preparation() - unprepared)
        room = max(0, room)
        queued = [one for one in _waiting(now, room) if new is None or (one.team, one.person) in new]
        return _begun(in_turn(queued, busy, room), now)


def _counted(at_work: QuerySet[Transcription]) -> tuple[int, int, int]:
    """Those that have a place at HiSpeech; those that do not, and how many of these are still without their sound."""
    sent, waiting, unprepared = Q(status__in=AT_HISPEECH), Q(status=Status.PREPARING), Q(recording__sound="")
    found = at_work.aggregate(
        sent=Count("pk", filter=sent),
        waiting=Count("pk", filter=waiting),
        unprepared=Count("pk", filter=waiting & unprepared),
    )
    return found["sent"], found["waiting"], found["unprepared"]


def _newcomers(now: datetime) -> set[tuple[object, object]]:
    """Who waits and has nothing prepared: however much others have, theirs is to be sent next."""
    prepared = Transcription.every.filter(status=Status.PREPARING, in_parts=False)
    return _whose(_free(now).filter(status=Status.QUEUED)).keys() - _whose(prepared).keys()


def _whose(rows: QuerySet[Transcription]) -> Counter[tuple[object, object]]:
    """How many of them each person of each team has: of hundreds at work not each is fetched."""
    counted = rows.order_by().values_list("recording__team", "requested_by").annotate(Count("pk"))
    return Counter({(team, person): count for team, person, count in counted})


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
        .values_list(*_WHOSE)
    )
    return [Waiting(pk, team, person) for pk, team, person in rows]


def _begun(chosen: list[UUID], now: datetime) -> list[UUID]:
    """Guarded: cancelled in the same moment is left alone."""
    rows = _free(now).filter(pk__in=chosen, status=Status.QUEUED)
    begin = {"status": Status.PREPARING, "preparing_at": now, "next_look_at": now + NUDGE_AGAIN}
    if not chosen or rows.update(**begin) == len(chosen):
        return chosen
    begun = set(Transcription.every.filter(pk__in=chosen, **begin).values_list("pk", flat=True))
    return [pk for pk in chosen if pk in begun]
