"""A transcript for the script of its page: where everything stands, and the paragraphs that come into sight."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBadRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from transcripts import access
from transcripts.library import reading
from transcripts.models import Paragraph, Revision, Transcription
from transcripts.web.http import me

BIGGEST = 2**63  # of what a database takes for an id
COMPACT = {"separators": (",", ":"), "ensure_ascii": False}


def transcription_of(request: HttpRequest, recording_id: UUID, transcription_id: UUID) -> Transcription:
    """Raises Http404 for what is not there, or not for this person."""
    mine = access.transcriptions(me(request)).select_related("recording")
    return get_object_or_404(mine, pk=transcription_id, recording=recording_id)


def newest(transcription: Transcription) -> Revision:
    """Raises Http404 while there are no words."""
    found = transcription.revisions.order_by("-number").first()
    if found is None:
        raise Http404
    return found


def outlined(revision: Revision) -> dict[str, object]:
    """`{"revision", "paragraphs": [[id, start, number of words], …]}`, times in seconds or null."""
    places = [[one.id, one.start, one.length] for one in reading.outline(revision)]
    return {"revision": revision.number, "paragraphs": places}


def paragraph(row: Paragraph) -> dict[str, object]:
    """`{"id", "start", "speaker", "words": [[text, start, end, mark], …]}`; `mark` is one of `library.reading`'s, and missing where 0."""
    words = []
    for word in row.paragraph.words:
        mark = reading.mark(word)
        words.append([word.text, word.start, word.end, *([mark] if mark else [])])
    return {"id": row.pk, "start": row.start, "speaker": row.speaker, "words": words}


@require_safe
@never_cache
def words(request: HttpRequest, recording_id: UUID, transcription_id: UUID) -> HttpResponseBase:
    """The outline of the newest revision; with `?ids=4,5,6` those paragraphs, of whichever revision."""
    transcription = transcription_of(request, recording_id, transcription_id)
    if "ids" not in request.GET:
        return JsonResponse(outlined(newest(transcription)), json_dumps_params=COMPACT)
    try:
        ids = [int(one) for one in request.GET["ids"].split(",")]
    except ValueError:
        return HttpResponseBadRequest()
    if not all(0 < one < BIGGEST for one in ids) or len(ids) > reading.MOST:
        return HttpResponseBadRequest()
    rows = [paragraph(row) for row in transcription.paragraphs.filter(pk__in=ids)]
    return JsonResponse({"paragraphs": rows}, json_dumps_params=COMPACT)


@require_safe
@never_cache
def version(request: HttpRequest, recording_id: UUID, transcription_id: UUID) -> HttpResponseBase:
    """`{"revision"}`: the newest one's number, for a page that shows what others save."""
    transcription = transcription_of(request, recording_id, transcription_id)
    return JsonResponse({"revision": newest(transcription).number})
