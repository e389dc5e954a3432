"""Teams and who belongs to them: members, invitations, tokens, second factors."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet

from transcripts.access.standing import OWNERS, has_role, memberships, teams, teams_where
from transcripts.models import ApiToken, Invitation, Membership, Team, User


def members(user: User, team: Team) -> QuerySet[Membership]:
    """Who belongs to it, for all who do; nobody for others."""
    rows = Membership.objects.filter(team=team, team__in=teams(user).order_by().values("pk"))
    return rows.select_related("user").order_by("created_at", "pk")


def owners_of(team: Team) -> QuerySet[User]:
    return User.objects.filter(memberships__team=team, memberships__role__in=OWNERS)


def invitations(user: User) -> QuerySet[Invitation]:
    """Those into teams that the person owns."""
    mine = teams_where(user, OWNERS).order_by().values("pk")
    return Invitation.objects.filter(team__in=mine).select_related("team", "invited_by")


def may_manage(user: User, team: Team) -> bool:
    """Invite, change roles, remove members, change settings, hand over."""
    return has_role(user, team.pk, OWNERS)


def may_create_team(user: User) -> bool:
    if user.is_staff:
        return True
    return bool(settings.OWNERS_MAKE_TEAMS) and teams_where(user, OWNERS).exists()


def may_accept(user: User, invitation: Invitation) -> bool:
    """It is for one address: whoever else got hold of the link may not use it."""
    if invitation.email.lower() == user.email.lower():
        return True
    verified = EmailAddress.objects.filter(user=user, verified=True, email__iexact=invitation.email)
    return bool(verified.exists())


def may_switch_off(user: User, person: User) -> bool:
    """Site staff, and nobody themselves; administrators only by one of them."""
    return user.is_staff and user.pk != person.pk and (user.is_superuser or not person.is_superuser)


def tokens(user: User) -> QuerySet[ApiToken]:
    """One's own."""
    return ApiToken.objects.filter(user=user).select_related("team")


def lacks_second_factor(user: User) -> bool:
    """One that a team of theirs requires."""
    if not any(one.team.requires_mfa for one in memberships(user)):
        return False
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return not Authenticator.objects.filter(user=user, type__in=kinds).exists()
