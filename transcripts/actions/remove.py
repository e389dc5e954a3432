"""Put a recording into the trash, and take it out again."""

from django.db import transaction
from django.utils import timezone

from transcripts import access, tasks
from transcripts.errors import NotAllowed, RaceLost
from transcripts.models import ACTIVE, Recording, Transcription, User


def remove(*, by: User, recording: Recording) -> None:
    """Hidden from everybody, and its work is cancelled; nothing is lost. Raises NotAllowed.

    What was sent may still be billed, and its answer is kept with the recording.
    """
    if not access.may_edit(by, recording):
        raise NotAllowed
    now = timezone.now()
    with transaction.atomic():
        Recording.objects.filter(pk=recording.pk, deleted_at=None).update(deleted_at=now)
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
    Recording.objects.filter(pk=recording.pk).update(deleted_at=None)
