"""Where a search found nothing: what in it nothing is called, or nobody can read, and what might be asked instead, each of which finds something."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from transcripts import access
from transcripts.library.conditions import tags_called
from transcripts.library.filters import Narrowing, View
from transcripts.library.meant import with_whole_names
from transcripts.library.query import Asked, Term, asked, misread
from transcripts.library.search import counts
from transcripts.library.tree import tree_of
from transcripts.models import User
from transcripts.text.armenian import analyse

# Each is a question of its own to the index.
MOST_WORDS = 4
# More are not counted: the page waits for it.
MOST = 100


@dataclass(frozen=True, slots=True)
class Instead:
    """`is_wider`: the same question, without what was chosen beside it. `is_all`: no more than `count` are found."""

    view: View
    count: int
    is_all: bool
    is_wider: bool


def instead(user: User, view: View) -> list[Instead]:
    """In the order in which they keep most of what was asked."""
    others = [other for other in dict.fromkeys(_others(view)) if other != view]
    return [one for one in _counted(user, view, others) if one.count]


def meant(user: User, view: View, offers: list[str]) -> list[Instead]:
    """Those of the offers that find something; where none does, all, so that one sees what was understood.

    Not counted, with a 0, where something was chosen beside them.
    """
    views = [replace(view, q=offer) for offer in offers]
    if not views or view.narrowing != Narrowing():
        return [Instead(one, 0, is_all=False, is_wider=False) for one in views]
    found = _counted(user, view, views)
    return [one for one in found if one.count] or found


def _counted(user: User, view: View, others: list[View]) -> list[Instead]:
    counted = counts(user, [asked(other.q) for other in others], most=MOST)
    return [
        Instead(other, *count, is_wider=other.q == view.q)
        for other, count in zip(others, counted, strict=True)
    ]


def unknown(user: User, q: str) -> list[str]:
    """In sentences. Who has brought nothing that the person may see is as unknown as who is not there."""
    question, teams = asked(q), access.library_teams(user)
    tree = tree_of(teams) if question.folders else None
    nobody, no_folder, no_tag = (
        _("Nobody who is called “%(name)s” has brought a recording."),
        _("There is no folder “%(name)s”."),
        _("There is no tag “%(name)s”."),
    )
    return [
        *(_MISREAD[name]() % {"value": value} for name, value in misread(q)),
        *([_("No day is both after and before what you wrote.")] if _is_no_time(question) else []),
        *(nobody % {"name": one} for one in question.people if not access.people_called(user, teams, one)),
        *(no_folder % {"name": one} for one in question.folders if tree is not None and not tree.called(one)),
        *(no_tag % {"name": one} for one in question.tags if not tags_called(tuple(teams), one)),
    ]


def _no_date() -> str:
    return _(
        "“%(value)s” is no date. Write a day, a month or a year: after:15.03.2026, before:2026-03, after:2026."
    )


_MISREAD: dict[str, Callable[[], str]] = {
    "after": _no_date,
    "before": _no_date,
    "length": lambda: _(
        "“%(value)s” is no length. Write minutes, or h, m or s: length:10-30, length:>1h, length:45, without: -length:<10."
    ),
    "model": lambda: _("There is no model “%(value)s”. Write model:formal or model:conversational."),
}


def _is_no_time(question: Asked) -> bool:
    return bool(question.since and question.until and question.since >= question.until)


def _others(view: View) -> Iterator[View]:
    everywhere = replace(view, narrowing=Narrowing())
    yield everywhere
    yield from (replace(everywhere, q=q) for q in with_whole_names(view.q))
    said = {f"{name}:{value}" for name, value in misread(view.q)}
    wanted = [term for term in asked(view.q).terms if not term.is_excluded and term.text not in said]
    yield from (replace(everywhere, q=q) for q in _plainer(wanted) if q)


def _plainer(wanted: list[Term]) -> Iterator[str]:
    """Without quotes, names and what was excluded; then one word at a time."""
    words = [token for term in wanted for token in _words(term)]
    yield " ".join(words)
    yield from words[:MOST_WORDS]


def _words(term: Term) -> list[str]:
    return [term.text[token.start : token.end] for token in analyse(term.text)]
