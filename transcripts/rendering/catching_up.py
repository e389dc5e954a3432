"""What recordings lack that came in before this program knew of it: looked at once after each start."""

import logging
from dataclasses import asdict
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import Q

from transcripts.errors import BadMedia
from transcripts.library.playing import rendition_of
from transcripts.meanwhile import rest
from transcripts.media import keys
from transcripts.media.audio import draw
from transcripts.media.probe import probe
from transcripts.models import Recording, Rendition
from transcripts.scratch import on_disk, stored, work_folder

log = logging.getLogger(__name__)

_UNDRAWN = Q(peaks="") & ~Q(sound="")
_UNKNOWN = Q(rendition_status=Rendition.UNKNOWN) & ~Q(file="")


def behind() -> list[UUID]:
    """Recordings that lack something, the newest last."""
    found = Recording.objects.filter(_UNDRAWN | _UNKNOWN, deleted_at=None)
    return list(found.order_by("created_at").values_list("pk", flat=True))


def catch_up(recording_id: UUID) -> None:
    """Guarded: what somebody else has done meanwhile stays."""
    recording = Recording.objects.filter(pk=recording_id).first()
    if recording is None:
        return
    for lacks, step in ((_UNKNOWN, _look), (_UNDRAWN, _draw)):
        try:
            if Recording.objects.filter(lacks, pk=recording_id).exists():
                step(recording)
        except (BadMedia, FileNotFoundError) as error:
            log.info("Recording %s could not be looked at again: %s", recording_id, type(error).__name__)


def _look(recording: Recording) -> None:
    """What its tracks are, and whether browsers play it."""
    with on_disk(recording.file) as source:
        rest()
        media = probe(source)
    row = Recording.objects.filter(pk=recording.pk, purged_at=None)
    row.filter(tracks=[]).update(tracks=[asdict(track) for track in media.tracks])
    row.filter(_UNKNOWN).update(rendition_status=rendition_of(media, recording.track))


def _draw(recording: Recording) -> None:
    with on_disk(recording.sound) as sound, work_folder() as folder:
        rest()
        peaks = folder / "peaks"
        draw(sound, peaks)
        name = stored(peaks, keys.peaks(recording.pk))
    same = Recording.objects.filter(pk=recording.pk, peaks="", sound=recording.sound.name)
    if not same.update(peaks=name):
        default_storage.delete(name)
