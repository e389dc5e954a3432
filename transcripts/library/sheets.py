"""A transcript's subtitles as one works on them: exactly those that are exported, with the places of their words.

Cutting many hours takes seconds, so the last ones that somebody worked on are remembered by each process, as long as nothing has
changed that they are made of. What is remembered is never more than a shortcut: the same comes out without it.
"""

from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Sum

from transcripts.exports.exported import printable_document
from transcripts.library.breaks import Places, decided
from transcripts.library.exporting import shots_of
from transcripts.models import BreakChange, Paragraph, Revision, Timing
from transcripts.models.timing import TimingState
from transcripts.text.cues import PRESETS, Cue, Problem, screens_of, shown, speakers_of
from transcripts.text.recutting import Change, Cutting
from transcripts.text.reshown import reshown

# Of words that are remembered in all: some twelve hours.
_MOST_WORDS = 100_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """`version` is the number of the last change of breaks, 0 where nobody has decided anything."""

    revision: Revision
    preset: str
    version: int
    places: Places
    speakers: Sequence[str]
    cutting: Cutting
    cues: tuple[Cue, ...]

    def changed(self, change: Change, version: int) -> "Sheet":
        """What stays the same is not made anew."""
        cutting = self.cutting.changed(change)
        cues = reshown(self.cues, self.cutting, cutting, self.speakers)
        return replace(self, version=version, cutting=cutting, cues=cues)

    def counts(self) -> dict[Problem, int]:
        """Of subtitles with each problem, those that there are."""
        counted = Counter(problem for cue in self.cues for problem in cue.problems)
        return {problem: counted[problem] for problem in Problem if counted[problem]}

    def number_at(self, milliseconds: int) -> int:
        """Of the last subtitle that has begun then; 0 before the first."""
        return max(0, sum(cue.start <= milliseconds for cue in self.cues) - 1)

    def anchors(self, cue: Cue) -> tuple[str, str]:
        """Its first word and its last, as addresses that outlive every correction elsewhere."""
        return self._anchor(cue.first), self._anchor(cue.behind - 1)

    def _anchor(self, word: int) -> str:
        row, place = self.places.of(word)
        return f"{row}:{place}"


_Key = tuple[UUID, int, str]
_remembered: "OrderedDict[_Key, tuple[Any, Sheet]]" = OrderedDict()
_lock = Lock()


def sheet(revision: Revision, preset: str) -> Sheet:
    """With its transcription and recording at hand: they are read here. Raises KeyError for no preset."""
    version = version_of(revision, preset)
    known = _recalled(revision, preset, version)
    if known is not None:
        return known
    stored = revision.document
    row = revision.transcription.recording
    document, places = printable_document(stored), Places(revision.order, stored)
    marks = places.marks(decided([revision.transcription_id])).get(preset, {})
    screens = screens_of(
        document,
        PRESETS[preset],
        duration=row.duration,
        voiced=[(start, end) for start, end in row.voiced or ()],
        shots=shots_of(row),
    )
    cutting, speakers = Cutting.of(screens.marked(marks)), speakers_of(document)
    cues = tuple(shown(cutting.screens, cutting.cuts, speakers))
    made = Sheet(revision, preset, version, places, speakers, cutting, cues)
    remember(made)
    return made


def version_of(revision: Revision, preset: str) -> int:
    mine = BreakChange.objects.filter(transcription=revision.transcription_id, preset=preset)
    return mine.aggregate(last=Max("number"))["last"] or 0


def remember(made: Sheet) -> None:
    """Call on commit where it holds a change."""
    facts = _facts(made.revision, made.version)
    with _lock:
        key = _key(made.revision, made.preset)
        _remembered[key] = facts, made
        _remembered.move_to_end(key)
        words = 0
        for one_key, (_known, one) in reversed(list(_remembered.items())):
            words += len(one.places)
            if words > _MOST_WORDS and one is not made:
                del _remembered[one_key]


def _recalled(revision: Revision, preset: str, version: int) -> Sheet | None:
    facts = _facts(revision, version)
    with _lock:
        known, made = _remembered.get(_key(revision, preset), (None, None))
        if made is None or known != facts:
            return None
        _remembered.move_to_end(_key(revision, preset))
    return replace(made, revision=revision)


def _key(revision: Revision, preset: str) -> _Key:
    return revision.transcription_id, revision.number, preset


def _facts(revision: Revision, version: int) -> object:
    """All that may change the subtitles of a version."""
    row = revision.transcription.recording
    return version, _times(revision), shots_of(row), row.duration, len(row.voiced or ())


def _times(revision: Revision) -> object:
    """Differs once the times of its words do: they are found as long as they are wanted."""
    timing = Timing.objects.filter(pk=revision.transcription_id).first()
    if timing is None or timing.state != TimingState.WANTED:
        return timing and timing.done_at
    rows = Paragraph.objects.filter(transcription=revision.transcription_id)
    return rows.aggregate(Sum("start"), Sum("end"), Count("times"))
