"""Before something is sent again: does HiSpeech have it after all? Asking is free, sending is not."""

import logging
from datetime import timedelta

from django.utils import timezone

from transcripts.hispeech import Answer, HiSpeechError, JobFailed, State
from transcripts.meanwhile import rest
from transcripts.models import Attempt, Outcome, Transcription
from transcripts.transcription.finish import put_away
from transcripts.transcription.outages import insist
from transcripts.transcription.patience import next_look
from transcripts.transcription.polling import GIVE_UP_AFTER
from transcripts.transcription.recogniser import recogniser

log = logging.getLogger(__name__)


def found_after_all(transcription: Transcription) -> bool:
    """Whether nothing need be sent: an earlier try, given up as lost, is finished or still at work there."""
    lost = _lost_try(transcription)
    answer = _asked(lost) if lost else None
    if lost is None or answer is None:
        return False
    now = timezone.now()
    if answer.state is State.DONE and answer.text.strip():
        insist(lambda: put_away(transcription, lost, answer, now))
        return True
    age = now - lost.created_at
    if answer.state is State.WORKING and age < GIVE_UP_AFTER:
        transcription.stand_by(now, max(next_look(age), timedelta(seconds=answer.retry_after or 0)))
        return True
    return False


def _lost_try(transcription: Transcription) -> Attempt | None:
    known = transcription.attempts.filter(outcome=Outcome.UNCONFIRMED).exclude(job_id="")
    return known.order_by("-number").first()


def _asked(lost: Attempt) -> Answer | None:
    rest()
    try:
        return recogniser().look_up(lost.job_id)
    except JobFailed as error:
        # Not billed, then: no doubt is left in the ledger.
        lost.void(timezone.now(), code=error.code, detail=str(error))
    except HiSpeechError as error:
        log.info("Asked in vain about %s before sending again: %s", lost, error)
    return None
