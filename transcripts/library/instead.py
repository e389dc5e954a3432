"""Where a search found nothing: which names in it nothing has, and what might be asked instead, each of which finds something."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from transcripts import access
from transcripts.library.filters import Narrowing, View
from transcripts.library.query import Term, asked
from transcripts.library.search import find, tags_called
from transcripts.library.tree import tree_of
from transcripts.models import User
from transcripts.text.armenian import analyse

# Each is a search of its own.
MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Instead:
    """`is_wider`: the same question, without what was chosen beside it."""

    view: View
    count: int
    is_wider: bool


def instead(user: User, view: View) -> list[Instead]:
    """In the order in which they keep most of what was asked."""
    tried, found = {view}, []
    for other in _others(view):
        if other in tried:
            continue
        tried.add(other)
        if hits := find(user, asked(other.q), other.narrowing).hits:
            found.append(Instead(other, len(hits), is_wider=other.q == view.q))
    return found


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
        *(nobody % {"name": one} for one in question.people if not access.people_called(user, teams, one)),
        *(no_folder % {"name": one} for one in question.folders if tree is not None and not tree.called(one)),
        *(no_tag % {"name": one} for one in question.tags if not tags_called(tuple(teams), one)),
    ]


def _others(view: View) -> Iterator[View]:
    everywhere = replace(view, narrowing=Narrowing())
    yield everywhere
    wanted = [term for term in asked(view.q).terms if not term.is_excluded]
    yield from (replace(everywhere, q=q) for q in _plainer(wanted) if q)


def _plainer(wanted: list[Term]) -> Iterator[str]:
    """Without quotes, names and what was excluded; then one word at a time."""
    words = [token for term in wanted for token in _words(term)]
    yield " ".join(words)
    yield from words[:MOST_WORDS]


def _words(term: Term) -> list[str]:
    return [term.text[token.start : token.end] for token in analyse(term.text)]
