"""Notes at moments of a recording: written, answered, resolved, taken back. The script gets the list anew, others the page."""

import math
from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from transcripts import access
from transcripts.actions import notes as desk
from transcripts.errors import NotAllowed, Refused
from transcripts.library.notes import threads
from transcripts.library.words import in_words
from transcripts.models import Note, Transcription
from transcripts.web.doorkeeper import refusal
from transcripts.web.http import field, me
from transcripts.web.words import transcription_of


def shown_notes(request: HttpRequest, transcription: Transcription) -> dict[str, object]:
    return {
        "threads": threads(transcription),
        "transcription": transcription,
        "recording": transcription.recording,
        "may_note": access.may_edit(me(request), transcription.recording),
    }


@require_safe
@never_cache
def notes(request: HttpRequest, recording_id: UUID, transcription_id: UUID) -> HttpResponse:
    transcription = transcription_of(request, recording_id, transcription_id)
    return render(request, "parts/notes.html", shown_notes(request, transcription))


@require_POST
def write(request: HttpRequest, recording_id: UUID, transcription_id: UUID) -> HttpResponse:
    """A new thread, or with `parent` an answer in one."""
    transcription = transcription_of(request, recording_id, transcription_id)
    text, parent = request.POST.get("text", ""), field(request, "parent")
    if parent:
        note = _note(transcription, parent)
        return _act(request, transcription, lambda: desk.reply(by=me(request), note=note, text=text))
    moment = _seconds(field(request, "moment"))
    return _act(
        request,
        transcription,
        lambda: desk.write(by=me(request), transcription=transcription, moment=moment, text=text),
    )


@require_POST
def resolve(request: HttpRequest, recording_id: UUID, transcription_id: UUID) -> HttpResponse:
    """With `reopen`, the other way round."""
    transcription = transcription_of(request, recording_id, transcription_id)
    note = _note(transcription, field(request, "note"))
    is_settled = "reopen" not in request.POST
    return _act(request, transcription, lambda: desk.resolve(by=me(request), note=note, resolved=is_settled))


@require_POST
def remove(request: HttpRequest, recording_id: UUID, transcription_id: UUID) -> HttpResponse:
    transcription = transcription_of(request, recording_id, transcription_id)
    note = _note(transcription, field(request, "note"))
    return _act(request, transcription, lambda: desk.remove(by=me(request), note=note))


def _note(transcription: Transcription, text: str) -> Note:
    """Raises Http404."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
    found: Note = get_object_or_404(Note, pk=number, transcription=transcription)
    return found


def _seconds(text: str) -> float:
    """`83.2`, `1:23` or `1:02:03`; what is none of these is no moment, which the desk refuses."""
    try:
        parts = [float(part) for part in text.strip().split(":")]
    except ValueError:
        return math.nan
    return math.fsum(part * unit for part, unit in zip(reversed(parts), (1, 60, 3600), strict=False))


def _act(request: HttpRequest, transcription: Transcription, act: Callable[[], object]) -> HttpResponse:
    """Raises PermissionDenied where it is about who asks, and no script asks."""
    is_script = "HX-Request" in request.headers
    try:
        act()
    except Refused as error:
        if is_script:
            return refusal(403 if isinstance(error, NotAllowed) else 422, error.code, in_words(error))
        if isinstance(error, NotAllowed):
            raise PermissionDenied(in_words(error)) from None
        messages.error(request, in_words(error))
    if is_script:
        return render(request, "parts/notes.html", shown_notes(request, transcription))
    page = reverse("recording", args=[transcription.recording_id])
    return redirect(f"{page}?transcription={transcription.pk}#notes")
