"""The words are put away and the ledger is settled, in one transaction."""

import logging
from datetime import datetime

from django.db import transaction

from transcripts.errors import RaceLost
from transcripts.hispeech import Answer
from transcripts.library.index import refresh
from transcripts.models import Attempt, Reason, Revision, Transcription
from transcripts.models.transcript import MACHINE
from transcripts.text.coverage import missing
from transcripts.text.sentences import paragraphs
from transcripts.text.timing import with_times

log = logging.getLogger(__name__)


def put_away(transcription: Transcription, attempt: Attempt, answer: Answer, now: datetime) -> None:
    """Keeps the words whatever was believed meanwhile: they are paid for.

    An answer without a word in it is no success; it is settled all the same, for HiSpeech worked.
    """
    seconds = attempt.seconds if answer.seconds is None else answer.seconds
    with transaction.atomic():
        trouble = {} if answer.text.strip() else {"error_code": Reason.EMPTY_TEXT.value}
        attempt.settle(now, seconds=seconds, job_id=answer.job_id, **trouble)
        try:
            _conclude(transcription, answer, now)
        except RaceLost as lost:
            log.info("Left as it is: %s", lost)


def _conclude(transcription: Transcription, answer: Answer, now: datetime) -> None:
    if not answer.text.strip():
        transcription.fail(now, Reason.EMPTY_TEXT, mine=False)
        return
    words = with_times(answer.text, answer.words)
    voiced = [(start, end) for start, end in transcription.recording.voiced or []]
    transcription.complete(now, missing=missing(voiced, words))
    document = paragraphs(words)
    Revision.objects.create(
        transcription=transcription, number=MACHINE, text=document.text, paragraphs=document.to_json()
    )
    refresh(transcription.recording)


def take_words_of(twin: Transcription, transcription: Transcription, now: datetime) -> None:
    """The same sound was transcribed before in the same way: its words, for nothing."""
    machine = twin.revisions.get(number=MACHINE)
    with transaction.atomic():
        transcription.complete(now, same_as=twin, missing=twin.missing)
        Revision.objects.create(
            transcription=transcription, number=MACHINE, text=machine.text, paragraphs=machine.paragraphs
        )
        refresh(transcription.recording)
