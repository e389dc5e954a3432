"""The times are put away paragraph by paragraph, and the whole is judged by what was heard.

All of it only as long as the times are ours to find: what people have written meanwhile is never touched.
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from transcripts.alignment.found import Alignment
from transcripts.models import NotHeard, Paragraph, Timing, Transcription
from transcripts.text.coverage import still_missing, unwritten
from transcripts.text.document import Word
from transcripts.text.thinness import Stretch
from transcripts.text.timing import BELONGS
from transcripts.timing.watch import Lost

# Paragraphs written in one transaction.
_AT_ONCE = 100


def keep(timing: Timing, rows: Sequence[Paragraph], words: Sequence[Word]) -> None:
    """`words` are those of all `rows`, in order. Raises Lost."""
    changed, at = [], 0
    for row in rows:
        mine = tuple(words[at : at + row.length])
        at += row.length
        if mine != row.paragraph.words:
            row.place(mine)
            changed.append(row)
    for first in range(0, len(changed), _AT_ONCE):
        with transaction.atomic():
            if not timing.renew(timezone.now()):
                raise Lost
            Paragraph.objects.bulk_update(changed[first : first + _AT_ONCE], ["times", "start", "end"])


def conclude(timing: Timing, found: Alignment, voiced: Sequence[Stretch] | None) -> None:
    """All of the sound was heard: what it tells takes the place of the first guess at what is missing. Raises Lost."""
    missing: dict[str, object] = {}
    if found.belongs >= BELONGS:
        placed = [
            (word.start, word.end) for word in found.placed if word.start is not None and word.end is not None
        ]
        missing = {"missing": unwritten(found.unspoken, voiced, placed)}
    with transaction.atomic():
        settled = timing.settle(
            timezone.now(),
            unspoken=[list(stretch) for stretch in found.unspoken],
            unsaid=[list(run) for run in found.missing],
            belongs=found.belongs,
        )
        if not settled:
            raise Lost
        if missing:
            Transcription.every.filter(pk=timing.pk).update(**missing)


def conclude_change(
    timing: Timing, transcription: Transcription, words: Sequence[Word], voiced: Sequence[Stretch] | None
) -> None:
    """Only changed words were listened for: of what seemed to be missing the rest stays. Raises Lost."""
    left = still_missing(((start, end) for start, end in transcription.missing), words, voiced)
    with transaction.atomic():
        if not timing.settle(timezone.now()):
            raise Lost
        Transcription.every.filter(pk=transcription.pk).update(missing=left)


def give_up(timing: Timing, why: NotHeard) -> None:
    """Raises Lost."""
    if not timing.give_up(timezone.now(), why):
        raise Lost
