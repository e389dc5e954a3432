"""Which of the three ways an order goes, and what is known about looking jobs up."""

import logging
from datetime import datetime

from django.conf import settings

from transcripts.hispeech import Answer, HiSpeechError, State
from transcripts.models import PollingProof
from transcripts.models.attempt import Way
from transcripts.transcription.recogniser import recogniser

log = logging.getLogger(__name__)


def way_now() -> Way:
    """In `auto`: asynchronous once looking up has proved itself, for its window of doubt is the smallest."""
    if settings.HISPEECH_MODE != "auto":
        return Way(settings.HISPEECH_MODE)
    return Way.ASYNC if PollingProof.stands() else Way.SYNC


def prove(answer: Answer, now: datetime) -> None:
    """Look up a job that has just been answered: free, and if the same text comes back, polling works."""
    if settings.HISPEECH_MODE != "auto" or not answer.job_id or not PollingProof.may_be_tried(now):
        return
    trouble = _trouble_with(answer)
    PollingProof.record(now, trouble=trouble)
    if trouble:
        log.info("Looking jobs up does not work here, so each upload waits for its answer: %s", trouble)
    else:
        log.info("Looking jobs up works here: from now on uploads do not wait for their answer.")


def _trouble_with(answer: Answer) -> str:
    try:
        again = recogniser().look_up(answer.job_id)
    except HiSpeechError as error:
        return f"{error.code}: {error}"
    same = again.state is State.DONE and again.text == answer.text
    return "" if same else "the look-up of a finished job brought another text"


def refute(now: datetime, trouble: str) -> None:
    """A job that HiSpeech had taken in could not be looked up: fall back, and tell the operator."""
    if PollingProof.stands():
        PollingProof.record(now, trouble=trouble)
        log.error("Looking jobs up failed (%s): uploads wait for their answer again.", trouble)
