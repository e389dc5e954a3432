"""From a query to recordings: which, and in what order (docs/decisions/0010-search.md)."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from transcripts import access
from transcripts.library import lookup, places
from transcripts.library.conditions import RANKS, framed, group
from transcripts.library.filters import Narrowing
from transcripts.library.index import EVERY
from transcripts.library.listing import listed, narrowed
from transcripts.library.lookup import Condition, Group
from transcripts.library.query import Asked, Term, asked
from transcripts.library.remembered import settled
from transcripts.library.told import titled
from transcripts.models import Recording, User
from transcripts.models.among import written
from transcripts.text.armenian import analyse, fold

_T = TypeVar("_T")
# What of recordings is read: of which, and in which order (`told`).
_Reader = Callable[[QuerySet[Recording], Collection[str]], dict[str, _T]]

# So many are ranked and counted; who finds more narrows down.
MOST = 1000
# Far more than anybody pages through, and few enough for one statement of any database.
MOST_LISTED = 30_000
# In so many recordings words side by side are looked for where only a hint is wanted.
_FEW_READ = 20
# What is not indexed yet, behind those of `conditions.RANKS`.
NOT_INDEXED = len(RANKS)


class Count(NamedTuple):
    """Not `is_all`: there may be more than that."""

    number: int
    is_all: bool


@dataclass(frozen=True, slots=True)
class Found(Generic[_T]):
    """`hits`: recordings, the best first, with what was to be read of each; `ranks`: 0 is the best. Not `is_all`: there are more than these."""

    hits: Mapping[str, _T]
    ranks: Mapping[str, int]
    is_all: bool

    def recordings(self, first: int = 0, behind: int | None = None) -> list[UUID]:
        return list(map(UUID, islice(self.hits, first, behind)))

    def score(self, recording: UUID) -> float:
        """1 for the best kind of match, and falls towards 0."""
        return 1 - self.ranks[written(recording)] / (NOT_INDEXED + 1)


def search(user: User, q: str) -> QuerySet[Recording]:
    """Recordings that match, in no order of their own; all that the person may see where nothing is asked."""
    question = asked(q)
    rows = access.recordings(user)
    if question.is_everything:
        return rows
    return rows.filter(pk__among=_all_that_match(user, rows, question))


def _all_that_match(user: User, rows: QuerySet[Recording], question: Asked) -> Collection[str]:
    """Some of them perhaps not for the person: where nothing has to be read, nobody looks at them one by one."""
    if _to_read(question):
        return find(user, question, most=MOST_LISTED, ranks=RANKS[-1:]).hits
    frame = framed(user, tuple(access.library_teams(user)), question, Narrowing())
    if frame is None:
        return ()
    waiting = _not_indexed_yet(lambda: rows, frame, question, titled, MOST_LISTED)
    return _ranked(frame, question.terms, RANKS[-1:], MOST_LISTED).keys() | waiting.keys()


def find(
    user: User,
    question: Asked,
    narrowing: Narrowing | None = None,
    *,
    most: int = MOST,
    team: UUID | None = None,
    ranks: range = RANKS,
) -> Found[str]:
    """With their titles. `team`: in this one of the person's teams alone."""
    return find_with(titled, user, question, narrowing, most=most, team=team, ranks=ranks)


def find_with(
    read: _Reader[_T],
    user: User,
    question: Asked,
    narrowing: Narrowing | None = None,
    *,
    most: int = MOST,
    team: UUID | None = None,
    ranks: range = RANKS,
) -> Found[_T]:
    teams = tuple(one for one in access.library_teams(user) if team in (None, one))
    frame = framed(user, teams, question, narrowing or Narrowing())
    if frame is None:
        return Found({}, {}, is_all=True)
    ranked = _ranked(frame, question.terms, ranks, most + 1)
    # Without what is in the trash, has left the person's sight in this moment, or lies elsewhere since the index was told.
    visible = read(narrowed(access.named(user, teams, ranked), narrowing or Narrowing(), teams), ranked)
    waiting = _not_indexed_yet(
        lambda: listed(user, teams, narrowing or Narrowing()), frame, question, read, most
    )
    seen = {**visible, **waiting}
    to_read = _to_read(question)
    hits = _read(seen, to_read)
    is_all = len(seen) <= places.MOST_READ if to_read else len(ranked) <= most
    ranks_of_all = {**dict.fromkeys(waiting, NOT_INDEXED), **ranked}
    return Found(dict(islice(hits.items(), most)), ranks_of_all, is_all=is_all and len(hits) <= most)


