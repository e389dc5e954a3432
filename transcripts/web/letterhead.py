"""The team's letterhead: for its owners."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from transcripts import access
from transcripts.actions.letterhead import change_letterhead
from transcripts.errors import Refused
from transcripts.exports.logo import MOST, LargeLogo
from transcripts.library.words import in_words
from transcripts.models import Letterhead, Team
from transcripts.web.http import field, me


@require_http_methods(["GET", "HEAD", "POST"])
def letterhead(request: HttpRequest) -> HttpResponse:
    team = _team(request)
    now = Letterhead.objects.filter(team=team).first() or Letterhead(team=team)
    shown = {"team": team, "now": now, "name": now.name, "lines": "\n".join(now.lines)}
    if request.method != "POST":
        return render(request, "transcripts/letterhead.html", shown)
    told = {"name": field(request, "name"), "lines": field(request, "lines")}
    try:
        logo = _logo(request)
        change_letterhead(
            by=me(request), team=team, logo=logo, without_logo="without_logo" in request.POST, **told
        )
    except Refused as refusal:
        problem = {"problem": in_words(refusal), "at": refusal.field}
        return render(request, "transcripts/letterhead.html", shown | told | problem, status=400)
    messages.success(request, _("The letterhead was changed."))
    return redirect(f"{reverse('letterhead')}?team={team.pk}")


@require_safe
def logo(request: HttpRequest) -> HttpResponse:
    now = get_object_or_404(Letterhead.objects.exclude(logo=None), team=_team(request))
    answer = HttpResponse(bytes(now.logo or b""), content_type="image/png")
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _team(request: HttpRequest) -> Team:
    """The one that is named, else the first that the person owns. Raises Http404."""
    named = request.POST.get("team") or request.GET.get("team", "")
    mine = access.teams_where(me(request), access.OWNERS)
    found = next((one for one in mine if str(one.pk) == named), None) if named else mine.first()
    if found is None:
        raise Http404
    return found


def _logo(request: HttpRequest) -> bytes | None:
    """Raises LargeLogo."""
    brought = request.FILES.get("logo")
    if brought is None:
        return None
    if (brought.size or 0) > MOST:
        raise LargeLogo
    return bytes(brought.read())
