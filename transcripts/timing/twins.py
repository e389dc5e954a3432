"""The same words for the same sound, whose times are found once: nothing is listened to twice."""

from datetime import timedelta

from django.utils import timezone

from transcripts.models import Paragraph, Revision, Timing, TimingState
from transcripts.models.transcript import MACHINE
from transcripts.text.document import Word
from transcripts.timing.keeping import keep
from transcripts.timing.watch import Lost

# How long to wait before looking again whether the other's times were found.
LOOK = timedelta(seconds=5)


def spared(timing: Timing, rows: list[Paragraph]) -> bool:
    """Whether nobody has to listen: the times are those of the transcription that the words were taken from, now or soon.

    `rows` are the paragraphs as they are now. Raises Lost.
    """
    theirs = Timing.objects.filter(
        transcription__copies=timing.pk, transcription__recording__deleted_at=None
    ).first()
    if theirs is None or timing.belongs is not None or theirs.state == TimingState.FAILED:
        return False
    if theirs.state == TimingState.WANTED:
        timing.put_off(timezone.now(), LOOK)
        return True
    return _take(timing, theirs, rows)


def _take(timing: Timing, theirs: Timing, rows: list[Paragraph]) -> bool:
    machine = Revision.objects.get(transcription=theirs.pk, number=MACHINE)
    known = {_texts(row): row.paragraph.words for row in machine.rows() if _is_heard(row)}
    if any(_texts(row) not in known for row in rows):
        return False
    words: list[Word] = [word for row in rows for word in known[_texts(row)]]
    keep(timing, rows, words)
    found = {name: getattr(theirs, name) for name in ("unspoken", "unsaid", "belongs")}
    if not timing.settle(timezone.now(), **found):
        raise Lost
    return True


def _texts(row: Paragraph) -> tuple[str, ...]:
    return tuple(word.text for word in row.as_given)


def _is_heard(row: Paragraph) -> bool:
    return all(word.trust is not None for word in row.paragraph.words)
