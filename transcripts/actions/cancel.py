"""Stop waiting for a transcription."""

from django.db import transaction
from django.utils import timezone

from transcripts import access, tasks
from transcripts.errors import NotAllowed
from transcripts.models import Transcription, User


def cancel(*, by: User, transcription: Transcription) -> Transcription:
    """Raises NotAllowed, or RaceLost where it is finished already.

    What was sent cannot be called back: it may be billed, and its answer, if it comes, is kept.
    """
    if not access.may_edit(by, transcription.recording):
        raise NotAllowed
    with transaction.atomic():
        transcription.cancel(timezone.now())
        transaction.on_commit(tasks.ring)
    return transcription
