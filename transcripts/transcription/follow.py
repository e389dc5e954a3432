"""What became of a job, and of a step whose worker died."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from transcripts.hispeech import JobFailed, JobUnknown, LookupFailed, NotAccepted, State
from transcripts.models import Attempt, Outcome, Reason, Transcription
from transcripts.transcription.finish import put_away
from transcripts.transcription.recogniser import recogniser

log = logging.getLogger(__name__)

# A recording that stops its worker every time must not go round for ever.
INTERRUPTIONS = 8
SOONEST_LOOK, LATEST_LOOK = 1.0, 30.0


def first_look_after(duration: float) -> timedelta:
    """Nobody transcribes an hour in a second; nobody wants to wait a minute for ten seconds."""
    return timedelta(seconds=min(max(duration / 20, SOONEST_LOOK), LATEST_LOOK))


def follow(transcription: Transcription) -> timedelta | None:
    """Look up the job, or settle what a dead worker left behind. Returns how long to wait."""
    attempt = transcription.attempts.filter(outcome=Outcome.OPEN).first()
    if attempt is None:
        transcription.fail(timezone.now(), Reason.INTERNAL)
        return None
    if attempt.job_id:
        return _look_up(transcription, attempt)
    if attempt.body_sent_at is None:
        _begin_anew(transcription, attempt)
    else:
        _ask_a_person(transcription, attempt)
    return None


def _begin_anew(transcription: Transcription, attempt: Attempt) -> None:
    """HiSpeech never had the whole recording, so it cannot have taken it."""
    now = timezone.now()
    with transaction.atomic():
        attempt.void(now, code="interrupted", detail="the worker stopped before the last byte was sent")
        if transcription.setbacks < INTERRUPTIONS:
            transcription.wait_again(now, timedelta())
        else:
            transcription.fail(now, Reason.INTERNAL)


def _ask_a_person(transcription: Transcription, attempt: Attempt) -> None:
    now = timezone.now()
    with transaction.atomic():
        attempt.lose(now, code="interrupted", detail="the worker stopped before the answer came")
        transcription.lose_answer(now)


def _look_up(transcription: Transcription, attempt: Attempt) -> timedelta | None:
    try:
        answer = recogniser().look_up(attempt.job_id)
    except JobFailed as error:
        _failed(transcription, attempt, error)
        return None
    except JobUnknown:
        _ask_a_person(transcription, attempt)
        return None
    except LookupFailed as error:
        return timedelta(seconds=error.retry_after or LATEST_LOOK)
    if answer.state is State.DONE:
        put_away(transcription, attempt, answer, timezone.now())
        return None
    return first_look_after(transcription.recording.duration)


def _failed(transcription: Transcription, attempt: Attempt, error: NotAccepted) -> None:
    now = timezone.now()
    with transaction.atomic():
        attempt.void(now, code=error.code, detail=str(error))
        transcription.fail(now, Reason.JOB_FAILED)