def counts(user: User, questions: Sequence[Asked], *, most: int) -> list[Count]:
    """How many recordings answer each, as far as `most`: for little more than one search, so words side by side are
    read for in a few alone, and what is not indexed yet is left out.
    """
    teams = tuple(access.library_teams(user))
    found = [_newest(user, teams, question, most) for question in questions]
    every = {recording for some in found for recording in some}
    seen = titled(access.named(user, teams, every), every) if every else {}
    visible = ({one: seen[one] for one in some if one in seen} for some in found)
    return [_count(hits, _to_read(question), most) for hits, question in zip(visible, questions, strict=True)]


def _count(hits: Mapping[str, str], to_read: list[Term], most: int) -> Count:
    is_cut_short = len(hits) >= most or (bool(to_read) and len(hits) > _FEW_READ)
    return Count(len(_read(hits, to_read, most=_FEW_READ)), not is_cut_short)


def _newest(user: User, teams: tuple[UUID, ...], question: Asked, most: int) -> Iterable[str]:
    frame = framed(user, teams, question, Narrowing())
    return _ranked(frame, question.terms, RANKS[-1:], most) if frame else ()


def _to_read(question: Asked) -> list[Term]:
    return [term for term in question.terms if _must_be_read(term)]


def _must_be_read(term: Term) -> bool:
    """The index does not know which words stand side by side."""
    return (term.is_phrase or term.is_excluded) and len(analyse(term.text)) > 1


def _ranked(frame: Condition, terms: Iterable[Term], ranks: range, most: int) -> dict[str, int]:
    """The rank of each recording, best first; of one rank the newest first."""
    wanted = [term for term in terms if not term.is_excluded]
    kinds: dict[tuple[Group, ...], int] = {}
    for rank in ranks:
        groups = tuple(group(token, term, rank) for term in wanted for token in analyse(term.text))
        if groups or not wanted:
            kinds.setdefault(groups, rank)
    conditions = [replace(frame, every=(*frame.every, *groups) or (frozenset({EVERY}),)) for groups in kinds]
    found: dict[str, int] = {}
    for rank, recordings in zip(kinds.values(), lookup.newest(conditions, most), strict=False):
        for recording in recordings:
            found.setdefault(recording, rank)
    return dict(islice(found.items(), most))


def _read(hits: Mapping[str, _T], terms: list[Term], most: int | None = None) -> Mapping[str, _T]:
    """Those of the first ones in whose texts the words stand side by side, or do not where that was asked; all where nothing of it was."""
    if not terms:
        return hits
    looked_at = {UUID(one): one for one in islice(hits, places.MOST_READ if most is None else most)}
    kept = set(looked_at)
    for term in terms:
        lemmas = [frozenset(token.lemmas) for token in analyse(term.text)]
        holding = places.with_phrase([*looked_at], lemmas, in_title=term.in_title)
        kept = kept - holding if term.is_excluded else kept & holding
    return {text: hits[text] for one, text in looked_at.items() if one in kept}


def _not_indexed_yet(
    visible: Callable[[], QuerySet[Recording]],
    frame: Condition,
    question: Asked,
    read: _Reader[_T],
    most: int,
) -> dict[str, _T]:
    """What was there before the index and waits for `manage.py reindex`: by letters, as it was found before."""
    if not question.terms or settled(_not_indexed_yet, _is_everything_indexed):
        return {}
    waiting = Q(search_text__blank=False, team__in=frame.teams, purged_at=None)
    rows = visible().filter(waiting)
    for term in question.terms:
        has_it = Q()
        for word in fold(term.text).split():
            has_it &= Q(search_text__contains=word)
        rows = rows.exclude(has_it) if term.is_excluded else rows.filter(has_it)
    newest = rows.order_by("-created_at", "-pk").values_list("pk", flat=True)[:most]
    ids = dict.fromkeys(map(written, newest))
    return read(Recording.objects.filter(pk__among=ids), ids)


def _is_everything_indexed() -> bool:
    """Nothing but what came before the index ever waits in this way."""
    return not Recording.objects.filter(search_text__blank=False).exists()
