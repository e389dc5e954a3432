"""Switch a person off, and on again: by the site's staff."""

from django.db import transaction
from django.utils import timezone

from transcripts import access
from transcripts.actions.private import hand_to_teams
from transcripts.errors import NotAllowed
from transcripts.models import Act, ApiToken, Event, Role, Team, User


def switch_off(*, by: User, person: User) -> list[Team]:
    """They can sign in no more, nor their programs; what they brought stays with its teams. Raises NotAllowed.

    Whom one cannot trust any more must go at once, so a team's last owner can be switched off, too: those teams are given back.
    """
    if not access.may_switch_off(by, person):
        raise NotAllowed
    with transaction.atomic():
        User.objects.filter(pk=person.pk).update(is_active=False)
        ApiToken.objects.filter(user=person, revoked_at=None).update(revoked_at=timezone.now())
        hand_to_teams(by)
        _tell(by, person, active=False)
    person.is_active = False
    return without_owner(person)


def switch_on(*, by: User, person: User) -> None:
    """Raises NotAllowed."""
    if not access.may_switch_off(by, person):
        raise NotAllowed
    with transaction.atomic():
        User.objects.filter(pk=person.pk).update(is_active=True)
        _tell(by, person, active=True)
    person.is_active = True


def without_owner(person: User) -> list[Team]:
    """Of the person's teams those that nobody owns who can sign in."""
    owned = Team.objects.filter(memberships__role=Role.OWNER, memberships__user__is_active=True)
    return list(person.teams.exclude(pk__in=owned.order_by().values("pk")))


def _tell(by: User, person: User, *, active: bool) -> None:
    Event.record_for(person, Act.ACCOUNT_CHANGED, by=by, on=person, active=active)
