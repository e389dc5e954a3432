"""The attempt is written, then the bytes are sent. What an answer means for the money is decided here."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from transcripts.errors import RaceLost
from transcripts.hispeech import (
    Answer,
    AnswerLost,
    ComeBackLater,
    FileBroken,
    HiSpeech,
    HiSpeechError,
    KeyRefused,
    NotAccepted,
    Order,
    State,
    TooLarge,
    Unreachable,
)
from transcripts.library.expectation import soonest_seconds
from transcripts.library.money import price_of
from transcripts.library.twins import ensure_first
from transcripts.meanwhile import rest
from transcripts.models import Attempt, Reason, Transcription
from transcripts.models.attempt import Way
from transcripts.models.gate import gate
from transcripts.models.lifecycle import AT_HISPEECH
from transcripts.transcription.again import found_after_all
from transcripts.transcription.finish import put_away
from transcripts.transcription.follow import LOOK_AFTER_POLLING
from transcripts.transcription.outages import AWAY, insist
from transcripts.transcription.outgoing import Outgoing, outgoing
from transcripts.transcription.patience import first_look
from transcripts.transcription.recogniser import recogniser
from transcripts.transcription.ways import prove, way_now

log = logging.getLogger(__name__)

# Due at once, and told as soon as there is a place: `sweep` sees to that.
NO_ROOM = timedelta()
FIRST_SETBACK, LONGEST_SETBACK = 5.0, 300.0
LONGEST_ASKED_FOR = 3600.0
# At five minutes each that is about four hours of HiSpeech being away.
SETBACKS_BEFORE_GIVING_UP = 50

Send = Callable[[HiSpeech, Order, Callable[[], None]], Answer]
SEND: dict[Way, Send] = {
    Way.SYNC: lambda hispeech, order, mark: hispeech.transcribe(order, on_body_sent=mark),
    Way.ASYNC: lambda hispeech, order, mark: hispeech.submit(order, on_body_sent=mark),
    Way.OPENAI: lambda hispeech, order, mark: hispeech.transcribe_openai(order, on_body_sent=mark),
}


def start(transcription: Transcription) -> timedelta | None:
    """Send it, if there is room at HiSpeech. Returns how long to wait before the next look."""
    if not _has_room():
        return NO_ROOM
    # Whoever wrote another one meanwhile would have taken our lease, without which none is opened.
    before = transcription.attempts.count()
    if before and found_after_all(transcription):
        return None
    with outgoing(transcription) as out:
        attempt = _open_attempt(transcription, before + 1, way_now(), out.seconds)
        if attempt is None:
            return NO_ROOM
        try:
            answer = _send(transcription, attempt, out)
        except HiSpeechError as error:
            trouble = error
        except AWAY:
            trouble = Unreachable("our database was away, so the last byte was not sent")
        except RaceLost:
            # Cancelled, or taken over, before the last byte went: HiSpeech got no whole recording.
            _void_after_race(attempt)
            raise
        else:
            return insist(lambda: _answered(transcription, attempt, answer))
    return insist(lambda: _went_wrong(transcription, attempt, trouble))


def _went_wrong(transcription: Transcription, attempt: Attempt, error: HiSpeechError) -> timedelta | None:
    """Anything that is not known to have cost nothing may have cost."""
    if isinstance(error, NotAccepted):
        _not_accepted(transcription, attempt, error)
    elif isinstance(error, AnswerLost) and error.job_id and attempt.way != Way.OPENAI:
        return _keep_job(transcription, attempt, error.job_id)
    else:
        _lost(transcription, attempt, error)
    return None


def _open_attempt(transcription: Transcription, number: int, way: Way, seconds: float) -> Attempt | None:
    """One place at HiSpeech and one ledger row, taken together; None where all places are taken."""
    now = timezone.now()
    with gate():
        if not _has_room():
            return None
        ensure_first(transcription)
        transcription.begin_submitting(now)
        attempt = Attempt(
            transcription=transcription,
            number=number,
            requested_by_id=transcription.requested_by_id,
            way=way,
            stt_model=transcription.stt_model,
            seconds=seconds,
            price_per_minute=price_of(transcription.stt_model),
            currency=settings.HISPEECH_CURRENCY,
            created_at=now,
        )
        attempt.estimate = attempt.cost_of(seconds)
        attempt.save(force_insert=True)
    return attempt


def _has_room() -> bool:
    """Certain only behind the gate; before it, what was prepared in advance learns cheaply that it has to wait."""
    busy = Transcription.every.filter(status__in=AT_HISPEECH, in_parts=False).count()
    return busy < settings.HISPEECH_MAX_CONCURRENCY


def _send(transcription: Transcription, attempt: Attempt, out: Outgoing) -> Answer:
    order = Order(
        file=out.file,
        size=out.size,
        filename=out.filename,
        content_type=out.content_type,
        stt_model=transcription.stt_model,
        seconds=out.seconds,
        confidential=transcription.confidential,
    )
    # An exchange may last as long as the recording; no connection is kept open meanwhile.
    rest()
    return SEND[Way(attempt.way)](recogniser(), order, lambda: _mark_sent(transcription, attempt))


def _mark_sent(transcription: Transcription, attempt: Attempt) -> None:
    """Written just before the last bytes go: without this mark HiSpeech cannot have had it all.

    Raises RaceLost, which stops the sending, where the job was cancelled or taken over meanwhile.
    """
    now = timezone.now()
    with transaction.atomic():
        if not attempt.mark_sent(now):
            raise RaceLost(f"attempt {attempt.pk} was ended by somebody else")
        transcription.begin_transcribing(now)
    rest()


def _answered(transcription: Transcription, attempt: Attempt, answer: Answer) -> timedelta | None:
    now = timezone.now()
    if answer.state is State.DONE:
        put_away(transcription, attempt, answer, now)
        if attempt.way == Way.SYNC:
            prove(answer, now)
        return None
    return _keep_job(transcription, attempt, answer.job_id, answer.retry_after)


def _keep_job(
    transcription: Transcription, attempt: Attempt, job_id: str, asked_for: float | None = None
) -> timedelta:
    """From now on the job is looked up, by whichever worker: `polling` does it."""
    now = timezone.now()
    soonest = soonest_seconds(transcription.stt_model, attempt.seconds)
    wait = timedelta(seconds=asked_for) if asked_for else first_look(soonest)
    attempt.keep_job(job_id, now, now + wait)
    return LOOK_AFTER_POLLING


def _lost(transcription: Transcription, attempt: Attempt, error: HiSpeechError) -> None:
    now = timezone.now()
    log.warning("An answer was lost (%s): %s", attempt, error)
    with transaction.atomic():
        attempt.lose(now, code=error.code, detail=str(error))
        transcription.lose_answer_unless_decided(now)


def _not_accepted(transcription: Transcription, attempt: Attempt, error: NotAccepted) -> None:
    now = timezone.now()
    log.warning("HiSpeech did not accept %s: %s", attempt, error)
    with transaction.atomic():
        attempt.void(now, code=error.code, detail=str(error))
        _unless_decided(lambda: _after_refusal(transcription, error, now))


def _after_refusal(transcription: Transcription, error: NotAccepted, now: datetime) -> None:
    if isinstance(error, ComeBackLater):
        if transcription.setbacks >= SETBACKS_BEFORE_GIVING_UP:
            transcription.fail(now, Reason.UNREACHABLE)
        else:
            transcription.wait_again(now, _setback(transcription.setbacks, error.retry_after))
        return
    transcription.fail(now, reason_of(error))


def reason_of(error: NotAccepted) -> Reason:
    if isinstance(error, KeyRefused):
        log.error("HiSpeech refuses HISPEECH_API_KEY: set a valid one.")
        return Reason.KEY_REFUSED
    if isinstance(error, FileBroken):
        return Reason.FILE_MISSING
    return Reason.TOO_LARGE if isinstance(error, TooLarge) else Reason.REFUSED


def _setback(before: int, retry_after: float | None) -> timedelta:
    """As long as HiSpeech asks for, up to an hour; else doubling, and no more than five minutes at once."""
    if retry_after is not None:
        return timedelta(seconds=min(max(retry_after, 1.0), LONGEST_ASKED_FOR))
    return timedelta(seconds=min(FIRST_SETBACK * 2 ** min(before, 10), LONGEST_SETBACK))


def _void_after_race(attempt: Attempt) -> None:
    try:
        attempt.void(timezone.now(), code="stopped", detail="stopped before the last byte was sent")
    except RaceLost:
        log.info("Attempt %s had been ended already", attempt.pk)


def _unless_decided(move: Callable[[], None]) -> None:
    """A person who cancelled meanwhile has decided; the ledger is right all the same."""
    try:
        move()
    except RaceLost as lost:
        log.info("Left as it is: %s", lost)
