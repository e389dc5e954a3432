"""What was received becomes a recording, is known already, or is refused; each step may be repeated.

Done in the request that brought the last byte; by a worker where that request ended too early, or where it would wait long:
for the disk to have written, for the bucket to join parts, for all of it to be read.
"""

import logging
from contextlib import suppress

from django.db import Error
from django.utils import timezone

from transcripts import access
from transcripts.errors import NotAllowed, RaceLost, Refused
from transcripts.intake.entry import Arrival, Entry, enter
from transcripts.intake.order import AlreadyHere, Wish, model_of
from transcripts.intake.store import Store
from transcripts.library.twins import Wanted
from transcripts.meanwhile import renewing, rest
from transcripts.media import keys
from transcripts.media.probe import Media, probe
from transcripts.media.tracks import choice_of
from transcripts.models import Recording, Upload
from transcripts.models.gate import gate
from transcripts.scratch import on_disk, sha256_of

log = logging.getLogger(__name__)

# Larger files than this keep nobody waiting for the storage.
SOON = 64 * 1024 * 1024


def is_soon_done(upload: Upload) -> bool:
    return (upload.length or 0) <= SOON


def finish(store: Store, upload: Upload) -> None:
    """Afterwards it has ended, unless somebody else is at it or our worker dies."""
    if not upload.take_lease(timezone.now()):
        return
    try:
        with renewing(lambda: upload.renew_lease(timezone.now()), what="an upload"):
            _finish(store, upload)
    except RaceLost as lost:
        log.info("Left upload %s to others: %s", upload.pk, lost)
    except Exception:
        with suppress(Error):
            upload.drop_lease()
        raise


def _finish(store: Store, upload: Upload) -> None:
    """Rows first, then bytes that nobody needs: between the two the sweep would find them."""
    if store.offset(upload) != upload.length:
        # What had not been written yet when the machine stopped: whoever brings it goes on from there.
        upload.reopen()
        return
    store.complete(upload)
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
    model = "" if upload.try_out else model_of(upload.stt_model).value
    media, sha256 = _examined(upload)
    track = None if upload.track is None else choice_of(media.tracks, upload.track)
    by = upload.created_by
    wanted = Wanted(
        upload.team, model, upload.confidential, track, is_trial=upload.try_out, by=by, private=upload.private
    )
    wish = Wish(by, wanted, sha256, upload.again)
    arrival = Arrival(
        recording_id=upload.recording_id,
        file=keys.original(upload.recording_id),
        filename=upload.filename,
        title=upload.title,
        size=upload.length or 0,
        media=media,
        folder=upload.folder,
    )
    with gate():
        entry = enter(arrival, wish, ask_track=upload.ask_track)
        upload.become(entry.recording, entry.transcription)
    return entry


def _examined(upload: Upload) -> tuple[Media, str]:
    """What it is, and its SHA-256. Raises BadMedia."""
    lying = Recording(id=upload.recording_id, file=keys.original(upload.recording_id))
    with on_disk(lying.file) as path:
        rest()
        return probe(path), sha256_of(path)
