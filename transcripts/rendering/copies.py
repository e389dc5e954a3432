"""Making the copy of one video, from its original to its place in the storage."""

import logging
import shutil
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import Error
from django.utils import timezone

from transcripts.errors import BadMedia
from transcripts.meanwhile import renewing, rest
from transcripts.media import keys, rendition
from transcripts.media.browsers import plays
from transcripts.media.probe import probe
from transcripts.models import Recording, Rendition
from transcripts.rendering.claims import Claim, claim
from transcripts.scratch import on_disk, stored, work_folder

log = logging.getLogger(__name__)

# When there was no room for it.
LATER = timedelta(minutes=10)


def make_one() -> bool:
    """Make one copy that is wanted; False where there is none. Ours alone until it is done, or we are."""
    held = claim(timezone.now())
    if held is None:
        return False
    with renewing(lambda: held.renew(timezone.now()), what="a copy"):
        recording = Recording.objects.get(pk=held.recording_id)
        if has_room(recording):
            _try(held, recording)
        else:
            log.warning("A copy of recording %s has to wait: the disk is full.", recording.pk)
            held.put_off(timezone.now(), LATER)
    return True


def has_room(recording: Recording) -> bool:
    """For the copy, and for the original where the storage is elsewhere."""
    free = shutil.disk_usage(settings.SCRATCH_DIR).free
    return free - 2 * recording.size > settings.DISK_RESERVE_BYTES


def _try(held: Claim, recording: Recording) -> None:
    try:
        _make(held, recording)
    except BadMedia as problem:
        log.info("No copy of recording %s can be made: %s", recording.pk, problem.code)
        held.settle(Rendition.FAILED)
    except FileNotFoundError:
        log.warning("The file of recording %s is not in the storage.", recording.pk)
        held.settle(Rendition.FAILED)
    except Error:
        raise  # the claim ends by itself
    except OSError as error:
        # No room for what is fetched from the storage, or the storage is away.
        log.warning("The copy of recording %s has to wait: %s", recording.pk, type(error).__name__)
        held.put_off(timezone.now(), LATER)
    except Exception:
        log.exception("The copy of recording %s has to wait.", recording.pk)
        held.put_off(timezone.now(), LATER)


def _make(held: Claim, recording: Recording) -> None:
    with on_disk(recording.file) as source, work_folder() as folder:
        rest()
        copy = folder / "copy.mp4"
        if _is_needed(recording, source, copy):
            _keep(held, copy)
        else:
            held.settle(Rendition.NEEDLESS)


def _is_needed(recording: Recording, source: Path, copy: Path) -> bool:
    """Afterwards the copy is made, if so."""
    media = probe(source)
    if plays(media, recording.track):
        return False
    limits = rendition.limits_for(media.duration, recording.size)
    rendition.render(source, copy, track=recording.track, limits=limits)
    return True


def _keep(held: Claim, copy: Path) -> None:
    if not held.renew(timezone.now()):
        return  # somebody else's copy may lie there already
    key = keys.rendition(held.recording_id)
    # What a worker left that was killed before it could say so.
    default_storage.delete(key)
    name = stored(copy, key)
    if not held.settle(Rendition.MADE, name):
        default_storage.delete(name)
