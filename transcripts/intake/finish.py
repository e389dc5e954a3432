"""What was received becomes a recording, is known already, or is refused; each step may be repeated.

Done in the request that brought the last byte, or by a worker where that request ended too early.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import Error, connection
from django.utils import timezone

from transcripts import access
from transcripts.errors import NotAllowed, RaceLost, Refused
from transcripts.intake.digests import follower
from transcripts.intake.entry import Arrival, Entry, enter
from transcripts.intake.order import AlreadyHere, Wish, model_of
from transcripts.intake.store import Store
from transcripts.library.twins import Wanted
from transcripts.media import keys
from transcripts.media.probe import Media, probe
from transcripts.media.tracks import choice_of
from transcripts.models import Recording, Upload
from transcripts.models.gate import gate
from transcripts.scratch import on_disk

log = logging.getLogger(__name__)

# What lies elsewhere has to be fetched before it can be looked at; larger files than this keep nobody waiting for it.
SOON_FROM_AFAR = 64 * 1024 * 1024


def is_soon_done(upload: Upload) -> bool:
    return isinstance(default_storage, FileSystemStorage) or (upload.length or 0) <= SOON_FROM_AFAR


def finish(store: Store, upload: Upload) -> None:
    """Afterwards it has ended, unless somebody else is at it or our worker dies."""
    if not upload.take_lease(timezone.now()):
        return
    try:
        with _holding(upload):
            _finish(store, upload)
    except RaceLost as lost:
        log.info("Left upload %s to others: %s", upload.pk, lost)
    except Exception:
        with suppress(Error):
            upload.drop_lease()
        raise


def _finish(store: Store, upload: Upload) -> None:
    """Rows first, then bytes that nobody needs: between the two the sweep would find them."""
    try:
        entry = _entered(upload)
    except AlreadyHere as known:
        upload.recognise(known.transcription)
        store.discard(upload)
    except Refused as error:
        upload.refuse(error)
        store.discard(upload)
    else:
        if not entry.is_new:
            store.discard(upload)


def _entered(upload: Upload) -> Entry:
    """Raises Refused where nothing comes of it."""
    if not access.may_upload_to(upload.created_by, upload.team):
        raise NotAllowed
    model = model_of(upload.stt_model).value
    media, sha256 = _examined(upload)
    track = None if upload.track is None else choice_of(media.tracks, upload.track)
    wish = Wish(
        upload.created_by, Wanted(upload.team, model, upload.confidential, track), sha256, upload.again
    )
    arrival = Arrival(
        recording_id=upload.recording_id,
        file=keys.original(upload.recording_id),
        filename=upload.filename,
        title=upload.title,
        size=upload.length or 0,
        media=media,
    )
    with gate():
        entry = enter(arrival, wish, ask_track=upload.ask_track)
        upload.become(entry.recording, entry.transcription)
    return entry


def _examined(upload: Upload) -> tuple[Media, str]:
    """What it is, and its SHA-256. Raises BadMedia."""
    lying = Recording(id=upload.recording_id, file=keys.original(upload.recording_id))
    with on_disk(lying.file) as path:
        if not connection.in_atomic_block:
            connection.close()
        media, sha256 = probe(path), follower.digest_of(upload.pk, path)
    follower.forget(upload.pk)
    return media, sha256


@contextmanager
def _holding(upload: Upload) -> Iterator[None]:
    """Keep the lease alive while the block runs: fetching and reading a large file takes its time."""
    over = threading.Event()
    keeper = threading.Thread(target=_renew_until, args=(over, upload), name="upload-lease", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _renew_until(over: threading.Event, upload: Upload) -> None:
    while not over.wait(settings.LEASE.total_seconds() / 3):
        try:
            upload.renew_lease(timezone.now())
        except Error as error:
            log.warning("The lease of an upload could not be renewed: %s", type(error).__name__)
        finally:
            connection.close()
