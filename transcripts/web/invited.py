"""Who has come by the link of an invitation: the page behind it leaves its token in the session."""

from typing import Any

from allauth.account.signals import user_signed_up
from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from transcripts.actions.invite import accept
from transcripts.errors import Refused
from transcripts.models import Invitation, Team, User
from transcripts.web.http import TEAM

TOKEN = "invitation"  # noqa: S105 - its name in the session


def invitation(request: HttpRequest) -> Invitation | None:
    """The one that this browser has opened, as long as it is good."""
    token = request.session.get(TOKEN)
    return Invitation.living(token, timezone.now()) if isinstance(token, str) else None


def where_to_accept(request: HttpRequest) -> str | None:
    return reverse("invitation", args=[request.session[TOKEN]]) if invitation(request) else None


def arrive(request: HttpRequest, team: Team) -> None:
    """Pages are of this team from now on."""
    request.session.pop(TOKEN, None)
    request.session[TEAM] = str(team.pk)
    messages.success(request, _("Welcome to “%(team)s”.") % {"team": team.name})


@receiver(user_signed_up)
def sign_up(request: HttpRequest, user: User, **_rest: Any) -> None:
    """Making an account by the link is a yes: nobody is asked for another one.

    An account with another address than the invited one is led to the invitation's page, which says so.
    """
    if invitation(request) is None:
        return
    try:
        team = accept(by=user, token=request.session[TOKEN])
    except Refused:
        return
    arrive(request, team)
