"""How long recordings are kept: the rules of a team, and what a new one would do, before it is saved."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from transcripts import access
from transcripts.actions import keep as keeping
from transcripts.errors import Refused
from transcripts.library.foreseeing import preview
from transcripts.library.tree import tree_of
from transcripts.library.words import in_words
from transcripts.models import Folder, Rule, Team
from transcripts.web.http import me


@require_safe
@never_cache
def rules(request: HttpRequest) -> HttpResponse:
    """With `?preview`: what the rule in the address would do."""
    team = _team(request, request.GET)
    shown = _shown(request, team)
    if "preview" in request.GET:
        try:
            asked = _asked(team, request.GET)
            shown["preview"] = preview(asked, access.recordings(me(request), team))
        except Refused as refusal:
            shown["problem"] = in_words(refusal)
    return render(request, "transcripts/keeping.html", shown, status=400 if "problem" in shown else 200)


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """As it was foreseen; or forgets the rule of a folder or the team, where `forget` says so."""
    team = _team(request, request.POST)
    back = f"{reverse('keeping')}?team={team.pk}"
    try:
        rule = _asked(team, request.POST)
        if "forget" in request.POST:
            kept = get_object_or_404(Rule, team=team, folder=rule.folder)
            keeping.forget(by=me(request), rule=kept)
            messages.success(request, _("The rule was removed."))
        else:
            days = {"sound_days": rule.sound_days, "text_days": rule.text_days}
            keeping.keep(by=me(request), team=team, folder=rule.folder, **days)
            messages.success(request, _("The rule was saved. It is in force from tomorrow on."))
    except Refused as refusal:
        messages.error(request, in_words(refusal))
    return redirect(back)


def _team(request: HttpRequest, asked: Mapping[str, str]) -> Team:
    """The one that was named among those that the person owns, else the current one, else their first. Raises Http404 where they own none."""
    owned = list(access.teams_where(me(request), access.OWNERS))
    if not owned:
        raise Http404
    here = access.current(me(request))
    wanted = asked.get("team") or (str(here.team_id) if here else "")
    return next((team for team in owned if str(team.pk) == wanted), owned[0])


def _shown(request: HttpRequest, team: Team) -> dict[str, object]:
    tree = tree_of([team.pk])
    rows = Rule.objects.filter(team=team).select_related("folder", "changed_by")
    named = [(tree.get(rule.folder_id), rule) for rule in rows]
    return {
        "team": team,
        "teams": list(access.teams_where(me(request), access.OWNERS)),
        "branches": list(tree.walk()),
        "rules": sorted(named, key=lambda one: one[0].path if one[0] else ()),
        "asked": request.GET,
    }


def _asked(team: Team, given: Mapping[str, str]) -> Rule:
    folder = given.get("folder", "")
    number = int(folder) if folder.isascii() and folder.isdigit() and len(folder) < 16 else None
    found = get_object_or_404(Folder, pk=number, team=team) if folder else None
    return keeping.drafted(team, found, _days(given.get("sound", "")), _days(given.get("text", "")))


def _days(text: str) -> int | None:
    """Nothing: for ever. Raises BadDays."""
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise keeping.BadDays(most=keeping.LONGEST)
    return int(text)
