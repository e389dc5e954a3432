"""Take phrases of the other model's transcript into the corrected version, word times and all."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from transcripts.actions import revising
from transcripts.actions.changing import Change
from transcripts.actions.correct import change
from transcripts.errors import Refused, gettext_noop
from transcripts.models import Paragraph, Revision, Transcription, User
from transcripts.text import document
from transcripts.text.document import Word


class NoSuchPhrase(Refused):
    code = "no_such_phrase"
    field = "phrases"
    sentence = gettext_noop("These words are not in that version. Compare again, then choose.")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words `first` to `behind` of the corrected version give way to `other_first` to `other_behind` of the other one."""

    first: int
    behind: int
    other_first: int
    other_behind: int


def accept(
    *, by: User, transcription: Transcription, base: int, other: Revision, phrases: Sequence[Phrase]
) -> Revision:
    """`base` and `other` are the versions that were compared. Raises as `correct.change` does, or NoSuchPhrase."""
    revising.check_rights(by, transcription)
    seen = Revision.objects.filter(transcription=transcription, number=base).first()
    if seen is None:
        raise revising.NoSuchRevision
    if other.transcription.recording_id != transcription.recording_id:
        raise NoSuchPhrase
    changes = _changes(seen.rows(), tuple(other.document.words), sorted(phrases, key=lambda one: one.first))
    return change(by=by, transcription=transcription, base=base, changes=changes)


def _changes(rows: Sequence[Paragraph], others: Sequence[Word], phrases: Sequence[Phrase]) -> list[Change]:
    """One for each run of paragraphs that phrases touch."""
    ends = list(accumulate(row.length for row in rows))
    groups: list[tuple[int, int, list[Phrase]]] = []
    for phrase in _checked(phrases, ends[-1], len(others)):
        first = min(bisect_right(ends, phrase.first), len(rows) - 1)
        last = first if phrase.first == phrase.behind else bisect_right(ends, phrase.behind - 1)
        if groups and first <= groups[-1][1]:
            groups[-1] = (groups[-1][0], max(last, groups[-1][1]), [*groups[-1][2], phrase])
        else:
            groups.append((first, last, [phrase]))
    return [
        _change(rows[first : last + 1], ends[first] - rows[first].length, others, own)
        for first, last, own in groups
    ]


def _checked(phrases: Sequence[Phrase], length: int, other_length: int) -> Sequence[Phrase]:
    """In the text, and apart from each other."""
    at = 0
    for one in phrases:
        if not (at <= one.first <= one.behind <= length):
            raise NoSuchPhrase
        if not (0 <= one.other_first <= one.other_behind <= other_length):
            raise NoSuchPhrase
        at = one.behind
    return phrases


def _change(rows: Sequence[Paragraph], at: int, others: Sequence[Word], phrases: Sequence[Phrase]) -> Change:
    """`at`: which word of the text the first of these paragraphs begins with. What comes in stands where its phrase begins."""
    words = [(n, word) for n, row in enumerate(rows) for word in row.paragraph.words]
    for one in reversed(phrases):
        first, behind = one.first - at, one.behind - at
        place = words[first][0] if first < len(words) else len(rows) - 1
        words[first:behind] = [(place, word) for word in others[one.other_first : one.other_behind]]
    written = (
        document.Paragraph(tuple(word for place, word in words if place == n), row.speaker)
        for n, row in enumerate(rows)
    )
    return Change(tuple(row.pk for row in rows), tuple(written))
