"""What nobody is there for any more: received and not finished, never gone on with, or left behind by the killed."""

import logging
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.core.files.storage import default_storage

from transcripts.errors import RaceLost
from transcripts.intake.arriving import Expired, receive_if_whole
from transcripts.intake.store import Store
from transcripts.media import keys
from transcripts.models import Recording, Stage, Upload
from transcripts.models.upload import ENDED, unheld

log = logging.getLogger(__name__)

# A message that was lost is sent again after this long.
NUDGE_AGAIN = timedelta(seconds=15)
# An upload whose last byte came so long ago without anybody saying so: its request has died.
SILENT = timedelta(seconds=60)
# Files without a record may be somebody's who is just about to write one; not after so long.
ORPHANED = timedelta(days=1)
BATCH = 500


def due(now: datetime) -> list[UUID]:
    """Received uploads of which a recording is to be made; each is told to one caller only."""
    rows = unheld(now)
    # Asked several times a second: there is hardly ever one, and to ask for all its columns costs twice as much.
    if not rows.exists():
        return []
    return [upload.pk for upload in rows[:BATCH] if upload.nudge(now, NUDGE_AGAIN)]


def receive_silent(store: Store, now: datetime) -> None:
    """Those that are whole, though nobody lived to say so."""
    rows = Upload.objects.filter(state=Stage.RECEIVING, touched_at__lt=now - SILENT).exclude(length=None)
    for upload in rows.order_by("-touched_at")[:BATCH]:
        with suppress(RaceLost):
            receive_if_whole(upload, store.offset(upload))


def expire(store: Store, now: datetime) -> None:
    """What nobody goes on with gives back its room; what ended long ago is forgotten."""
    for upload in Upload.objects.filter(state=Stage.RECEIVING, expires_at__lte=now)[:BATCH]:
        with suppress(RaceLost):
            upload.expire(now, Expired())
            store.discard(upload)
    Upload.objects.filter(state__in=ENDED, expires_at__lte=now).delete()


def remove_left_behind(store: Store, now: datetime) -> None:
    """What no record knows of: its writer was killed between the bytes and the row, or between the row and the bytes."""
    store.remove_strays(now - ORPHANED)
    _remove_orphans(now)


def _remove_orphans(now: datetime) -> None:
    for ids in _batches(_stored_ids()):
        for recording_id in ids - _known(ids):
            with suppress(FileNotFoundError):  # somebody has just taken them away
                if _last_written(recording_id) < now - ORPHANED:
                    _remove(recording_id)


def _stored_ids() -> Iterator[UUID]:
    try:
        folders, _files = default_storage.listdir(keys.FOLDER)
    except FileNotFoundError:
        return
    for name in folders:
        with suppress(ValueError):  # not ours
            yield UUID(name)


def _batches(ids: Iterator[UUID]) -> Iterator[set[UUID]]:
    batch: set[UUID] = set()
    for one in ids:
        batch.add(one)
        if len(batch) == BATCH:
            yield batch
            batch = set()
    yield batch


def _known(ids: set[UUID]) -> set[UUID]:
    """Of what has gone for good nothing is left to know: here goes what a frozen process still wrote for it."""
    under_way = Upload.objects.filter(recording_id__in=ids).exclude(state__in=ENDED)
    with_files = Recording.objects.filter(pk__in=ids, purged_at=None, sound_gone_at=None)
    return {
        *with_files.values_list("pk", flat=True),
        *under_way.values_list("recording_id", flat=True),
    }


def _files(recording_id: UUID) -> list[str]:
    folder = keys.folder(recording_id)
    return [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]


def _last_written(recording_id: UUID) -> datetime:
    names = _files(recording_id) or [keys.folder(recording_id)]
    return max(default_storage.get_modified_time(name) for name in names)


def _remove(recording_id: UUID) -> None:
    log.info("Removed the files of recording %s, which is in no record.", recording_id)
    for name in _files(recording_id):
        default_storage.delete(name)
    default_storage.delete(keys.folder(recording_id))
