"""From a question to what the index is asked: the words that are wanted, and a frame around them."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import TypeVar
from uuid import UUID

from django.utils.timezone import make_aware

from transcripts import access
from transcripts.library.filters import NO_FOLDER, Narrowing
from transcripts.library.index import FOLDER, MODEL, MONTH, PERSON, TAG, TITLE_EXACT, TITLE_LEMMA
from transcripts.library.lookup import Condition, Group
from transcripts.library.query import Asked, Term
from transcripts.library.tree import tree_of
from transcripts.models import Tag, User
from transcripts.models.derived import folded
from transcripts.text.armenian import Token, analyse
from transcripts.text.armenian.keys import EXACT, LEMMA, key

_T = TypeVar("_T", datetime, float)

# In the title just as typed; in the title; just as typed; anywhere in any form.
RANKS = range(4)


def group(token: Token, term: Term, rank: int) -> Group:
    """The keys of which one must be there. A single word in quotes is wanted just as it was typed."""
    just_so = rank % 2 == 0 or (term.is_phrase and len(analyse(term.text)) == 1)
    in_title = term.in_title or rank < 2
    if just_so:
        return frozenset({key(TITLE_EXACT if in_title else EXACT, token.exact)})
    kind = TITLE_LEMMA if in_title else LEMMA
    return frozenset(key(kind, lemma) for lemma in token.lemmas)


def framed(user: User, teams: tuple[UUID, ...], question: Asked, narrowing: Narrowing) -> Condition | None:
    """All but the words that are wanted; None where nothing can match."""
    if not teams:
        return None
    groups = [*_asked_for(user, teams, question), *_chosen(teams, narrowing)]
    if not all(groups):
        return None
    created, duration = narrowing.created, narrowing.duration
    return Condition(
        teams=teams,
        every=tuple(groups),
        none=frozenset(_without(question.terms)).union(*_asked_for(user, teams, question.without or Asked())),
        created=_both((_midnight(question.since), _midnight(question.until)), created),
        duration=_both((question.longer, question.shorter), duration),
        private_of=access.keeps_private(user),
    )


def _asked_for(user: User, teams: tuple[UUID, ...], question: Asked) -> Iterator[Group]:
    """By name, in the box; an empty group where nothing is called so."""
    for name in question.people:
        yield _keys(PERSON, access.people_called(user, teams, name))
    for model in question.models:
        yield _keys(MODEL, {model})
    if question.folders:
        tree = tree_of(teams)
        for name in question.folders:
            yield _keys(FOLDER, tree.called(name))
    for name in question.tags:
        yield _keys(TAG, tags_called(teams, name))


def _chosen(teams: tuple[UUID, ...], narrowing: Narrowing) -> Iterator[Group]:
    """By id, beside the box. A folder is all that lie in it, too: so one that is moved changes nothing in the index."""
    for kind, value in ((PERSON, narrowing.person), (MODEL, narrowing.model), (MONTH, narrowing.month)):
        if value:
            yield _keys(kind, {value})
    if narrowing.folder == NO_FOLDER:
        yield _keys(FOLDER, {""})
    elif narrowing.folder:
        yield _keys(FOLDER, tree_of(teams).below(narrowing.folder_id or 0))
    for tag in narrowing.tag_ids:
        yield _keys(TAG, {tag})


def _keys(kind: str, values: Iterable[object]) -> Group:
    return frozenset(key(kind, str(value)) for value in values)


def tags_called(teams: tuple[UUID, ...], name: str) -> set[int]:
    """Of just this name; without one, those whose names have it in them."""
    tags, wanted = Tag.objects.filter(team__in=teams), folded(name)
    known = dict(tags.values_list("pk", "folded"))
    return {pk for pk, called in known.items() if called == wanted} or {
        pk for pk, called in known.items() if wanted in called
    }


def _both(
    first: tuple[_T | None, _T | None], second: tuple[_T | None, _T | None]
) -> tuple[_T | None, _T | None]:
    """From the later beginning to the earlier end."""
    begins = [value for value in (first[0], second[0]) if value is not None]
    ends = [value for value in (first[1], second[1]) if value is not None]
    return max(begins, default=None), min(ends, default=None)


def _without(terms: Iterable[Term]) -> Iterator[int]:
    for term in terms:
        tokens = analyse(term.text)
        if term.is_excluded and len(tokens) == 1:
            yield from group(tokens[0], term, RANKS[-1])


def _midnight(day: date | None) -> datetime | None:
    return make_aware(datetime.combine(day, time())) if day else None
