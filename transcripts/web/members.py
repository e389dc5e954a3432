"""What owners change about a team's members, and what members do for themselves."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from transcripts import access
from transcripts.actions import members as desk
from transcripts.actions.switch_off import switch_off, switch_on
from transcripts.errors import NotAllowed
from transcripts.library.words import in_words
from transcripts.models import User
from transcripts.web.http import field, me
from transcripts.web.team import act, team_asked


def _member(request: HttpRequest, person: int) -> User:
    """Raises Http404 for whoever is not in the team."""
    found = access.members(me(request), team_asked(request)).filter(user=person).first()
    if found is None:
        raise Http404
    return found.user


@require_POST
def role(request: HttpRequest, person: int) -> HttpResponse:
    member, wanted = _member(request, person), field(request, "role")
    return act(
        request,
        lambda team: desk.change_role(by=me(request), team=team, member=member, role=wanted),
        _("The role of %(name)s was changed.") % {"name": member},
        problem_in="members",
    )


@require_POST
def hand_over(request: HttpRequest, person: int) -> HttpResponse:
    member = _member(request, person)
    return act(
        request,
        lambda team: desk.hand_over(by=me(request), team=team, to=member),
        _("The team is %(name)s's now, and you are an editor.") % {"name": member},
        problem_in="members",
    )


@require_POST
def remove(request: HttpRequest, person: int) -> HttpResponse:
    member = _member(request, person)
    return act(
        request,
        lambda team: desk.remove_member(by=me(request), team=team, member=member),
        _("%(name)s is not in the team any more. Their recordings stay.") % {"name": member},
        problem_in="members",
    )


@require_POST
def off(request: HttpRequest, person: int) -> HttpResponse:
    """By the site's staff, who are members here themselves."""
    member = _member(request, person)
    try:
        orphaned = switch_off(by=me(request), person=member)
    except NotAllowed as error:
        raise PermissionDenied(in_words(error)) from None
    messages.success(request, _("%(name)s can sign in no more. Their recordings stay.") % {"name": member})
    if orphaned:
        names = ", ".join(team.name for team in orphaned)
        messages.warning(request, _("Nobody owns %(teams)s now: make somebody an owner.") % {"teams": names})
    return redirect("team")


@require_POST
def on(request: HttpRequest, person: int) -> HttpResponse:
    """By the site's staff, too."""
    member = _member(request, person)
    try:
        switch_on(by=me(request), person=member)
    except NotAllowed as error:
        raise PermissionDenied(in_words(error)) from None
    messages.success(request, _("%(name)s can sign in again.") % {"name": member})
    return redirect("team")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    said = _("You have left the team.")
    return act(request, lambda team: desk.leave(by=me(request), team=team), said, problem_in="leaving")
