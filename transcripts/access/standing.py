"""Who a person is in which team, and which of their teams a page is about. The other rooms ask here."""

from uuid import UUID

from django.db.models import QuerySet

from transcripts.models import Membership, Role, Team, User

READERS = (Role.OWNER, Role.EDITOR, Role.VIEWER)
EDITORS = (Role.OWNER, Role.EDITOR)
OWNERS = (Role.OWNER,)
AUDITORS = (Role.OWNER, Role.BILLING)
EVERYBODY = (*READERS, Role.BILLING)


def teams_where(user: User, roles: tuple[Role, ...]) -> QuerySet[Team]:
    """The teams in which the person has one of these roles, oldest membership first."""
    mine = Team.objects.filter(memberships__user=user, memberships__role__in=roles)
    return mine.order_by("memberships__created_at", "id")


def teams(user: User) -> QuerySet[Team]:
    """All to which the person belongs, as whatever, oldest membership first."""
    return teams_where(user, EVERYBODY)


def current(user: User) -> Membership | None:
    """In the team that the person has chosen at the head of the pages, else in their first one."""
    mine = memberships(user)
    chosen = [one for one in mine if str(one.team_id) == user.chosen_team]
    return next(iter([*chosen, *mine]), None)


def several(user: User) -> list[Team]:
    """The teams between which the person may switch, where there are some."""
    mine = memberships(user)
    return [one.team for one in mine] if len(mine) > 1 else []


def memberships(user: User) -> list[Membership]:
    """In the order of `teams`; asked for once in a request."""
    known: list[Membership] | None = getattr(user, "_memberships", None)
    if known is None:
        known = list(user.memberships.select_related("team").order_by("created_at", "team_id"))
        user._memberships = known  # type: ignore[attr-defined]
    return known


def forget_memberships(user: User) -> None:
    """They, or which team was chosen, have changed in this request."""
    user._memberships = None  # type: ignore[attr-defined]


def at_hand(user: User, roles: tuple[Role, ...]) -> QuerySet[Team]:
    """What lists and figures are about: the current team where a page asks, else all; with one of these roles."""
    teams = teams_where(user, roles)
    if user.chosen_team is None:
        return teams
    here = current(user)
    return teams.filter(pk=here.team_id) if here else teams.none()


def is_at_hand(user: User, roles: tuple[Role, ...]) -> bool:
    if user.chosen_team is None:
        return teams_where(user, roles).exists()
    here = current(user)
    return here is not None and here.role in roles


def has_role(user: User, team_id: UUID, roles: tuple[Role, ...]) -> bool:
    return user.memberships.filter(team_id=team_id, role__in=roles).exists()


def owns(user: User, team_id: UUID) -> bool:
    """As a page asks that knows the memberships already: without a query."""
    return any(one.team_id == team_id and one.role in OWNERS for one in memberships(user))


def role_in(user: User, team: Team) -> Role | None:
    found = user.memberships.filter(team=team).values_list("role", flat=True).first()
    return Role(found) if found else None


def belongs_somewhere(user: User) -> bool:
    """To a team, or to those who keep the site running."""
    return user.is_staff or user.memberships.exists()
