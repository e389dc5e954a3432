"""The word times of one transcription, from the claim to the end, whatever comes between."""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import Error
from django.utils import timezone

from transcripts.alignment import packages
from transcripts.alignment.errors import CannotListen, Stopped
from transcripts.meanwhile import renewing, rest
from transcripts.models import NotHeard, Paragraph, Timing, Transcription
from transcripts.scratch import on_disk, work_folder
from transcripts.text.document import Word
from transcripts.text.estimating import estimated, in_order
from transcripts.text.thinness import Stretch
from transcripts.timing.claims import claim, ear
from transcripts.timing.keeping import conclude, conclude_change, give_up, keep
from transcripts.timing.listening import Sound, changed, hear_all, hear_changed
from transcripts.timing.twins import spared
from transcripts.timing.watch import Lost, Watch

log = logging.getLogger(__name__)

# Workers that died, or made a mistake, with the same one at hand.
TRIES = 3
# When the storage is away, or the disk full.
LATER = timedelta(minutes=1)


def find_one(stop: threading.Event) -> bool:
    """Find the word times of one transcription; False where none are wanted, or somebody else listens on this machine."""
    with ear() as is_ours:
        timing = claim(timezone.now()) if is_ours else None
        if timing is None:
            return False
        with renewing(lambda: timing.renew(timezone.now()), what="word times"):
            _find(timing, Watch(timing, stop))
    return True


def _find(timing: Timing, watch: Watch) -> None:
    try:
        _listen_or_estimate(timing, watch)
    except (Lost, ObjectDoesNotExist):
        log.info("The words of transcription %s have changed, or are gone.", timing.pk)
    except Stopped:
        # Nobody's, where the worker stops or the recording is in the trash.
        timing.put_off(timezone.now(), timedelta())
    except Error:
        raise  # the lease ends by itself
    except OSError as error:
        log.warning("The word times of transcription %s have to wait: %s", timing.pk, type(error).__name__)
        timing.put_off(timezone.now(), LATER)


def _listen_or_estimate(timing: Timing, watch: Watch) -> None:
    """Raises Lost, Stopped, and OSError where the storage or the disk is at fault."""
    transcription = timing.transcription
    rows = transcription.revisions.latest("number").rows()
    if why := _why_not(timing, transcription):
        _estimate(timing, rows, why)
        return
    try:
        if not spared(timing, rows):
            _listen(timing, rows, watch)
    except CannotListen as problem:
        log.warning("Transcription %s could not be listened to: %s", transcription.pk, problem)
        _estimate(timing, rows, NotHeard.CANNOT_LISTEN)
    except FileNotFoundError:
        log.warning("The sound of recording %s is not in the storage.", transcription.recording_id)
        _estimate(timing, rows, NotHeard.SOUND_GONE)


def _why_not(timing: Timing, transcription: Transcription) -> NotHeard | None:
    recording = transcription.recording
    reasons = (
        (timing.tries > TRIES, NotHeard.INTERRUPTED),
        (transcription.track != recording.track, NotHeard.OTHER_TRACK),
        (not recording.sound, NotHeard.SOUND_GONE),
        (not settings.WORD_TIMES, NotHeard.OFF),
        (bool(packages.missing()), NotHeard.NO_MODEL),
    )
    return next((why for is_so, why in reasons if is_so), None)


def _listen(timing: Timing, rows: Sequence[Paragraph], watch: Watch) -> None:
    transcription = timing.transcription
    words = [word for row in rows for word in row.paragraph.words]
    runs = None if timing.belongs is None else changed(words, transcription.recording.duration)
    if runs is None:
        _listen_to_all(timing, rows, watch)
        return
    heard: Sequence[Word] = words
    if runs:
        with _sound(transcription, watch) as sound:
            heard = hear_changed(sound, words, runs)
        keep(timing, rows, heard)
    conclude_change(timing, transcription, heard, _voiced(transcription) or None)


def _listen_to_all(timing: Timing, rows: Sequence[Paragraph], watch: Watch) -> None:
    given = [word for row in rows for word in row.as_given]
    with _sound(timing.transcription, watch) as sound:
        heard, found = hear_all(sound, given)
    keep(timing, rows, heard)
    conclude(timing, found, None if timing.transcription.recording.voiced is None else sound.voiced)


@contextmanager
def _sound(transcription: Transcription, watch: Watch) -> Iterator[Sound]:
    recording = transcription.recording
    voiced = _voiced(transcription)
    with on_disk(recording.sound) as path, work_folder() as scratch:
        rest()
        yield Sound(path, recording.duration, voiced, scratch, watch.wants_an_end, watch.tell)


def _estimate(timing: Timing, rows: Sequence[Paragraph], why: NotHeard) -> None:
    """Times that came with the words stay, and what was heard before; the others are spread over what is voiced."""
    transcription = timing.transcription
    words = [word for row in rows for word in row.paragraph.words]
    end = transcription.recording.duration
    ordered = in_order(words, 0.0, end)
    if timing.tries <= TRIES + 1:  # else even this goes wrong
        keep(timing, rows, estimated(ordered, start=0.0, end=end, voiced=_voiced(transcription)))
    give_up(timing, why)


def _voiced(transcription: Transcription) -> list[Stretch]:
    """Where somebody speaks; unknown, so nowhere, of a track in whose place another one was chosen since."""
    if transcription.track != transcription.recording.track:
        return []
    return [(start, end) for start, end in transcription.recording.voiced or []]
