"""Invite people into a team by email, and accept."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from transcripts import access
from transcripts.actions.members import role_of, taking_turns
from transcripts.errors import NotAllowed, RaceLost, Refused, gettext_noop
from transcripts.models import Act, Event, Invitation, Membership, Team, User
from transcripts.models.invitation import OPEN

LONGEST = 254  # characters, as of any address


class BadAddress(Refused):
    code = "bad_address"
    field = "email"
    sentence = gettext_noop("This is not an email address.")


class AlreadyAMember(Refused):
    code = "already_a_member"
    field = "email"
    sentence = gettext_noop("%(email)s is in this team already.")


class InvitationEnded(Refused):
    code = "invitation_ended"
    sentence = gettext_noop(
        "This invitation has been used, has expired or was taken back. Ask whoever invited you for a new one."
    )


class ForSomebodyElse(Refused):
    code = "for_somebody_else"
    sentence = gettext_noop("This invitation is for %(email)s. Sign in with that address to accept it.")


def invite(*, by: User, team: Team, email: str, role: str) -> tuple[Invitation, str]:
    """The invitation, and its link's token, which is shown and sent now and never again.

    Who is invited again gets a new link; the old one ends. Raises NotAllowed, BadAddress, NoSuchRole or AlreadyAMember.
    """
    address, wanted = _address(email), role_of(role)
    with taking_turns(team):
        if not access.may_manage(by, team):
            raise NotAllowed
        if team.memberships.filter(user__email__iexact=address).exists():
            raise AlreadyAMember(email=address)
        row = team.invitations.filter(OPEN, email=address).first() or Invitation(team=team, email=address)
        row.role, row.invited_by = wanted, by
        return row, _sent(by, row)


def send_again(*, by: User, invitation: Invitation) -> str:
    """A new link, and as much time as at first; the old one ends. Raises NotAllowed, or RaceLost where it was used or revoked."""
    with taking_turns(invitation.team):
        if not access.may_manage(by, invitation.team):
            raise NotAllowed
        row = Invitation.objects.filter(OPEN, pk=invitation.pk).select_related("team").first()
        if row is None:
            raise RaceLost(f"invitation {invitation.pk} is open no longer")
        return _sent(by, row)


def _sent(by: User, row: Invitation) -> str:
    token = row.give_link(timezone.now())
    row.save()
    Event.record(Act.INVITED, by=by, team=row.team, on=row, role=row.role)
    return token


def revoke(*, by: User, invitation: Invitation) -> None:
    """Raises NotAllowed, or RaceLost where it was used or revoked meanwhile."""
    with taking_turns(invitation.team):
        if not access.may_manage(by, invitation.team):
            raise NotAllowed
        invitation.revoke(timezone.now())
        Event.record(Act.REVOKED, by=by, team=invitation.team, on=invitation)


def accept(*, by: User, token: str) -> Team:
    """Whoever is in the team already keeps their role. Raises InvitationEnded or ForSomebodyElse."""
    now = timezone.now()
    row = Invitation.living(token, now)
    if row is None:
        raise InvitationEnded
    if not access.may_accept(by, row):
        raise ForSomebodyElse(email=row.email)
    with taking_turns(row.team):
        try:
            row.accept(by, now)
        except RaceLost:
            raise InvitationEnded from None
        _member, is_new = Membership.objects.get_or_create(
            team=row.team, user=by, defaults={"role": row.role}
        )
        if is_new:
            Event.record(Act.JOINED, by=by, team=row.team, on=by, role=row.role)
    return row.team


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise BadAddress from None
    if len(address) > LONGEST:
        raise BadAddress
    return address
