"""Which recordings of a team a member may see.

A private one is there for who uploaded it alone, until they share it or are gone.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from transcripts.access.standing import READERS, current, has_role, teams_where
from transcripts.models import Recording, Team, User
from transcripts.text.armenian import fold


def in_sight(user: User | None, prefix: str = "") -> Q:
    """Of a team's recordings those that this member may see; without one, what all of them may.

    `prefix` leads to the recording, as in `recording__`.
    """
    seen = Q(**{f"{prefix}private": False}) | Q(**{f"{prefix}uploaded_by": None})
    return seen if user is None else seen | Q(**{f"{prefix}uploaded_by": user})


def sees_private(user: User | None, recording: Recording) -> bool:
    """As `in_sight`, about one."""
    return not recording.private or recording.uploaded_by_id in (None, user and user.pk)


def keeps_private(user: User) -> int | None:
    """The person's id, where they have private recordings."""
    return user.pk if Recording.objects.filter(uploaded_by=user, private=True).exists() else None


def all_recordings(user: User, team: Team | None) -> QuerySet[Recording]:
    readable = teams_where(user, READERS).order_by()
    if team is not None:
        readable = readable.filter(pk=team.pk)
    return Recording.objects.filter(in_sight(user), team__in=readable.values("pk"))


def recordings(user: User, team: Team | None = None) -> QuerySet[Recording]:
    """`team`: of this one alone."""
    return all_recordings(user, team).filter(deleted_at=None)


def in_library(user: User, team_ids: Sequence[UUID]) -> QuerySet[Recording]:
    """`recordings` of the teams that `library_teams` has just named: who may read there is not asked a second time."""
    return Recording.objects.filter(in_sight(user), team__in=team_ids, deleted_at=None)


def named(user: User, team_ids: Sequence[UUID], ids: Collection[UUID | str]) -> QuerySet[Recording]:
    """Of `in_library` these; SQLite would else walk through all of the teams to find them."""
    teams_and_ids = {"team__pk__among": team_ids, "pk__among": ids}
    return Recording.objects.filter(in_sight(user), deleted_at=None, **teams_and_ids)


def seen_by_all(team_ids: Sequence[UUID]) -> QuerySet[Recording]:
    """Of these teams what each reader sees, without a look at who asks: to be counted from an index."""
    return Recording.objects.filter(team__in=team_ids, private=False, deleted_at=None)


def private_ones(user: User, team_ids: Sequence[UUID]) -> QuerySet[Recording]:
    """What this reader sees of these teams beside that."""
    return Recording.objects.filter(in_sight(user), team__in=team_ids, private=True, deleted_at=None)


def library_teams(user: User) -> list[UUID]:
    """Whose recordings the person may read: of the current team, or of all where no page asks."""
    if user.chosen_team is None:
        return list(teams_where(user, READERS).order_by().values_list("pk", flat=True))
    here = current(user)
    return [here.team_id] if here and here.role in READERS else []


def people_called(user: User, teams: Sequence[UUID], name: str) -> set[int]:
    """Who have brought recordings to these teams and have `name` in their name or address, whatever its case."""
    brought = Recording.objects.filter(in_sight(user), team__in=teams, uploaded_by=OuterRef("pk"))
    people = User.objects.filter(Exists(brought)).values_list("pk", "name", "email")
    wanted = fold(name)
    return {pk for pk, called, email in people if wanted in fold(called) or wanted in email.lower()}


def may_read(user: User, recording: Recording) -> bool:
    return sees_private(user, recording) and has_role(user, recording.team_id, READERS)
