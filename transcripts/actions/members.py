"""Who is what in a team: change a role, hand the team over, put somebody out, leave. A team that has an owner keeps one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from transcripts import access
from transcripts.actions.private import hand_to_teams
from transcripts.errors import NotAllowed, Refused, gettext_noop
from transcripts.models import Act, ApiToken, Event, Membership, Role, Team, User


class LastOwner(Refused):
    code = "last_owner"
    sentence = gettext_noop(
        "A team needs an owner who can sign in. Hand the team over, or make somebody else an owner first."
    )


class NoSuchRole(Refused):
    code = "no_such_role"
    field = "role"
    sentence = gettext_noop("Choose a role: owner, editor, viewer or billing.")


class NotAMember(Refused):
    code = "not_a_member"
    sentence = gettext_noop("This person is not in the team any more.")


class CannotOwn(Refused):
    code = "cannot_own"
    sentence = gettext_noop("Only somebody else who can sign in can take the team over.")


def role_of(name: str) -> Role:
    """Raises NoSuchRole."""
    if name not in Role.values:
        raise NoSuchRole
    return Role(name)


def change_role(*, by: User, team: Team, member: User, role: str) -> None:
    """Raises NotAllowed, NoSuchRole, NotAMember or LastOwner."""
    wanted = role_of(role)
    with taking_turns(team):
        _check_owner(by, team)
        give_role(by, _membership(team, member), wanted)


def hand_over(*, by: User, team: Team, to: User) -> None:
    """The other person becomes an owner, and `by` an editor. Raises NotAllowed, NotAMember or CannotOwn."""
    with taking_turns(team):
        _check_owner(by, team)
        successor = _membership(team, to)
        if to.pk == by.pk or not successor.user.is_active:
            raise CannotOwn
        give_role(by, successor, Role.OWNER)
        give_role(by, _membership(team, by), Role.EDITOR)


def remove_member(*, by: User, team: Team, member: User) -> None:
    """Their recordings stay. Raises NotAllowed, NotAMember or LastOwner."""
    with taking_turns(team):
        _check_owner(by, team)
        put_out(by, _membership(team, member))


def leave(*, by: User, team: Team) -> None:
    """Raises NotAMember or LastOwner."""
    with taking_turns(team):
        put_out(by, _membership(team, by))


@contextmanager
def taking_turns(team: Team) -> Iterator[None]:
    """A transaction in which nobody else changes who is what in this team.

    (SQLite has no row locks and needs none: its write transactions take turns anyway.)
    """
    with transaction.atomic():
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        yield


def _check_owner(by: User, team: Team) -> None:
    """Asked once it is our turn: two owners may put each other out at the same moment, and one of them comes second."""
    if not access.may_manage(by, team):
        raise NotAllowed


def _membership(team: Team, member: User) -> Membership:
    found = team.memberships.filter(user=member).select_related("user", "team").first()
    if found is None:
        raise NotAMember
    return found


def give_role(by: User, membership: Membership, role: Role, **facts: Any) -> None:
    """While it is our turn; `facts` stand in the log, too. Raises LastOwner."""
    before = membership.role
    if before == role:
        return
    membership.role = role
    membership.save(update_fields=["role"])
    _check_ownership(membership.team, before)
    hand_to_teams(by)
    told: dict[str, Any] = {"before": before, "after": role.value, **facts}
    Event.record(Act.ROLE_CHANGED, by=by, team=membership.team, on=membership.user, **told)


def put_out(by: User, membership: Membership, **facts: Any) -> None:
    """With the keys of their programs to this team, while it is our turn. Raises LastOwner."""
    team, member = membership.team, membership.user
    membership.delete()
    _check_ownership(team, membership.role)
    keys = ApiToken.objects.filter(team=team, user=member, revoked_at=None)
    keys.update(revoked_at=timezone.now())
    hand_to_teams(by)
    Event.record(Act.LEFT, by=by, team=team, on=member, role=membership.role, **facts)


def _check_ownership(team: Team, lost: str) -> None:
    """After somebody's role was lost, which is undone where nobody who can sign in would own the team."""
    if lost == Role.OWNER and not team.memberships.filter(role=Role.OWNER, user__is_active=True).exists():
        raise LastOwner
