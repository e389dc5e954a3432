"""Find and replace in one transcript: what would change is shown and counted first, and one click takes it back."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from transcripts.actions import replace as desk
from transcripts.errors import NotAllowed, Refused
from transcripts.library.finding import Found, in_transcript
from transcripts.library.pages import recording_page
from transcripts.library.words import in_words
from transcripts.models import Transcription
from transcripts.text.finding import Wanted
from transcripts.web.http import me


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form holds. `replace` is taken literally, an empty one removes."""

    find: str
    replace: str
    folded: bool
    whole_words: bool

    @property
    def wanted(self) -> Wanted:
        """Raises NothingToFind."""
        return desk.asked(self.find, folded=self.folded, whole_words=self.whole_words)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def replacing(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    page = recording_page(me(request), recording_id, request.GET.get("transcription", ""), with_words=True)
    transcription = page.transcription
    if transcription is None or page.revision is None:
        raise Http404
    if not page.may_edit:
        raise PermissionDenied
    asked = asked_in(request.POST if request.method == "POST" else request.GET)
    shown: dict[str, object] = {"page": page, "recording": page.recording, "transcription": transcription}
    try:
        if request.method == "POST":
            return _replace(request, transcription, asked)
        found = _found(transcription, asked)
    except Refused as error:
        return render(
            request,
            "transcripts/replace.html",
            shown | {"asked": asked, "problem": in_words(error)},
            status=403 if isinstance(error, NotAllowed) else 400,
        )
    return render(request, "transcripts/replace.html", shown | {"asked": asked, "found": found})


def asked_in(told: QueryDict) -> Asked:
    find, by = (told.get(name, "").replace("\0", "") for name in ("find", "replace"))
    # An untouched form starts with what most people mean.
    whole = "whole_words" in told or "find" not in told
    return Asked(find, by, folded="folded" in told, whole_words=whole)


def _found(transcription: Transcription, asked: Asked) -> Found | None:
    return in_transcript(transcription, asked.wanted) if asked.find else None


def _replace(request: HttpRequest, transcription: Transcription, asked: Asked) -> HttpResponse:
    done = desk.replace(
        by=me(request), transcriptions=[transcription], wanted=asked.wanted, text=asked.replace
    )
    for _left, error in done.refused:
        raise error
    if done.count:
        said = ngettext("%(n)d place was changed.", "%(n)d places were changed.", done.count)
        undo = reverse("replace_undo", args=[transcription.recording_id, done.id])
        messages.success(request, said % {"n": done.count}, extra_tags=undo)
    else:
        messages.info(request, _("Nothing was found, so nothing was changed."))
    page = reverse("recording", args=[transcription.recording_id])
    return redirect(f"{page}?transcription={transcription.pk}")


@require_POST
def undo(request: HttpRequest, recording_id: UUID, batch: UUID) -> HttpResponse:
    page = recording_page(me(request), recording_id)
    try:
        say_undone(request, desk.undo(by=me(request), batch=batch))
    except NotAllowed as error:
        raise PermissionDenied(in_words(error)) from None
    return redirect("recording", page.recording.pk)


def say_undone(request: HttpRequest, undone: desk.Undone) -> None:
    if undone.left:
        left = ngettext(
            "Undone, but for %(n)d place that somebody has changed since.",
            "Undone, but for %(n)d places that somebody has changed since.",
            undone.left,
        )
        messages.warning(request, left % {"n": undone.left})
    else:
        messages.success(request, _("Everything is as it was before."))
