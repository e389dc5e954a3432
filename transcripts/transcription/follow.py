"""What became of a step whose worker died; jobs left with HiSpeech are looked up by `polling`."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from transcripts.errors import RaceLost
from transcripts.models import FINISHED, Attempt, Outcome, Reason, Transcription

log = logging.getLogger(__name__)

# A recording that stops its worker every time must not go round for ever.
INTERRUPTIONS = 8
# `polling` has it; this look only makes sure that it still does.
LOOK_AFTER_POLLING = timedelta(minutes=10)


def follow(transcription: Transcription) -> timedelta | None:
    """Settle what a dead worker left behind. Returns how long to wait where the job is being looked up."""
    attempt = transcription.attempts.filter(outcome=Outcome.OPEN).first()
    if attempt is None:
        _after_others(transcription)
        return None
    if attempt.job_id:
        if attempt.next_look_at is None:
            attempt.look_again(timezone.now())
        return LOOK_AFTER_POLLING
    if attempt.body_sent_at is None:
        _begin_anew(transcription, attempt)
    else:
        _ask_a_person(transcription, attempt)
    return None


def settle_abandoned(now: datetime) -> None:
    """Attempts of transcriptions that a person cancelled, and whose worker has died since."""
    unheld = Q(transcription__lease_until=None) | Q(transcription__lease_until__lt=now)
    abandoned = Attempt.objects.filter(
        unheld, outcome=Outcome.OPEN, job_id="", transcription__status__in=FINISHED
    )
    for attempt in abandoned:
        try:
            _settle(attempt, now)
        except RaceLost as lost:
            log.info("Left as it is: %s", lost)


def _settle(attempt: Attempt, now: datetime) -> None:
    if attempt.body_sent_at is None:
        attempt.void(now, code="interrupted", detail=NOT_SENT)
    else:
        attempt.lose(now, code="interrupted", detail=NOT_ANSWERED)


NOT_SENT = "the worker stopped before the last byte was sent"
NOT_ANSWERED = "the worker stopped before the answer came"


def _begin_anew(transcription: Transcription, attempt: Attempt) -> None:
    """HiSpeech never had the whole recording, so it cannot have taken it."""
    now = timezone.now()
    with transaction.atomic():
        attempt.void(now, code="interrupted", detail=NOT_SENT)
        _wait_for_another_try(transcription, now)


def _wait_for_another_try(transcription: Transcription, now: datetime) -> None:
    if transcription.setbacks < INTERRUPTIONS:
        transcription.wait_again(now, timedelta())
    else:
        transcription.fail(now, Reason.INTERNAL)


def _ask_a_person(transcription: Transcription, attempt: Attempt) -> None:
    now = timezone.now()
    with transaction.atomic():
        attempt.lose(now, code="interrupted", detail=NOT_ANSWERED)
        transcription.lose_answer(now)


def _after_others(transcription: Transcription) -> None:
    """The attempt was ended in the moment in which a person cancelled and then asked to wait after all."""
    now = timezone.now()
    last = transcription.attempts.order_by("-number").first()
    if last is None or last.outcome == Outcome.VOIDED:
        _wait_for_another_try(transcription, now)
    elif last.outcome == Outcome.UNCONFIRMED:
        transcription.lose_answer(now)
    else:
        transcription.fail(now, Reason.INTERNAL)
