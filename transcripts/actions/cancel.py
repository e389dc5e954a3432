"""Stop waiting for a transcription."""

from contextlib import suppress

from django.db import transaction
from django.utils import timezone

from transcripts import access, tasks
from transcripts.errors import NotAllowed, RaceLost
from transcripts.models import Act, Event, Status, Transcription, User
from transcripts.models.lifecycle import sources


def cancel(*, by: User, transcription: Transcription) -> Transcription:
    """Raises NotAllowed, or RaceLost where it is finished already.

    What was sent cannot be called back: it may be billed, and its answer, if it comes, is kept.
    """
    if not access.may_edit(by, transcription.recording):
        raise NotAllowed
    with transaction.atomic():
        transcription.cancel(timezone.now())
        for part in transcription.parts.filter(status__in=sources(Status.CANCELLED)):
            with suppress(RaceLost):  # it ended in the same moment
                part.cancel(timezone.now())
        row = transcription.recording
        Event.record(Act.CANCELLED, by=by, team=row.team, on=row, model=transcription.stt_model)
        transaction.on_commit(tasks.ring)
    return transcription
