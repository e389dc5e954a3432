"""Cut a transcript's subtitles otherwise. Every change can be taken back.

Who asks names the subtitle by its first and last word. It is changed as long as it still stands so, whatever others have done around
it meanwhile; where it does not, Moved says so, and nothing is written.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from transcripts.actions.recutting import (
    BadBreaks,
    Moved,
    NothingHelps,
    NothingToUndo,
    Told,
    difference,
    keep,
    written,
)
from transcripts.actions.revising import check_rights, newest_of, newest_revision
from transcripts.library.sheets import Sheet, remember, sheet
from transcripts.models import BreakChange, Breaks, Transcription, User
from transcripts.text import mending, recutting
from transcripts.text.cues import PRESETS, Problem
from transcripts.text.marks import MOST_EARLY, Kind, Mark
from transcripts.text.recutting import Change, Cutting

# A word: the number of its paragraph's row, and its place there.
Anchor = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Wish:
    """`act` is one of ACTS, about the subtitle from the word `first` to `last`; `at`: so many words behind its first."""

    act: str
    first: Anchor
    last: Anchor
    at: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """`number` of the subtitle where it was done, from 0; `count` of subtitles that were mended, of so many `tried`."""

    sheet: Sheet
    number: int = 0
    count: int = 1
    tried: int = 1


ACTS: Mapping[str, Callable[[Cutting, int, int], Change | None]] = {
    "join": lambda cutting, number, _at: recutting.joined(cutting, number),
    "split": lambda cutting, number, at: recutting.split(cutting, number, cutting.bounds(number)[0] + at),
    "line": lambda cutting, number, at: recutting.lined(cutting, number, cutting.bounds(number)[0] + at),
    "up": lambda cutting, number, _at: recutting.moved_up(cutting, number),
    "down": lambda cutting, number, _at: recutting.moved_down(cutting, number),
    "free": lambda cutting, number, _at: recutting.released(cutting, number),
    "fix": lambda cutting, number, _at: mending.mended(cutting, number),
}


def recut(*, by: User, transcription: Transcription, preset: str, wish: Wish) -> Done:
    """Raises NotAllowed, Moved, CannotCut, NothingHelps or NoTranscript."""
    check_rights(by, transcription)
    with _newest(transcription, preset) as now:
        number = _number(now, wish)
        change = ACTS[wish.act](now.cutting, number, wish.at)
        if change is None:
            raise NothingHelps
        first = now.cutting.bounds(number)[0]
        made = written(by, now, now.changed(change, now.version + 1))
        return Done(made, made.cutting.number_of(first))


def mend_all(*, by: User, transcription: Transcription, preset: str, problem: Problem) -> Done:
    """Every subtitle with this problem that can be mended. Raises NotAllowed, NothingHelps or NoTranscript."""
    check_rights(by, transcription)
    with _newest(transcription, preset) as now:
        numbers = [number for number, cue in enumerate(now.cues) if problem in cue.problems]
        cutting, count = mending.all_mended(now.cutting, numbers)
        if not count:
            raise NothingHelps
        change = difference(now.cutting.marks, cutting.marks)
        return Done(written(by, now, now.changed(change, now.version + 1)), 0, count, len(numbers))


def put(
    *,
    by: User,
    transcription: Transcription,
    preset: str,
    revision: int,
    version: int,
    marks: dict[int, Mark],
) -> Sheet:
    """All breaks at once, by places in all words of a version that must still be the newest, as the breaks must be `version`.

    Raises NotAllowed, Moved, BadBreaks or NoTranscript.
    """
    check_rights(by, transcription)
    with _newest(transcription, preset) as now:
        if (now.revision.number, now.version) != (revision, version):
            raise Moved
        if not all(0 <= at < len(now.places) and _may_be(mark, preset) for at, mark in marks.items()):
            raise BadBreaks
        change = difference(now.cutting.marks, marks)
        return written(by, now, now.changed(change, version + 1)) if change else now


def _may_be(mark: Mark, preset: str) -> bool:
    if mark.kind is not Kind.CUT and mark.early:
        return False
    return 0 <= mark.early <= MOST_EARLY and not (mark.kind is Kind.LINE and PRESETS[preset].lines == 1)


def undo(*, by: User, transcription: Transcription, preset: str) -> Done:
    """The person's last change that still stands. Raises NotAllowed, Moved, NothingToUndo or NoTranscript.

    Where somebody has changed the same paragraphs' breaks or words since, it cannot be taken back: Moved.
    """
    check_rights(by, transcription)
    with _newest(transcription, preset) as now:
        last = last_of(by, transcription, preset)
        if last is None:
            raise NothingToUndo
        told = {int(pk): (before, after) for pk, (before, after) in last.paragraphs.items()}
        stored = {row.paragraph_id: row.marks for row in Breaks.about(list(told)) if row.preset == preset}
        stands = set(now.revision.order)
        if any(pk not in stands or stored.get(pk, []) != after for pk, (_before, after) in told.items()):
            raise Moved
        back = {pk: (after, before) for pk, (before, after) in told.items()}
        return _undone(by, now, back, last.number)


def _undone(by: User, now: Sheet, back: Told, undoes: int) -> Done:
    change: dict[int, Mark | None] = {}
    for pk, (before, after) in back.items():
        for at, _kind, _early in before:
            change[now.places.word(pk, at)] = None
        for at, kind, early in after:
            change[now.places.word(pk, at)] = Mark(Kind(kind), early)
    keep(by, now, back, undoes)
    made = now.changed(change, now.version + 1)
    transaction.on_commit(lambda: remember(made))
    return Done(made, made.cutting.number_of(min(change, default=0)))


def last_of(by: User, transcription: Transcription, preset: str) -> BreakChange | None:
    """What they would take back."""
    mine = BreakChange.objects.filter(transcription=transcription, preset=preset)
    undone = mine.exclude(undoes=None).values("undoes")
    return mine.filter(author=by, undoes=None).exclude(number__in=undone).order_by("-number").first()


@contextmanager
def _newest(transcription: Transcription, preset: str) -> Iterator[Sheet]:
    """As they are now, with nobody else changing them. What takes long is done before anybody has to wait."""
    before = newest_revision(transcription)
    if before is not None:
        sheet(before, preset)
    with newest_of(transcription) as newest:
        yield sheet(newest, preset)


def _number(now: Sheet, wish: Wish) -> int:
    try:
        first, last = now.places.word(*wish.first), now.places.word(*wish.last)
    except ValueError:
        raise Moved from None
    number = now.cutting.number_of(first)
    if now.cutting.bounds(number) != (first, last + 1):
        raise Moved
    return number
