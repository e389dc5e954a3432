"""Looking up jobs that were left with HiSpeech: many in one pass, when the database says that it is time."""

import logging
from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from transcripts.errors import RaceLost
from transcripts.hispeech import Answer, HiSpeechError, JobFailed, JobUnknown, LookupFailed, State
from transcripts.meanwhile import rest
from transcripts.models import Attempt, Outcome, Reason
from transcripts.models.attempt import Way
from transcripts.models.prepared import Objects
from transcripts.transcription.finish import put_away
from transcripts.transcription.outages import insist
from transcripts.transcription.patience import first_look, next_look
from transcripts.transcription.recogniser import recogniser
from transcripts.transcription.ways import refute

log = logging.getLogger(__name__)

BATCH = 100
AT_ONCE = 8
# Who took a job to look up and died is followed by another after two leases, but no sooner than this: a pass over
# many jobs takes a while, and no lease tells that it goes on.
SHORTEST_CLAIM = timedelta(seconds=10)
# A job may not be known yet in the moment after it was taken in.
NOT_KNOWN_YET = timedelta(seconds=20)
# After a day without an answer nobody waits any more; a person decides.
GIVE_UP_AFTER = timedelta(hours=24)
TICK = timedelta(milliseconds=50)
# Seconds that a pass waits for all its answers before it records those that it has.
PROMPTLY = 0.2

_Found = Answer | HiSpeechError

_load = Objects(
    lambda ids: (
        Attempt.objects.filter(pk__among=ids, outcome__in=[Outcome.OPEN, Outcome.UNCONFIRMED])
        .exclude(job_id="")
        .order_by()
    ),
    *("transcription", "transcription__recording"),
)


def _due(now: datetime) -> QuerySet[Attempt]:
    waiting = Attempt.objects.filter(outcome__in=[Outcome.OPEN, Outcome.UNCONFIRMED])
    return waiting.filter(next_look_at__lte=now)


def claim(now: datetime) -> list[int]:
    """Attempts whose jobs are to be looked up now, told to one caller only."""
    if not _due(now).exists():
        return []
    with transaction.atomic():
        rows = _due(now).select_for_update(skip_locked=True, of=("self",)).order_by("next_look_at")
        found = list(rows.values_list("pk", flat=True)[:BATCH])
        Attempt.objects.filter(pk__in=found).update(
            next_look_at=now + max(2 * settings.LEASE, SHORTEST_CLAIM)
        )
    return found


def look_up(ids: Sequence[int]) -> bool:
    """One pass over claimed attempts: ask about all of them at once, and record what comes. True where something has ended."""
    attempts = _load(ids)
    rest()
    ended = 0
    with ThreadPoolExecutor(min(AT_ONCE, len(attempts)) or 1) as pool:
        asked = {pool.submit(_ask, attempt): attempt for attempt in attempts}
        while asked:
            answered = _answered(asked)
            ended += _record_all([(asked.pop(answer), answer.result()) for answer in answered])
    return ended > 0


def _answered(asked: Collection[Future[_Found]]) -> set[Future[_Found]]:
    """All of them, if they come promptly; nobody waits for one that does not."""
    done, _late = wait(asked, PROMPTLY)
    return done or wait(asked, return_when=FIRST_COMPLETED).done


def _record_all(found: Iterable[tuple[Attempt, _Found]]) -> int:
    """For how many it was the end.

    First, and together, those that only have to wait longer, which most do: their next look comes before so many words have
    been put away.
    """
    waiting: dict[datetime, list[int]] = {}
    ended = []
    for attempt, answer in found:
        look_at = None if _is_over(answer) else _waits(attempt, answer, timezone.now())
        if look_at is None:
            ended.append((attempt, answer))
        else:
            waiting.setdefault(look_at, []).append(attempt.pk)
    for look_at, told in waiting.items():
        insist(partial(Attempt.objects.filter(pk__in=told).update, next_look_at=look_at))
    for attempt, answer in ended:
        insist(partial(_record, attempt, answer))
    return len(ended)


def _ask(attempt: Attempt) -> _Found:
    """In a thread of its own, so without the database."""
    try:
        return recogniser().look_up(attempt.job_id)
    except HiSpeechError as error:
        return error


def _is_over(found: _Found) -> bool:
    if isinstance(found, HiSpeechError):
        return isinstance(found, JobFailed | JobUnknown)
    return found.state is State.DONE


def _record(attempt: Attempt, found: _Found) -> None:
    now = timezone.now()
    try:
        if isinstance(found, Answer) and found.state is State.DONE:
            put_away(attempt.transcription, attempt, found, now)
        elif isinstance(found, JobFailed):
            _failed(attempt, found, now)
        elif isinstance(found, JobUnknown):
            _unknown(attempt, found, now)
        else:
            _lose(attempt, now, "never_finished", "no answer within a day")
    except RaceLost as lost:
        log.info("Left as it is: %s", lost)


def _age(attempt: Attempt, now: datetime) -> timedelta:
    return now - (attempt.answered_at or attempt.body_sent_at or attempt.created_at)


def _waits(attempt: Attempt, found: _Found, now: datetime) -> datetime | None:
    """Still at work, or we could not ask: when to look again. None where nobody waits any longer."""
    age = _age(attempt, now)
    if age > GIVE_UP_AFTER:
        return None
    asked_for = found.retry_after if isinstance(found, Answer | LookupFailed) else None
    delay = timedelta(seconds=asked_for) if asked_for else next_look(age)
    return _together(now + min(delay, GIVE_UP_AFTER))


def _together(moment: datetime) -> datetime:
    """So many looks at the same moment are one look, and one line to write down."""
    return moment + (TICK - timedelta(microseconds=moment.microsecond)) % TICK


def _unknown(attempt: Attempt, error: JobUnknown, now: datetime) -> None:
    if _age(attempt, now) < NOT_KNOWN_YET:
        attempt.look_again(now + first_look(0.0))
        return
    if attempt.way == Way.ASYNC:
        refute(now, f"a job of {attempt.created_at:%Y-%m-%d %H:%M} is not known")
    _lose(attempt, now, error.code, str(error))


def _failed(attempt: Attempt, error: JobFailed, now: datetime) -> None:
    with transaction.atomic():
        attempt.void(now, code=error.code, detail=str(error))
        attempt.transcription.fail_unless_decided(now, Reason.JOB_FAILED)


def _lose(attempt: Attempt, now: datetime, code: str, detail: str) -> None:
    """Nothing more to be learnt by asking: only a person can decide."""
    if attempt.outcome == Outcome.UNCONFIRMED:
        attempt.look_again(None)
        return
    with transaction.atomic():
        attempt.lose(now, code=code, detail=detail)
        attempt.transcription.lose_answer_unless_decided(now)
