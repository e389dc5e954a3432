"""Ask for a transcription: what is ordered here is heard of by a worker."""

from django.db import transaction

from transcripts import tasks
from transcripts.intake import order as orders
from transcripts.intake.order import AlreadyHere, KeyTooLong, KeyUsedOtherwise, Wish
from transcripts.models import Recording, Transcription

__all__ = ["AlreadyHere", "KeyTooLong", "KeyUsedOtherwise", "Wish", "order", "taken_up"]


def taken_up(recording: Recording, wish: Wish) -> Transcription | None:
    """What was cancelled while HiSpeech works on it still, if there is such a one, and ring for its parts."""
    transcription = orders.taken_up(recording, wish)
    if transcription is not None:
        transaction.on_commit(tasks.ring)
    return transcription


def order(recording: Recording, wish: Wish) -> Transcription:
    """Queue a transcription and ring for a worker once the transaction holds."""
    transcription = orders.order(recording, wish)
    transaction.on_commit(lambda: tasks.ring_for(transcription.pk))
    return transcription
