"""Where a search found nothing: what in it nothing is called, or nobody can read, and what might be asked instead, each of which finds something."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from transcripts import access
from transcripts.library.conditions import tags_called
from transcripts.library.filters import Narrowing, View
from transcripts.library.meant import with_whole_names
from transcripts.library.query import Asked, asked, misread, unfinished
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
    """In the order in which they keep most of what was asked. Words one by one only where nothing finds them together."""
    return _finding(user, view, _others(view)) or _finding(user, view, _single_words(view))


def _finding(user: User, view: View, others: Iterable[View]) -> list[Instead]:
    asked_for = [other for other in dict.fromkeys(others) if other != view]
    return [one for one in _counted(user, view, asked_for) if one.count]


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
        *([_("There is no word in it that could be looked for.")] if _is_without_words(question) else []),
        *unread(q),
        *([_("No day is both after and before what you wrote.")] if _is_no_time(question) else []),
        *(nobody % {"name": one} for one in question.people if not access.people_called(user, teams, one)),
        *(no_folder % {"name": one} for one in question.folders if tree is not None and not tree.called(one)),
        *(no_tag % {"name": one} for one in question.tags if not tags_called(tuple(teams), one)),
    ]


def unread(q: str) -> list[str]:
    """In sentences: names for which plain words were looked for, since nothing stands behind them, or nothing that can be read."""
    return [
        *(_unfinished(name) for name in unfinished(q)),
        *(_MISREAD[name]() % {"value": value} for name, value in misread(q)),
    ]


def _is_without_words(question: Asked) -> bool:
    """Signs alone, of which the index knows nothing."""
    wanted = [term for term in question.terms if not term.is_excluded]
    return bool(wanted) and not any(analyse(term.text) for term in wanted)


def _unfinished(name: str) -> str:
    return _("Something is missing behind “%(name)s:”. Write it as in %(example)s") % {
        "name": name,
        "example": _EXAMPLES[name],
    }


_EXAMPLES = {
    "title": "title:ժողով",
    "by": "by:Անահիտ",
    "folder": "folder:Նիստեր",
    "tag": "tag:կարևոր",
    "model": "model:formal",
    "after": "after:2026",
    "before": "before:15.03.2026",
    "length": "length:10-30",
}


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
    """Without what was chosen beside it; with names of several words; without quotes, names and what was excluded."""
    everywhere = replace(view, narrowing=Narrowing())
    yield everywhere
    yield from (replace(everywhere, q=q) for q in with_whole_names(view.q))
    if words := _words(view):
        yield replace(everywhere, q=" ".join(words))


def _single_words(view: View) -> Iterator[View]:
    words = _words(view)
    if len(words) > 1:
        yield from (replace(view, q=word, narrowing=Narrowing()) for word in words[:MOST_WORDS])


def _words(view: View) -> list[str]:
    """Those that are wanted, as they were typed."""
    unread = {f"{name}:{value}" for name, value in misread(view.q)}
    bare = {f"{name}:" for name in unfinished(view.q)}
    wanted = [
        term.text
        for term in asked(view.q).terms
        if not (term.is_excluded or term.text in unread or term.text.lower() in bare)
    ]
    return [text[token.start : token.end] for text in wanted for token in analyse(text)]
