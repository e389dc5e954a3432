"""The words are put away and the ledger is settled, in one transaction."""

import logging
from datetime import datetime

from django.db import transaction

from transcripts.errors import RaceLost
from transcripts.hispeech import Answer
from transcripts.library.index import refresh
from transcripts.models import (
    Attempt,
    Paragraph,
    Reason,
    Recording,
    Revision,
    Timing,
    TimingState,
    Transcription,
)
from transcripts.models.transcript import MACHINE
from transcripts.text.coverage import missing
from transcripts.text.sentences import paragraphs
from transcripts.text.timing import moved, with_times
from transcripts.transcription.parts import close_after, keep_words

log = logging.getLogger(__name__)


def put_away(transcription: Transcription, attempt: Attempt, answer: Answer, now: datetime) -> None:
    """Keeps the words whatever was believed meanwhile: they are paid for.

    An answer without a word in it is no success; it is settled all the same, for HiSpeech worked. Of a recording that was
    deleted for good meanwhile nothing is kept but what it cost.
    """
    seconds = attempt.seconds if answer.seconds is None else answer.seconds
    with transaction.atomic():
        stays = Recording.stays(transcription.recording_id)
        trouble = {} if answer.text.strip() else {"error_code": Reason.EMPTY_TEXT.value}
        attempt.settle(now, seconds=seconds, job_id=answer.job_id, **trouble)
        if not stays:
            log.info("The words of transcription %s were not kept: its recording is gone.", transcription.pk)
            return
        try:
            _conclude(transcription, answer, now)
        except RaceLost as lost:
            log.info("Left as it is: %s", lost)


def _conclude(transcription: Transcription, answer: Answer, now: datetime) -> None:
    if not answer.text.strip():
        transcription.fail(now, Reason.EMPTY_TEXT, mine=False)
        return
    words = moved(with_times(answer.text, answer.words), transcription.part_start or 0.0)
    transcription.complete(now, missing=missing(_voiced(transcription), words))
    keep_words(transcription, paragraphs(words))
    if transcription.is_whole:
        refresh(transcription.recording)
    close_after(transcription)


def _voiced(transcription: Transcription) -> list[tuple[float, float]]:
    """Where somebody speaks, in seconds of the recording: in all of it, or in the part that was sent.

    Unknown, so none, of a track in whose place another one was chosen since.
    """
    if transcription.track != transcription.recording.track:
        return []
    first, last = transcription.part_start or 0.0, transcription.part_end or transcription.recording.duration
    clipped = ((max(start, first), min(end, last)) for start, end in transcription.recording.voiced or [])
    return [(start, end) for start, end in clipped if start < end]


def take_words_of(twin: Transcription, transcription: Transcription, now: datetime) -> None:
    """The same sound was transcribed before in the same way: its words, for nothing, with what is known of their times.

    Raises RaceLost where either recording was deleted for good in this moment.
    """
    machine = twin.revisions.filter(number=MACHINE).first()
    if machine is None:
        raise RaceLost(f"the words of transcription {twin.pk} are gone")
    with transaction.atomic():
        if not Recording.stays(transcription.recording_id):
            raise RaceLost(f"the recording of transcription {transcription.pk} is gone")
        transcription.complete(now, same_as=twin, missing=twin.missing)
        rows = _copied(machine, transcription)
        if not transcription.is_whole:
            return
        theirs = Timing.objects.filter(transcription=twin, state=TimingState.DONE).first()
        if theirs and all(word.trust is not None for row in rows for word in row.paragraph.words):
            Timing.copy(theirs, transcription, now)
        else:
            Timing.want(transcription, now)
        refresh(transcription.recording)


def _copied(machine: Revision, transcription: Transcription) -> list[Paragraph]:
    rows = machine.rows()
    for row in rows:
        row.pk, row.transcription = None, transcription
    Paragraph.objects.bulk_create(rows, batch_size=500)
    Revision.objects.create(
        transcription=transcription, order=[row.pk for row in rows], characters=machine.characters
    )
    return rows
