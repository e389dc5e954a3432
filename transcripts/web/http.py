"""What the pages share in reading a request and answering it."""

import math
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from transcripts import access
from transcripts.errors import NotAllowed, RaceLost, TranscriptsError
from transcripts.library.words import in_words
from transcripts.models import Recording, Team, User

# In the session: the id of the team that was chosen at the head of the pages.
TEAM = "team"
# How a body that our scripts would not send is told: no JSON, nested without end, or of another shape.
UNREADABLE = (ValueError, KeyError, TypeError, RecursionError)


def me(request: HttpRequest) -> User:
    """The person who asks. Only for views behind the sign-in, which is all of them by default."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    user.chosen_team = str(request.session.get(TEAM, ""))
    return user


def team_named(request: HttpRequest) -> Team | None:
    """The one that a form was made for: another may have been chosen in another tab. Raises Http404 for one of others."""
    name = request.POST.get("team", "")
    if not name:
        return None
    for membership in access.memberships(me(request)):
        if str(membership.team_id) == name:
            return membership.team
    raise Http404


def field(request: HttpRequest, name: str) -> str:
    """A line of text from a form. Without NUL, which no database takes."""
    return request.POST.get(name, "").replace("\0", "")


def place_asked(request: HttpRequest) -> int | None:
    """The paragraph `?from=`, counted from 0."""
    asked = request.GET.get("from", "")
    return int(asked[:9]) if asked.isascii() and asked.isdigit() else None


def moment_asked(request: HttpRequest) -> float | None:
    """`?t=`, in seconds."""
    return seconds(request.GET.get("t", ""))


def seconds(text: str) -> float | None:
    """A moment in an address; None for what is none."""
    try:
        moment = float(text)
    except ValueError:
        return None
    return moment if 0 <= moment < math.inf else None


def wants_json(request: HttpRequest) -> bool:
    """Asked by our own scripts, not by somebody who looks at a page."""
    return request.headers.get("Accept", "").startswith("application/json")


def back(request: HttpRequest) -> HttpResponse:
    """To the page of ours on which a button was pressed; else to the library."""
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return redirect(came_from)
    return redirect("library")


def act_then_go(request: HttpRequest, act: Callable[[], object], to: Recording) -> HttpResponse:
    """Do what a button asks and go back to its page; what was in the way is said in a toast there."""
    try:
        act()
    except TranscriptsError as refusal:
        return refused(request, refusal, to)
    return redirect("recording", to.pk)


def refused(request: HttpRequest, refusal: TranscriptsError, on: Recording) -> HttpResponse:
    """Raises PermissionDenied where it is about who asks; all else is said in a toast on the recording's page."""
    if isinstance(refusal, NotAllowed):
        raise PermissionDenied(in_words(refusal)) from None
    # A click too many, or a page that had grown old, is no mistake.
    say = messages.warning if isinstance(refusal, RaceLost) else messages.error
    say(request, in_words(refusal))
    return redirect("recording", on.pk)
