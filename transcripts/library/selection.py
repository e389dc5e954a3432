"""Several recordings at once: those that were ticked, or all that a view of the library shows."""

from collections.abc import Sequence
from uuid import UUID

from transcripts import access
from transcripts.library.filters import View
from transcripts.library.listing import listed
from transcripts.library.query import asked
from transcripts.library.search import find
from transcripts.models import User


def all_of(user: User, view: View, most: int) -> list[UUID]:
    """In no order of their own. One more than `most` where there are more. Of a search those that it can show."""
    teams = access.library_teams(user)
    if view.q:
        return find(user, asked(view.q), view.narrowing, most=most + 1).recordings()
    rows = listed(user, teams, view.narrowing)
    return list(rows.order_by().values_list("pk", flat=True)[: most + 1])


def identities(told: Sequence[str]) -> list[UUID]:
    """Each once; what is no identity belongs to no recording."""
    found: dict[UUID, None] = {}
    for one in told:
        try:
            found[UUID(one)] = None
        except ValueError:
            continue
    return list(found)
