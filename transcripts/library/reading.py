"""What one reads of a transcript: where everything stands in it, and the paragraphs that somebody looks at."""

from collections.abc import Sequence
from dataclasses import dataclass

from transcripts.models import Paragraph, Revision
from transcripts.text import document
from transcripts.text.document import Word
from transcripts.text.doubts import is_doubtful

# What a page holds before its script asks for more: a screen or two, and readable without any script.
SCREENFUL = 40
# Of paragraphs that are asked for at once.
MOST = 200
# How a word is marked for the script: nothing, worth listening again, its time is a guess.
PLAIN, DOUBT, GUESS = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph without its words: where it begins, in seconds, and how many words it has."""

    id: int
    start: float | None
    length: int


@dataclass(frozen=True, slots=True)
class Shown:
    """`place` counts from 0, in the whole transcript."""

    place: int
    id: int
    paragraph: document.Paragraph


@dataclass(frozen=True, slots=True)
class Part:
    """The paragraphs from `first` on that a page shows, of `total`."""

    paragraphs: list[Shown]
    first: int
    total: int

    @property
    def last(self) -> int:
        return self.first + len(self.paragraphs)

    @property
    def before(self) -> int | None:
        """Where the part before begins; None at the beginning."""
        return max(0, self.first - SCREENFUL) if self.first else None

    @property
    def after(self) -> int | None:
        return self.last if self.last < self.total else None

    @property
    def is_timed(self) -> bool:
        return any(shown.paragraph.start is not None for shown in self.paragraphs)


def part(revision: Revision, first: int = 0, size: int = SCREENFUL) -> Part:
    """From `first` on; from the last ones on where there are not so many."""
    total = len(revision.order)
    first = max(0, min(first, total - 1))
    rows = revision.rows(first, first + size)
    shown = [Shown(first + at, row.pk, row.paragraph) for at, row in enumerate(rows)]
    return Part(shown, first, total)


def outline(revision: Revision) -> list[Place]:
    """All paragraphs in order, by one query that reads no words."""
    mine = Paragraph.objects.filter(transcription=revision.transcription_id)
    found = {pk: Place(pk, start, length) for pk, start, length in mine.values_list("pk", "start", "length")}
    return [found[one] for one in revision.order]


def place_at(places: Sequence[Place], moment: float) -> int:
    """The paragraph in which something is said at `moment`, in seconds: the last that begins by then."""
    begun = [at for at, place in enumerate(places) if place.start is not None and place.start <= moment]
    return begun[-1] if begun else 0


def mark(word: Word) -> int:
    if is_doubtful(word) and not word.estimated:
        return DOUBT
    return GUESS if word.estimated else PLAIN
