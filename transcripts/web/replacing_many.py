"""Find and replace in many transcripts: those that were ticked, or what a search finds. One change, and one undo for all of it."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from transcripts import access
from transcripts.actions import replace as desk
from transcripts.errors import NotAllowed, Refused
from transcripts.library.filters import View
from transcripts.library.finding import in_transcripts, to_correct
from transcripts.library.history import changed_at_once
from transcripts.library.selection import all_of
from transcripts.library.words import in_words
from transcripts.models import Transcription, User
from transcripts.web.http import me
from transcripts.web.replacing import Asked, asked_in, say_undone

# What a search understands beside plain words; with these nobody means to find the very text.
_NO_PLAIN_WORDS = frozenset(':-"«»“”')


@dataclass(frozen=True, slots=True)
class Selection:
    """`fields` name it again in a form. Not `is_all`: more was meant than can be changed at once."""

    recordings: list[UUID]
    fields: list[tuple[str, str]]
    is_all: bool


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def replacing(request: HttpRequest) -> HttpResponse:
    """`?id=…&id=…`, or `?q=…` with what narrows it; by POST, too, for more ids than an address holds. `apply` changes."""
    user = me(request)
    if not access.may_upload(user):
        raise PermissionDenied
    told = request.POST if request.method == "POST" else request.GET
    selection, wish = _selection(user, told), asked_in(told)
    runs = to_correct(user, selection.recordings)
    shown = {
        "selection": selection,
        "asked": wish,
        "runs": runs,
        "left": len(selection.recordings) - len(runs),
    }
    try:
        if "apply" in request.POST:
            return _replace(request, runs, wish)
        found = list(in_transcripts(runs, wish.wanted)) if wish.find else None
    except Refused as error:
        return render(
            request, "transcripts/replace_many.html", shown | {"problem": in_words(error)}, status=400
        )
    if found is None:
        shown["asked"] = Asked(
            _plain(told.get("q", "")), "", folded=wish.folded, whole_words=wish.whole_words
        )
    else:
        shown |= {"found": found, "count": sum(one.count for one in found)}
    return render(request, "transcripts/replace_many.html", shown)


def _selection(user: User, told: QueryDict) -> Selection:
    most = desk.MOST_TRANSCRIPTS
    if ids := _ids(told.getlist("id")):
        return Selection(ids[:most], [("id", str(one)) for one in ids[:most]], len(ids) <= most)
    view = View.of(told)
    if view == View():
        return Selection([], [], is_all=True)
    found = all_of(user, view, most)
    return Selection(found[:most], list(view.pairs()), len(found) <= most)


def _ids(values: list[str]) -> list[UUID]:
    """Those that are identities; what is none belongs to no recording."""
    found: dict[UUID, None] = {}
    for value in values:
        try:
            found[UUID(value)] = None
        except ValueError:
            continue
    return list(found)


def _plain(q: str) -> str:
    """What was searched for, to begin with, where it is plain words."""
    return "" if _NO_PLAIN_WORDS & set(q) else q.replace("\0", "").strip()


def _replace(request: HttpRequest, runs: list[Transcription], wish: Asked) -> HttpResponse:
    """Raises Refused where nothing may be done at all."""
    ticked = set(_ids(request.POST.getlist("take")))
    chosen = [run for run in runs if run.recording_id in ticked]
    batch = desk.replace(by=me(request), transcriptions=chosen, wanted=wish.wanted, text=wish.replace)
    for run, error in batch.refused:
        messages.warning(request, f"{run.recording.title}: {in_words(error)}")
    if not batch.count:
        messages.info(request, _("Nothing was found, so nothing was changed."))
        return redirect("library")
    said = ngettext("%(n)d place was changed.", "%(n)d places were changed.", batch.count)
    messages.success(request, said % {"n": batch.count})
    return redirect("replaced", batch.id)


@require_safe
@never_cache
def replaced(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Which transcripts one change went through, for as long as they are there."""
    changed = changed_at_once(me(request), batch)
    if not changed:
        raise Http404
    may_undo = access.may_upload(me(request)) and not all(one.is_undone for one in changed)
    shown = {"changed": changed, "batch": batch, "may_undo": may_undo}
    return render(request, "transcripts/replaced.html", shown)


@require_POST
def undo(request: HttpRequest, batch: UUID) -> HttpResponse:
    if not changed_at_once(me(request), batch):
        raise Http404
    try:
        say_undone(request, desk.undo(by=me(request), batch=batch))
    except NotAllowed as error:
        raise PermissionDenied(in_words(error)) from None
    return redirect("replaced", batch)
