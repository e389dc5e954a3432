"""Stop waiting for a transcription."""

from contextlib import suppress

from django.db import transaction
from django.utils import timezone

from transcripts import access, tasks
from transcripts.errors import NotAllowed, RaceLost, gettext_noop
from transcripts.models import Act, Event, Status, Transcription, User
from transcripts.models.lifecycle import sources


class EndedAlready(RaceLost):
    sentence = gettext_noop(
        "It had ended before you cancelled it. Nothing was changed, and nothing more is charged."
    )


class ReadyAlready(RaceLost):
    sentence = gettext_noop(
        "It was ready before you cancelled it: its words are here. Nothing more is charged."
    )


def cancel(*, by: User, transcription: Transcription) -> Transcription:
    """Once or several times, with the same result. Raises NotAllowed, ReadyAlready or EndedAlready.

    What was sent cannot be called back: it may be billed, and its answer, if it comes, is kept.
    """
    if not access.may_edit(by, transcription.recording):
        raise NotAllowed
    try:
        _cancel(by, transcription)
    except RaceLost:
        transcription.refresh_from_db(fields=["status"])
        if transcription.status == Status.COMPLETED:
            raise ReadyAlready from None
        # A second click, or somebody else in the same moment: it is as they wanted.
        if transcription.status != Status.CANCELLED:
            raise EndedAlready from None
    return transcription


def _cancel(by: User, transcription: Transcription) -> None:
    with transaction.atomic():
        transcription.cancel(timezone.now())
        for part in transcription.parts.filter(status__in=sources(Status.CANCELLED)):
            with suppress(RaceLost):  # it ended in the same moment
                part.cancel(timezone.now())
        row = transcription.recording
        Event.record(Act.CANCELLED, by=by, team=row.team, on=row, model=transcription.stt_model)
        transaction.on_commit(tasks.ring)
