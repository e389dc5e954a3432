"""Take up again what had ended: wait for what HiSpeech works on still, queue the rest."""

from django.db import transaction
from django.utils import timezone

from transcripts.models import ACTIVE, Attempt, Outcome, Status, Transcription, User


def is_under_way(transcription: Transcription) -> bool:
    """HiSpeech may have it, and its answer may come: to wait for it is free."""
    return Attempt.objects.filter(transcription=transcription, outcome=Outcome.OPEN).exists()


def take_up(whole: Transcription, *, by: User, again: bool) -> None:
    """With those of its parts that have no words. `again` as in the field. Raises RaceLost, with nothing written."""
    now = timezone.now()
    with transaction.atomic():
        for one in [whole, *whole.parts.exclude(status__in=[*ACTIVE, Status.COMPLETED])]:
            if is_under_way(one):
                one.wait_after_all(now, by=by)
            else:
                one.queue_again(now, by=by, again=again)
