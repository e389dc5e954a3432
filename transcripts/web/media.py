"""The recording itself, for the player and to be saved."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from transcripts import access
from transcripts.media.kinds import content_type
from transcripts.models import Recording
from transcripts.web.delivery import Sent, deliver
from transcripts.web.http import me


@require_safe
def media(request: HttpRequest, recording_id: UUID) -> HttpResponseBase:
    """The stored file, to those who may read the recording. `?download` saves it under its own name."""
    recording = get_object_or_404(access.recordings(me(request)), pk=recording_id)
    return deliver(request, _original(recording, download="download" in request.GET))


def _original(recording: Recording, *, download: bool) -> Sent:
    return Sent(
        stored=recording.file,
        size=recording.size,
        tag=f'"{recording.sha256}"',
        content_type=content_type(recording.container, recording.has_video),
        filename=recording.filename,
        duration=recording.duration,
        download=download,
    )
