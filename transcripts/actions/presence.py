"""Tell the others that one is at a paragraph, and that one has left it. Said again every ten seconds while it is so."""

from datetime import datetime

from transcripts.actions.revising import NoSuchParagraph, check_rights
from transcripts.models import Editing, Paragraph, Transcription, User


def stay(*, by: User, transcription: Transcription, paragraph: int, now: datetime) -> None:
    """Nobody is kept out by this. Raises NotAllowed or NoSuchParagraph."""
    check_rights(by, transcription)
    if not Paragraph.objects.filter(pk=paragraph, transcription=transcription).exists():
        raise NoSuchParagraph
    Editing.say(transcription, by, paragraph, now)
    Editing.objects.filter(transcription=transcription, until__lt=now).delete()


def leave(*, by: User, transcription: Transcription) -> None:
    Editing.objects.filter(transcription=transcription, user=by).delete()
