"""What a search answers with: recordings in their order, with the passages that were found, in few queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from transcripts import access
from transcripts.library.filters import Narrowing
from transcripts.library.meant import in_armenian
from transcripts.library.narrowing import Facet, facets
from transcripts.library.passages import Passage, Passages, Piece, marked, passages
from transcripts.library.query import Asked, asked
from transcripts.library.search import Found, find, find_with
from transcripts.library.shelf import Shelf, shelf
from transcripts.library.shown import ListRow, shown_by_id
from transcripts.library.sought import Sought, sought
from transcripts.library.told import Told, told
from transcripts.models import User

# Programs may ask for many; so many of them are shown in words.
WITH_PASSAGES = 100
PAGE_SIZE, EACH = 20, 3
# Of one recording.
MOST_WITHIN = 200
# Characters of a note.
NOTE_SHOWN = 200
_OPENING, _CLOSING = '"«“„', '"»”“'


@dataclass(frozen=True, slots=True)
class Result:
    """`score` is 1 for the best kind of match and falls towards 0."""

    recording: UUID
    title: str
    score: float
    passages: Sequence[Passage]


@dataclass(frozen=True, slots=True)
class FoundRow:
    """`more` counts the paragraphs with something that was asked, beyond the `passages`; not `is_all`: there may be more than
    these. `note` where that holds some of it.
    """

    row: ListRow
    title: tuple[Piece, ...]
    passages: Sequence[Passage]
    more: int
    is_all: bool
    note: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """`total` is exact where `is_all`, else there are more. `offers`: what may have been meant by Latin letters."""

    q: str
    rows: list[FoundRow]
    total: int
    is_all: bool
    next: int | None
    facets: list[Facet]
    offers: list[str]
    shelf: Shelf

    @property
    def is_quoted(self) -> bool:
        """From the first letter to the last, by who asked."""
        return self.q[:1] in _OPENING and self.q[-1:] in _CLOSING

    @property
    def is_narrowed(self) -> bool:
        return any(one.is_chosen for facet in self.facets for one in facet.choices)


def results(user: User, q: str, *, team: UUID, most: int) -> list[Result]:
    """In one team's library, the best first."""
    question = asked(q)
    if question.is_everything:
        return []
    found = find(user, question, most=most, team=team)
    ids = found.recordings()
    shown = passages(ids[:WITH_PASSAGES], sought(question), each=1)
    return [
        Result(one, title, found.score(one), some.best if some else ())
        for one, title in zip(ids, found.hits.values(), strict=True)
        for some in [shown.get(one)]
    ]


def results_page(user: User, q: str, narrowing: Narrowing, first: int = 0) -> ResultsPage:
    """From the result with the number `first` on, counted from 0."""
    question = asked(q)
    beside = shelf(user, access.library_teams(user))
    found = find_with(told, user, question, narrowing)
    behind = first + PAGE_SIZE
    return ResultsPage(
        q=q,
        rows=_rows(user, found.recordings(first, behind), question, beside),
        total=len(found.hits),
        is_all=found.is_all,
        next=behind if behind < len(found.hits) else None,
        facets=facets(found.hits, narrowing, beside),
        offers=_offers(q, found),
        shelf=beside,
    )


def within(recording: UUID, q: str) -> Passages:
    """Its passages with any of what is asked, of which the best are shown in the order of the text. Access is the caller's."""
    found = passages([recording], sought(asked(q)), MOST_WITHIN)
    return found.get(recording, Passages([], 0))


def _rows(user: User, ids: list[UUID], question: Asked, beside: Shelf) -> list[FoundRow]:
    wanted = sought(question)
    rows = shown_by_id(user, ids, beside)
    read = passages(ids, wanted, EACH)
    nothing = Passages([], 0)
    return [
        FoundRow(
            rows[one],
            marked(rows[one].title, wanted),
            some.best,
            some.total - len(some.best),
            some.is_all,
            _of_note(rows[one].note, wanted),
        )
        for one in ids
        if one in rows
        for some in [read.get(one, nothing)]
    ]


def _of_note(note: str, wanted: Sought) -> tuple[Piece, ...]:
    """As much as a row shows, from the first line that has a word of those; empty where none has."""
    for line in note.splitlines():
        pieces = marked(line[:NOTE_SHOWN], wanted)
        if any(piece.is_match for piece in pieces):
            return pieces
    return ()


def _offers(q: str, found: Found[Told]) -> list[str]:
    """From the lexicon alone: nothing of what any team has shows in them."""
    return in_armenian(q) if len(found.hits) < PAGE_SIZE else []
