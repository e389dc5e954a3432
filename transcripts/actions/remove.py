"""Put a recording into the trash, and take it out again."""

from django.db import transaction
from django.utils import timezone

from transcripts import access, tasks
from transcripts.errors import NotAllowed, RaceLost
from transcripts.models import ACTIVE, Act, Event, Recording, Transcription, User


def remove(*, by: User, recording: Recording) -> None:
    """Hidden from everybody, and its work is cancelled; nothing is lost. Raises NotAllowed.

    What was sent may still be billed, and its answer is kept with the recording.
    """
    if not access.may_edit(by, recording):
        raise NotAllowed
    now = timezone.now()
    with transaction.atomic():
        if Recording.objects.filter(pk=recording.pk, deleted_at=None).update(deleted_at=now):
            Event.record(Act.REMOVED, by=by, team=recording.team, on=recording)
        for transcription in Transcription.every.filter(recording=recording, status__in=ACTIVE):
            try:
                transcription.cancel(now)
            except RaceLost:
                continue  # finished in the same moment
        transaction.on_commit(tasks.ring)


def restore(*, by: User, recording: Recording) -> None:
    """Raises NotAllowed."""
    if not access.may_edit(by, recording):
        raise NotAllowed
    with transaction.atomic():
        if Recording.objects.filter(pk=recording.pk).exclude(deleted_at=None).update(deleted_at=None):
            Event.record(Act.RESTORED, by=by, team=recording.team, on=recording)
