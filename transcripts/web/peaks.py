"""The waveform for the player: all of it at a glance, or a stretch from near."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from transcripts import access
from transcripts.media.peaks import overview, places
from transcripts.models import Recording
from transcripts.web.http import me

COLUMNS = 1200
MOST_COLUMNS = 20_000
_COMPACT = {"separators": (",", ":")}


@dataclass(frozen=True, slots=True)
class Asked:
    """`start` and `end` in seconds; at most `columns` numbers for what lies between."""

    columns: int
    start: float
    end: float


@require_safe
def peaks(request: HttpRequest, recording_id: UUID) -> HttpResponseBase:
    """`?columns=1200&from=0&to=60` as `{"duration", "from", "to", "peaks": [0…255, …]}`: the numbers share the time
    evenly (`media.peaks` says what they mean). 404 while there is none.
    """
    return waveform(request, get_object_or_404(access.recordings(me(request)), pk=recording_id))


def waveform(request: HttpRequest, recording: Recording) -> HttpResponseBase:
    """For whoever may hear it: that is the caller's to know."""
    if not recording.peaks:
        raise Http404
    try:
        asked = _asked(request, recording.duration)
    except ValueError:
        return HttpResponseBadRequest()
    tag = f'"{recording.sound_sha256}"'
    unchanged = get_conditional_response(request, etag=tag)
    try:
        answer = unchanged or JsonResponse(_drawn(recording, asked), json_dumps_params=_COMPACT)
    except ConnectionError:  # the storage is away for a while
        return HttpResponse(status=503, headers={"Retry-After": "10"})
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _asked(request: HttpRequest, duration: float) -> Asked:
    """Raises ValueError for what are no such numbers."""
    columns = int(request.GET.get("columns", COLUMNS))
    start, end = float(request.GET.get("from", 0)), float(request.GET.get("to", duration))
    if not 1 <= columns <= MOST_COLUMNS or not 0 <= start < end:
        raise ValueError
    return Asked(columns, start, min(end, duration))


def _drawn(recording: Recording, asked: Asked) -> dict[str, object]:
    try:
        stretch = _stretch(recording.peaks, *places(asked.start, asked.end))
    except FileNotFoundError:
        raise Http404 from None
    return {
        "duration": recording.duration,
        "from": asked.start,
        "to": asked.end,
        "peaks": list(overview(stretch, asked.columns)),
    }


def _stretch(stored: FieldFile, first: int, after: int) -> bytes:
    with stored.open("rb") as file:
        file.seek(first)
        found: bytes = file.read(max(0, after - first))
        return found
