"""The team: who is in it as what, who is invited, its settings; and the choice of another one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from transcripts import access
from transcripts.actions import teams as desk
from transcripts.errors import NotAllowed, Refused, TranscriptsError
from transcripts.library.words import in_words
from transcripts.models import Role, Team
from transcripts.models.invitation import OPEN
from transcripts.models.transcription import Model
from transcripts.web.http import TEAM, field, me, team_named
from transcripts.web.roles import ROLES
from transcripts.web.team_settings import SECTIONS

# Pages of which each team has its own: who switches teams there stays there.
_STAYS = ("library", "upload", "usage", "team")


def team_asked(request: HttpRequest) -> Team:
    """The one that the form was made for, else the current one. Raises Http404 where the person is in none."""
    named = team_named(request)
    here = access.current(me(request))
    team = named or (here.team if here else None)
    if team is None:
        raise Http404
    return team


@require_safe
@never_cache
def team(request: HttpRequest) -> HttpResponse:
    return page(request)


def page(request: HttpRequest, status: int = 200, **shown: object) -> HttpResponse:
    """What was in the way is shown beside its field, of the form that `problem_in` names."""
    user = me(request)
    here = access.current(user)
    context: dict[str, object] = {"may_create": access.may_create_team(user), "roles": ROLES}
    if here is not None:
        context |= _of_team(request, team_asked(request))
    return render(request, "transcripts/team.html", context | shown, status=status)


def _of_team(request: HttpRequest, team: Team) -> dict[str, object]:
    user = me(request)
    may_manage = access.may_manage(user, team)
    members = list(access.members(user, team))
    return {
        "team": team,
        "members": members,
        "mine": next(one for one in members if one.user_id == user.pk),
        "may_manage": may_manage,
        "invitations": list(access.invitations(user).filter(OPEN, team=team)) if may_manage else [],
        "sections": SECTIONS if may_manage else (),
        "new_role": Role.EDITOR.value,
        "models": Model.choices,
    }


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Library, upload, usage and search are of this one from now on. 404 for one that is not theirs."""
    chosen = team_named(request)
    if chosen is None:
        raise Http404
    go_to(request, chosen)
    wanted = field(request, "page")
    if wanted == "usage" and not access.may_see_usage(me(request)):
        wanted = ""
    return redirect(wanted if wanted in _STAYS else "library")


def go_to(request: HttpRequest, team: Team) -> None:
    request.session[TEAM] = str(team.pk)
    access.forget_memberships(me(request))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    user = me(request)
    if not access.may_create_team(user):
        raise Http404
    if request.method != "POST":
        return render(request, "transcripts/team_new.html")
    name = field(request, "name")
    try:
        made = desk.create_team(by=user, name=name)
    except Refused as error:
        shown = {"name": name, "problem": in_words(error)}
        return render(request, "transcripts/team_new.html", shown, status=400)
    go_to(request, made)
    messages.success(request, _("“%(team)s” was made, and you own it.") % {"team": made.name})
    return redirect("team")


@require_POST
def settings(request: HttpRequest) -> HttpResponse:
    """One section of the settings at a time, as `team_settings.SECTIONS` reads it."""
    section = next((one for one in SECTIONS if one.name == request.POST.get("section")), None)
    if section is None:
        raise Http404
    return act(
        request,
        lambda team: desk.change_team(by=me(request), team=team, **section.read(request.POST)),
        _("Saved."),
        problem_in=section.name,
    )


def act(
    request: HttpRequest, what: Callable[[Team], Any], said: str, *, problem_in: str = "", **shown: object
) -> HttpResponse:
    """Do what a button of the team's page asks, then show the page again."""
    team = team_asked(request)
    try:
        what(team)
    except NotAllowed as error:
        raise PermissionDenied(in_words(error)) from None
    except TranscriptsError as error:
        return page(request, 400, problem=in_words(error), problem_in=problem_in, **shown)
    messages.success(request, said)
    return redirect("team")
