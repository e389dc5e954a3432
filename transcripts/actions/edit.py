"""Change what people say about a recording."""

from typing import Any

from django.db import transaction

from transcripts import access
from transcripts.errors import NotAllowed, Refused, gettext_noop
from transcripts.library.index import refresh
from transcripts.models import Act, Event, Recording, User


class NoTitle(Refused):
    code = "no_title"
    field = "title"
    sentence = gettext_noop("A recording needs a title.")


class LongTitle(Refused):
    code = "long_title"
    field = "title"
    sentence = gettext_noop("A title has at most 300 characters.")


def rename(*, by: User, recording: Recording, title: str) -> Recording:
    """Raises NotAllowed, NoTitle or LongTitle."""
    if not access.may_edit(by, recording):
        raise NotAllowed
    cleaned = " ".join(title.split())
    if not cleaned:
        raise NoTitle
    if len(cleaned) > 300:
        raise LongTitle
    with transaction.atomic():
        before, recording.title = recording.title, cleaned
        recording.save(update_fields=["title", "title_key"])
        refresh(recording)
        if before != cleaned:
            told: dict[str, Any] = {} if recording.private else {"title_was": before}
            Event.record(Act.CHANGED, by=by, team=recording.team, on=recording, **told)
    return recording


LONGEST_NOTE = 10_000


class LongNote(Refused):
    code = "long_recording_note"
    field = "note"
    sentence = gettext_noop("A note has at most %(most)d characters.")


def annotate(*, by: User, recording: Recording, note: str) -> Recording:
    """What people want to remember about it, found by the search. Raises NotAllowed or LongNote."""
    if not access.may_edit(by, recording):
        raise NotAllowed
    cleaned = "\n".join(line.rstrip() for line in note.replace("\0", "").splitlines()).strip()
    if len(cleaned) > LONGEST_NOTE:
        raise LongNote(most=LONGEST_NOTE)
    with transaction.atomic():
        recording.note = cleaned
        recording.save(update_fields=["note"])
        refresh(recording)
    return recording
