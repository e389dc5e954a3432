"""Guest links as the team sees them: give one for a recording, look at those that live, take them back, allow them at all."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from transcripts import access
from transcripts.actions import share as sharing
from transcripts.errors import Refused
from transcripts.library.sharing import links_of, links_of_team
from transcripts.library.words import in_words
from transcripts.models import Recording, Team
from transcripts.web.http import field, me

DAYS = (1, 3, 7, 14, 30, 90, 365)


def _recording(request: HttpRequest, recording_id: UUID) -> Recording:
    """Raises Http404 for those who may neither give links here nor take any back."""
    row: Recording = get_object_or_404(access.recordings(me(request)).select_related("team"), pk=recording_id)
    if not access.may_edit(me(request), row):
        raise Http404
    return row


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def recording_sharing(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    row = _recording(request, recording_id)
    if request.method != "POST":
        return _page(request, row)
    try:
        _link, token = sharing.share(
            by=me(request),
            recording=row,
            days=_days(request),
            name=field(request, "name"),
            password=field(request, "password"),
            may_download="download" in request.POST,
        )
    except Refused as refusal:
        return _page(request, row, status=400, problem=in_words(refusal), problem_field=refusal.field)
    # Not a redirect: this answer alone ever holds the token.
    address = request.build_absolute_uri(reverse("shared", args=[token]))
    return _page(request, row, made=address, made_with_password=bool(field(request, "password")))


def _days(request: HttpRequest) -> int:
    asked = request.POST.get("days", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0


def _page(request: HttpRequest, row: Recording, status: int = 200, **shown: object) -> HttpResponse:
    context = {
        "recording": row,
        "links": links_of(me(request), row),
        "may_share": access.may_share(me(request), row),
        "may_allow": access.owns(me(request), row.team_id),
        "days": [(n, ngettext("%(n)d day", "%(n)d days", n) % {"n": n}) for n in DAYS],
        "default": sharing.DAYS,
        **shown,
    }
    return render(request, "transcripts/sharing.html", context, status=status)


@require_POST
def revoke(request: HttpRequest, link_id: UUID) -> HttpResponse:
    link = get_object_or_404(access.guest_links(me(request)), pk=link_id)
    sharing.revoke(by=me(request), link=link)
    messages.success(request, _("The link was taken back. It leads nowhere any more."))
    if "team" in request.POST:
        return redirect(f"{reverse('team_sharing')}?team={link.recording.team_id}")
    return redirect("recording_sharing", link.recording_id)


def owned_team(request: HttpRequest) -> Team:
    """That of `?team=`, else the first that the person owns. Raises Http404."""
    mine = access.teams_where(me(request), access.OWNERS)
    wanted = request.GET.get("team", "")
    try:
        found = mine.filter(pk=UUID(wanted)).first() if wanted else mine.first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def team_sharing(request: HttpRequest) -> HttpResponse:
    team = owned_team(request)
    if request.method == "POST":
        allowed = request.POST.get("allowed") == "1"
        sharing.allow_guest_links(by=me(request), team=team, allowed=allowed)
        said = (
            _("Guest links are allowed now.") if allowed else _("Guest links are off. None leads anywhere.")
        )
        messages.success(request, said)
        return redirect(f"{reverse('team_sharing')}?team={team.pk}")
    shown = {
        "team": team,
        "teams": access.teams_where(me(request), access.OWNERS),
        "links": links_of_team(me(request), team, request.GET.get("page", "")),
    }
    return render(request, "transcripts/team_sharing.html", shown)
