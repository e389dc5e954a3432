"""What is done to several recordings at once, from the bar below the list; and its undoing."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from transcripts import access
from transcripts.actions import arrange, rearrange, tags
from transcripts.actions.arrange import Done
from transcripts.actions.transcribe_many import offer, transcribe_many
from transcripts.errors import NotAllowed, Refused
from transcripts.library.filters import NO_FOLDER, View
from transcripts.library.offers import stopping
from transcripts.library.selection import all_of, identities
from transcripts.library.words import in_words
from transcripts.models import Folder, Tag
from transcripts.models.transcription import Model
from transcripts.web.archives import export
from transcripts.web.http import back, field, me

# An address has an end: more than these are handed on as the view that shows them.
MOST_IN_ADDRESS = 60


@dataclass(frozen=True, slots=True)
class Chosen:
    """`is_all`: whatever the view shows, on all its pages."""

    recordings: list[UUID]
    view: View
    is_all: bool


def chosen(request: HttpRequest) -> Chosen:
    view, is_all = View.of(request.POST), bool(request.POST.get("all"))
    ticked = [one for told in request.POST.getlist("id") for one in told.split(",")]
    found = all_of(me(request), view, arrange.MOST) if is_all else identities(ticked)
    return Chosen(found, view, is_all)


@require_POST
def selected(request: HttpRequest) -> HttpResponseBase:
    """`act` says what; then the same page again, or the next step."""
    if request.POST.get("act") != "export" and not access.may_upload(me(request)):
        raise PermissionDenied(in_words(NotAllowed()))
    these = chosen(request)
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    if not these.recordings:
        messages.warning(request, _("Choose some recordings first."))
        return back(request)
    try:
        return act(request, these)
    except NotAllowed as refusal:
        raise PermissionDenied(in_words(refusal)) from None
    except Refused as refusal:
        messages.error(request, in_words(refusal))
        return back(request)


@require_POST
def undo(request: HttpRequest, arrangement: UUID) -> HttpResponse:
    try:
        count = rearrange.undo(by=me(request), arrangement=arrangement)
    except Refused as refusal:
        messages.error(request, in_words(refusal))
    else:
        said = ngettext("%(n)d recording is as it was.", "%(n)d recordings are as they were.", count)
        messages.success(request, said % {"n": count})
    return back(request)


def _move(request: HttpRequest, these: Chosen) -> HttpResponse:
    into = _folder(request, field(request, "folder_to"))
    done = arrange.move(by=me(request), recordings=these.recordings, into=into)
    if into is None:
        said = ngettext(
            "%(n)d recording lies in no folder now.", "%(n)d recordings lie in no folder now.", done.count
        )
    else:
        said = ngettext(
            "%(n)d recording is in “%(name)s” now.", "%(n)d recordings are in “%(name)s” now.", done.count
        )
    return _told(request, done, said % {"n": done.count, "name": into or ""})


def _tag(request: HttpRequest, these: Chosen) -> HttpResponse:
    tag = _wanted_tag(request, these)
    done = arrange.tag(by=me(request), recordings=these.recordings, tag=tag)
    said = ngettext(
        "%(n)d recording has the tag “%(name)s” now.",
        "%(n)d recordings have the tag “%(name)s” now.",
        done.count,
    )
    return _told(request, done, said % {"n": done.count, "name": tag})


def _untag(request: HttpRequest, these: Chosen) -> HttpResponse:
    tag = get_object_or_404(access.tags(me(request)), pk=_number(field(request, "tag_to")))
    done = arrange.untag(by=me(request), recordings=these.recordings, tag=tag)
    said = ngettext(
        "The tag “%(name)s” was taken off %(n)d recording.",
        "The tag “%(name)s” was taken off %(n)d recordings.",
        done.count,
    )
    return _told(request, done, said % {"n": done.count, "name": tag})


def _remove(request: HttpRequest, these: Chosen) -> HttpResponse:
    # (Of what may be changed alone: nobody learns by it what others do.)
    cost = stopping(
        list(access.editable(me(request)).filter(pk__in=these.recordings).values_list("pk", flat=True))
    )
    done = arrange.remove(by=me(request), recordings=these.recordings)
    said = ngettext("%(n)d recording is in the trash.", "%(n)d recordings are in the trash.", done.count)
    return _told(request, done, f"{said % {'n': done.count}} {cost}".strip())


def _transcribe(request: HttpRequest, these: Chosen) -> HttpResponse:
    """The price of either model first."""
    offers = [
        (model, offer(by=me(request), recordings=these.recordings, stt_model=model.value)) for model in Model
    ]
    shown = {"offers": offers, "view": these.view, "count": len(these.recordings)}
    return render(request, "transcripts/transcribe_many.html", shown)


def _buy(request: HttpRequest, these: Chosen) -> HttpResponse:
    count = transcribe_many(
        by=me(request), recordings=these.recordings, stt_model=field(request, "stt_model")
    )
    said = ngettext("%(n)d recording was ordered.", "%(n)d recordings were ordered.", count) % {"n": count}
    messages.success(request, said)
    return redirect(f"{reverse('library')}?{these.view.address}")


def _export(request: HttpRequest, these: Chosen) -> HttpResponseBase:
    """Its page takes a search or a folder; what else was chosen beside these it gets one by one."""
    if these.is_all and these.view.is_plain:
        return redirect(f"{reverse('export')}?{these.view.address}")
    if len(these.recordings) <= MOST_IN_ADDRESS:
        return redirect(f"{reverse('export')}?{_named(these)}")
    told = QueryDict(mutable=True)
    told.setlist("id", [str(one) for one in these.recordings])
    request.POST = told  # type: ignore[assignment]  # as if its own form had been sent
    return export(request)


def _replace(request: HttpRequest, these: Chosen) -> HttpResponse:
    few = not these.is_all and len(these.recordings) <= MOST_IN_ADDRESS
    return redirect(f"{reverse('replace')}?{_named(these) if few else these.view.address}")


def _named(these: Chosen) -> str:
    return urlencode([("id", str(one)) for one in these.recordings])


_ACTS: dict[str, Callable[[HttpRequest, Chosen], HttpResponseBase]] = {
    "move": _move,
    "tag": _tag,
    "untag": _untag,
    "remove": _remove,
    "transcribe": _transcribe,
    "buy": _buy,
    "export": _export,
    "replace": _replace,
}


def _told(request: HttpRequest, done: Done, said: str) -> HttpResponse:
    undoing = reverse("undo_arrangement", args=[done.arrangement]) if done.arrangement else ""
    messages.success(request, said, extra_tags=undoing)
    return back(request)


def _folder(request: HttpRequest, told: str) -> Folder | None:
    if told == NO_FOLDER:
        return None
    found: Folder = get_object_or_404(access.folders(me(request)).select_related("team"), pk=_number(told))
    return found


def _wanted_tag(request: HttpRequest, these: Chosen) -> Tag:
    """The one that was chosen, or a new one of the team of the first recording."""
    if name := field(request, "tag_new").strip():
        first = (
            access.editable(me(request)).filter(pk__in=these.recordings[:1]).select_related("team").first()
        )
        if first is None:
            raise NotAllowed
        return tags.find_or_make(by=me(request), team=first.team, name=name)
    found: Tag = get_object_or_404(access.tags(me(request)), pk=_number(field(request, "tag_to")))
    return found


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
