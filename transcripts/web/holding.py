"""Legal hold: why nothing of a recording or folder may go, and since when."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from transcripts import access
from transcripts.actions import hold as holding
from transcripts.errors import NotAllowed, RaceLost, Refused
from transcripts.library.trash import reachable
from transcripts.library.words import in_words
from transcripts.models import Folder, Hold, Recording
from transcripts.web.http import field, me


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def recording(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    row = reachable(me(request), recording_id)
    if not access.may_hold(me(request), row):
        raise PermissionDenied(in_words(NotAllowed()))
    return _answer(request, row, Hold.on(row))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def folder(request: HttpRequest, folder_id: int) -> HttpResponse:
    found = get_object_or_404(access.folders(me(request)).select_related("team"), pk=folder_id)
    if not access.may_manage(me(request), found.team):
        raise PermissionDenied(in_words(NotAllowed()))
    return _answer(request, found, Hold.on_folder(found))


def _answer(request: HttpRequest, on: Recording | Folder, held: Hold | None) -> HttpResponse:
    """`held` may be that of a folder above, which is lifted there."""
    own = held if held and (held.recording == on or held.folder == on) else None
    shown = {"on": on, "held": own, "above": None if own else held, "is_folder": isinstance(on, Folder)}
    if request.method != "POST":
        return render(request, "transcripts/hold.html", shown)
    try:
        messages.success(request, _act(request, on, own))
    except Refused as refusal:
        typed = {"reason": field(request, "reason"), "problem": in_words(refusal)}
        return render(request, "transcripts/hold.html", shown | typed, status=400)
    except RaceLost as lost:
        messages.error(request, in_words(lost))
        return redirect("trash")
    return redirect(request.path)


def _act(request: HttpRequest, on: Recording | Folder, own: Hold | None) -> str:
    if "lift" in request.POST:
        if own is not None:
            holding.lift(by=me(request), held=own)
        return _("The legal hold was lifted.")
    reason = field(request, "reason")
    if isinstance(on, Recording):
        holding.hold(by=me(request), recording=on, reason=reason)
    else:
        holding.hold_folder(by=me(request), folder=on, reason=reason)
    return _("Nothing of it goes from now on.")
