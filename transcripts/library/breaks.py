"""People's decisions about subtitles, as places in all the words of one version."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from transcripts.exports.exported import printable
from transcripts.models import Breaks
from transcripts.text.document import Document
from transcripts.text.marks import Mark, Marks

# By the number of a paragraph's row, then by preset.
Decided = Mapping[int, Mapping[str, Marks]]


def decided(transcriptions: Iterable[UUID]) -> Decided:
    """Everything that was decided about these transcripts, whichever version; one query."""
    return _by_row(Breaks.objects.filter(transcription__in=list(transcriptions)))


def decided_about(recordings: Iterable[UUID]) -> Decided:
    """About all transcripts of these; one query."""
    return _by_row(Breaks.objects.filter(transcription__recording__in=list(recordings)))


def _by_row(rows: Iterable[Breaks]) -> Decided:
    found: dict[int, dict[str, Marks]] = defaultdict(dict)
    for row in rows:
        found[row.paragraph_id][row.preset] = row.by_word
    return found


class Places:
    """Where each word stands that is shown: in which paragraph's row, and the how manieth there.

    `document` is the version as it is stored, `order` its paragraphs' rows. Words that come to nothing in print are not shown.
    """

    def __init__(self, order: Sequence[int], document: Document) -> None:
        self._rows: list[int] = []
        self._places: list[int] = []
        self._first: dict[int, int] = {}
        for row, paragraph in zip(order, document.paragraphs, strict=True):
            shown = [at for at, word in enumerate(paragraph.words) if printable(word.text)]
            self._first[row] = len(self._rows)
            self._rows += [row] * len(shown)
            self._places += shown

    def __len__(self) -> int:
        return len(self._rows)

    def of(self, word: int) -> tuple[int, int]:
        return self._rows[word], self._places[word]

    def word(self, row: int, place: int) -> int:
        """The way back. Raises ValueError for a place that is not shown."""
        first = self._first.get(row, len(self))
        while first < len(self) and self._rows[first] == row:
            if self._places[first] == place:
                return first
            first += 1
        raise ValueError(place)

    def marks(self, told: Decided) -> dict[str, dict[int, Mark]]:
        """By preset, each before a word that is shown."""
        found: dict[str, dict[int, Mark]] = defaultdict(dict)
        if not told:
            return found
        for word, (row, place) in enumerate(zip(self._rows, self._places, strict=True)):
            for preset, marks in told.get(row, {}).items():
                if place in marks:
                    found[preset][word] = marks[place]
        return found
