"""Memberships that an OpenID provider's groups give and take, as OIDC_GROUPS says, at each sign-in."""

import logging
from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from django.conf import settings
from django.db import transaction

from hispeech_web.providers import ROLES, Grant
from transcripts.actions.members import LastOwner, give_role, put_out, taking_turns
from transcripts.models import Act, Event, Membership, Role, Team, User

log = logging.getLogger(__name__)


def grants_of(groups: Iterable[str]) -> list[Grant]:
    mine = set(groups)
    return [grant for grant in settings.OIDC_GROUPS if grant.group in mine]


def follow_groups(*, by: User, provider: str, groups: Iterable[str]) -> None:
    """What a person gave by hand stays as it is. What `provider` gave follows its groups, except that
    no team loses its last owner."""
    with transaction.atomic():
        wanted = _roles(grants_of(groups))
        given = by.memberships.filter(given_by=provider).select_related("team", "user")
        # In one order, since each makes others wait for their turn.
        for membership in given.order_by("team"):
            _follow(membership, wanted.pop(membership.team_id, None))
        known = set(by.memberships.values_list("team", flat=True))
        for team in Team.objects.filter(pk__in=wanted.keys() - known):
            _join(team, by, wanted[team.pk], provider)


def _roles(grants: list[Grant]) -> dict[UUID, str]:
    """By team; of several roles the one that may most."""
    found: dict[UUID, str] = {}
    for grant in sorted(grants, key=lambda grant: ROLES.index(grant.role)):
        if team := team_called(grant.team):
            found.setdefault(team.pk, grant.role)
        else:
            log.warning("OIDC_GROUPS names a team that is not there, or twice: %s", grant.team)
    return found


def team_called(told: str) -> Team | None:
    """By its id or its name; None where no team or more than one is called so."""
    try:
        return Team.objects.filter(pk=UUID(told)).first()
    except ValueError:
        found = list(Team.objects.filter(name=told)[:2])
    return found[0] if len(found) == 1 else None


def _join(team: Team, user: User, role: str, provider: str) -> None:
    Membership.objects.create(team=team, user=user, role=role, given_by=provider)
    Event.record(Act.JOINED, by=user, team=team, on=user, role=role, provider=provider)


def _follow(membership: Membership, role: str | None) -> None:
    """As if an owner did it: what they kept private is the team's, and keys to it open nothing any more."""
    by, facts = membership.user, {"provider": membership.given_by}
    with suppress(LastOwner), taking_turns(membership.team):
        if role is None:
            put_out(by, membership, **facts)
        else:
            give_role(by, membership, Role(role), **facts)
