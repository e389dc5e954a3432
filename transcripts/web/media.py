"""The recording itself, for the player and to be saved."""

from pathlib import Path
from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from transcripts import access
from transcripts.actions.reading import downloaded
from transcripts.library.playing import Source, playing
from transcripts.media.kinds import content_type, played_type
from transcripts.models import Recording
from transcripts.web.delivery import Sent, deliver
from transcripts.web.http import me


@require_safe
def media(request: HttpRequest, recording_id: UUID) -> HttpResponseBase:
    """What plays best now, to those who may read the recording. `?download` saves the original under its own name."""
    recording = get_object_or_404(access.recordings(me(request)).select_related("team"), pk=recording_id)
    if not recording.file:
        raise Http404
    if "download" not in request.GET:
        return deliver(request, played(recording))
    downloaded(by=me(request), recording=recording)
    return deliver(request, original(recording, download=True))


def played(recording: Recording) -> Sent:
    """The original, too, where nothing else is there yet: some browser may play it after all."""
    shown = playing(recording)
    if shown.source == Source.COPY:
        return _copy(recording)
    if shown.source == Source.SOUND and shown.is_ready:
        return _sound(recording)
    return original(recording, download=False)


def original(recording: Recording, *, download: bool) -> Sent:
    named = content_type if download else played_type
    return Sent(
        stored=recording.file,
        size=recording.size,
        tag=f'"{recording.sha256}"',
        content_type=named(recording.container, recording.has_video),
        filename=recording.filename,
        duration=recording.duration,
        download=download,
    )


def _sound(recording: Recording) -> Sent:
    return Sent(
        stored=recording.sound,
        tag=f'"{recording.sound_sha256}-sound"',
        content_type="audio/flac",
        filename=Path(recording.filename).stem + ".flac",
        duration=recording.duration,
    )


def _copy(recording: Recording) -> Sent:
    """Of one file there may be a copy with each of its sound tracks."""
    return Sent(
        stored=recording.rendition,
        tag=f'"{recording.sha256}-copy-{recording.track}"',
        content_type="video/mp4",
        filename=Path(recording.filename).stem + ".mp4",
        duration=recording.duration,
    )
