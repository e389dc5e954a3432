"""Looking where the picture of one video changes, when there is time: subtitles do without until then."""

import logging
from datetime import timedelta

from django.db import Error
from django.utils import timezone

from transcripts.errors import BadMedia
from transcripts.meanwhile import renewing, rest
from transcripts.media.shots import watch
from transcripts.models import Recording, Rendition, ShotList
from transcripts.rendering.copies import LATER, has_room
from transcripts.scratch import on_disk

log = logging.getLogger(__name__)


def look_at_one() -> bool:
    """False where no video waits for it. Ours alone until it is done, or we are."""
    held = ShotList.claim(timezone.now())
    if held is None:
        return False
    with renewing(lambda: held.renew(timezone.now()), what="a look at a picture"):
        recording = Recording.objects.get(pk=held.pk)
        if has_room(recording):
            _try(held, recording)
        else:
            _wait(held, "DiskFull")
    return True


def _try(held: ShotList, recording: Recording) -> None:
    try:
        _watch(held, recording)
    except (BadMedia, FileNotFoundError) as problem:
        log.info("Nobody can look at the picture of recording %s: %s", held.pk, type(problem).__name__)
        held.settle([])
    except Error:
        raise  # the claim ends by itself
    except OSError as error:
        _wait(held, type(error).__name__)
    except Exception:
        log.exception("The picture of recording %s has to wait.", held.pk)
        _wait(held, "Exception")


def _watch(held: ShotList, recording: Recording) -> None:
    """The copy for browsers where there is one: it is smaller, and can be decoded for sure."""
    is_copied = recording.rendition_status == Rendition.MADE
    with on_disk(recording.rendition if is_copied else recording.file) as source:
        rest()
        found = watch(source, recording.duration)
    held.settle(found.moments, found.seen_until)


def _wait(held: ShotList, why: str) -> None:
    log.warning("The picture of recording %s has to wait: %s", held.pk, why)
    held.put_off(timezone.now(), timedelta(seconds=LATER.total_seconds() * held.tries))
