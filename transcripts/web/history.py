"""The versions of a transcript: who changed what and when, and the way back to any of them."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from transcripts.actions import correct
from transcripts.errors import TranscriptsError
from transcripts.library.differences import Difference, differences
from transcripts.library.exporting import choices
from transcripts.library.history import Entry, history, saves
from transcripts.library.pages import recording_page
from transcripts.models import Revision, Transcription
from transcripts.models.transcript import MACHINE
from transcripts.web.http import field, me, refused
from transcripts.web.words import newest, transcription_of

# Places that are shown of one comparison.
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Told:
    """What the page tells of the difference between two versions: of `count` places the first ones."""

    before: int
    after: int
    places: list[Difference]
    count: int


@require_safe
@never_cache
def versions(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    """All of them, newest first; with `?from=0&to=5` also what changed between these two, with `?within=5` each save of one, with `?export=5` the way to take that one along."""
    page = recording_page(me(request), recording_id, request.GET.get("transcription", ""), with_words=True)
    if page.revision is None or page.transcription is None:
        raise Http404
    entries = history(page.transcription)
    opened = _opened(request, entries)
    shown = {
        "page": page,
        "recording": page.recording,
        "transcription": page.transcription,
        "newest": page.revision.number,
        "entries": _with_before(entries),
        "opened": opened,
        "saves": _with_before(saves(page.transcription, opened)) if opened else [],
        "told": _told(request, page.transcription, entries),
        "exporting": _exporting(request, page.revision.number),
        "exports": choices(),
    }
    return render(request, "transcripts/history.html", shown)


def _with_before(entries: list[Entry]) -> list[tuple[Entry, int]]:
    return [(entry, max(MACHINE, entry.first - 1)) for entry in entries]


def _opened(request: HttpRequest, entries: list[Entry]) -> Entry | None:
    """The one in which the version of `?within=` stands, where it was saved more than once."""
    asked = request.GET.get("within", "")
    if not _is_number(asked):
        return None
    return next((one for one in entries if one.first <= int(asked) <= one.last and one.saves > 1), None)


def _exporting(request: HttpRequest, newest: int) -> int | None:
    """The version of `?export=`; they are numbered without gaps."""
    asked = request.GET.get("export", "")
    return int(asked) if _is_number(asked) and int(asked) <= newest else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9


def _told(request: HttpRequest, transcription: Transcription, entries: list[Entry]) -> Told | None:
    """Of what is asked for; of the last change where nothing is. Raises Http404 for versions that are not there."""
    asked = [request.GET.get(name, "") for name in ("from", "to")]
    if not all(map(_is_number, asked)):
        if entries[0].is_machine:
            return None
        asked = [str(entries[0].first - 1), str(entries[0].last)]
    before, after = (_revision(transcription, int(text)) for text in asked)
    found = differences(before, after)
    return Told(before.number, after.number, found[:SHOWN], len(found))


def _revision(transcription: Transcription, number: int) -> Revision:
    found: Revision = get_object_or_404(transcription.revisions, number=number)
    return found


@require_POST
def restore(request: HttpRequest, recording_id: UUID, transcription_id: UUID) -> HttpResponse:
    """Give back version `number`, as a new one. The toast offers to undo it."""
    transcription = transcription_of(request, recording_id, transcription_id)
    number = field(request, "number") or request.GET.get("number", "")
    if not _is_number(number):
        raise Http404
    before = newest(transcription).number
    try:
        made = correct.restore(by=me(request), transcription=transcription, number=int(number))
    except TranscriptsError as error:
        return refused(request, error, transcription.recording)
    if made.number != before:
        undo = reverse("transcription_restore", args=[recording_id, transcription_id])
        messages.success(
            request, _("The transcript is as it was then."), extra_tags=f"{undo}?number={before}"
        )
    return redirect(f"{reverse('recording', args=[recording_id])}?transcription={transcription_id}")
