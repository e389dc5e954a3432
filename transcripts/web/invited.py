"""Who has come by the link of an invitation: the page behind it leaves its token in the session."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from transcripts.models import Invitation

TOKEN = "invitation"  # noqa: S105 - its name, as in `invitations`


def invitation(request: HttpRequest) -> Invitation | None:
    """The one that this browser has opened, as long as it is good."""
    token = request.session.get(TOKEN)
    return Invitation.living(token, timezone.now()) if isinstance(token, str) else None


def where_to_accept(request: HttpRequest) -> str | None:
    return reverse("invitation", args=[request.session[TOKEN]]) if invitation(request) else None
