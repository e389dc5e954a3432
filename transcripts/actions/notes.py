"""Say something about a moment, answer, settle it."""

import math

from django.db import transaction
from django.utils import timezone

from transcripts.actions.revising import check_rights
from transcripts.errors import NotAllowed, Refused, gettext_noop
from transcripts.models import Note, Transcription, User
from transcripts.models.note import LONGEST_NOTE
from transcripts.text.typed import clean


class EmptyNote(Refused):
    code = "empty_note"
    field = "text"
    sentence = gettext_noop("A note needs some words.")


class LongNote(Refused):
    code = "long_note"
    field = "text"
    sentence = gettext_noop("A note has at most %(most)d characters.")


class Answered(Refused):
    code = "answered"
    sentence = gettext_noop("Others have answered this note. Resolve it instead.")


class NoMoment(Refused):
    code = "no_moment"
    field = "moment"
    sentence = gettext_noop("A note belongs to a moment of the recording, in seconds.")


def write(*, by: User, transcription: Transcription, moment: float, text: str) -> Note:
    """Opens a thread. Raises NotAllowed, EmptyNote, LongNote or NoMoment."""
    check_rights(by, transcription)
    if not math.isfinite(moment) or not 0 <= moment <= transcription.recording.duration + 1:
        raise NoMoment
    return Note.objects.create(
        transcription=transcription, author=by, moment=moment, text=_said(text), created_at=timezone.now()
    )


def reply(*, by: User, note: Note, text: str) -> Note:
    """To a thread; who answers an answer answers its thread. Raises NotAllowed, EmptyNote or LongNote."""
    check_rights(by, note.transcription)
    opening = note.parent or note
    return Note.objects.create(
        transcription=note.transcription,
        parent=opening,
        author=by,
        moment=opening.moment,
        text=_said(text),
        created_at=timezone.now(),
    )


def change(*, by: User, note: Note, text: str) -> Note:
    """One's own words alone. Raises NotAllowed, EmptyNote or LongNote."""
    _check_own(by, note)
    note.text, note.changed_at = _said(text), timezone.now()
    note.save(update_fields=["text", "changed_at"])
    return note


def resolve(*, by: User, note: Note, resolved: bool = True) -> Note:
    """Settle a thread, or open it again (`resolved` false). Who settled it first has. Raises NotAllowed."""
    check_rights(by, note.transcription)
    opening = note.parent or note
    rows = Note.objects.filter(pk=opening.pk, resolved_at__isnull=resolved)
    rows.update(resolved_at=timezone.now() if resolved else None, resolved_by=by if resolved else None)
    opening.refresh_from_db()
    return opening


def remove(*, by: User, note: Note) -> None:
    """One's own, as long as nobody else has answered it. Raises NotAllowed or Answered."""
    _check_own(by, note)
    with transaction.atomic():
        Note.objects.select_for_update().get(pk=note.pk)
        if note.replies.exclude(author=by).exists():
            raise Answered
        note.delete()


def _check_own(by: User, note: Note) -> None:
    check_rights(by, note.transcription)
    if note.author_id != by.pk:
        raise NotAllowed


def _said(text: str) -> str:
    said = clean(text).strip()
    if not said:
        raise EmptyNote
    if len(said) > LONGEST_NOTE:
        raise LongNote(most=LONGEST_NOTE)
    return said
