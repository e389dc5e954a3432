"""A recording's words as a file, in the version that the page shows unless another is asked for."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from transcripts.actions.reading import exported
from transcripts.errors import Refused
from transcripts.library.exporting import file_name, order
from transcripts.library.pages import RecordingPage, recording_page
from transcripts.models import Revision
from transcripts.web.delivery import named
from transcripts.web.http import me, refused


@require_safe
def export(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    page = recording_page(me(request), recording_id, request.GET.get("transcription", ""))
    revision = _revision(page, request.GET.get("revision", ""))
    try:
        asked = order(request.GET.dict()).headed(page.recording.team_id)
        made = asked.write(revision)
    except Refused as refusal:
        return refused(request, refusal, page.recording)
    exported(by=me(request), recordings=[page.recording], format=asked.format.name)
    answer = HttpResponse(made.content, content_type=asked.format.media_type)
    name = file_name(page.recording.title, asked.format, made.note)
    answer["Content-Disposition"] = named(name, download=True)
    return answer


def _revision(page: RecordingPage, wanted: str) -> Revision:
    """Raises Http404 where there are no words, or no such version."""
    if page.revision is None or page.transcription is None:
        raise Http404
    if not wanted:
        return page.revision
    if not (wanted.isascii() and wanted.isdigit()) or len(wanted) > 9:
        raise Http404
    found = page.transcription.revisions.filter(number=int(wanted)).first()
    if found is None:
        raise Http404
    return found
