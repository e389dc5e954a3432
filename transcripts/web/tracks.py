"""The first moments of each of a file's sound tracks, to be heard before one of them is chosen."""

import re
import threading
from pathlib import Path
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from transcripts import access
from transcripts.errors import BadMedia, storage_is_away
from transcripts.library.tracks import track_choices
from transcripts.media import keys
from transcripts.media.audio import beginning
from transcripts.models import Recording
from transcripts.scratch import on_disk, stored, work_folder
from transcripts.web.delivery import Sent, deliver
from transcripts.web.http import me

SECONDS = 30.0
PATIENCE = 20.0  # seconds for which one who asks waits for others' tracks
# The file of hours must perhaps be fetched from a bucket for this: one at a time, so that pages keep their threads.
_making = threading.Lock()


@require_safe
def track(request: HttpRequest, recording_id: UUID, index: int) -> HttpResponseBase:
    """Made when it is first asked for. 404 for a track that is none, or in which there is nothing to hear."""
    recording = get_object_or_404(access.recordings(me(request)), pk=recording_id)
    if index not in {choice.index for choice in track_choices(recording)}:
        raise Http404
    try:
        name = _kept(recording.pk, index) or _made_in_turn(recording, index)
    except (BadMedia, FileNotFoundError):
        raise Http404 from None
    except OSError as error:
        if not storage_is_away(error):
            raise
        name = None
    if name is None:
        return HttpResponse(status=503, headers={"Retry-After": "10"})
    return deliver(request, _sent(recording, name))


def _kept(recording_id: UUID, index: int) -> str | None:
    """The name that the storage gave it: what it was to be called, with a mark of the storage's own or without."""
    folder, _slash, wanted = keys.track_beginning(recording_id, index).rpartition("/")
    stem = Path(wanted).stem
    try:
        names = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return None
    return next((f"{folder}/{name}" for name in names if re.split(r"[_.]", name)[0] == stem), None)


def _made_in_turn(recording: Recording, index: int) -> str | None:
    """None where others' tracks left no time for this one."""
    if not _making.acquire(timeout=PATIENCE):
        return None
    try:
        return _kept(recording.pk, index) or _make(recording, index)
    finally:
        _making.release()


def _make(recording: Recording, index: int) -> str:
    with on_disk(recording.file) as source, work_folder() as folder:
        target = folder / "beginning.flac"
        beginning(source, target, track=index, seconds=SECONDS)
        return stored(target, keys.track_beginning(recording.pk, index))


def _sent(recording: Recording, name: str) -> Sent:
    return Sent(
        stored=FieldFile(recording, Recording._meta.get_field("sound"), name),
        tag=f'"{recording.sha256}-{Path(name).stem}"',
        content_type="audio/flac",
        filename=f"{Path(recording.filename).stem}.flac",
        duration=SECONDS,
    )
