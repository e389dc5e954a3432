"""The sound track as HiSpeech gets it: made once for a recording, used by every model."""

import os
import threading
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.storage import default_storage
from django.utils import timezone

from transcripts.errors import BadMedia
from transcripts.library.twins import earlier_of_sound, lost_of_sound
from transcripts.meanwhile import rest
from transcripts.media import keys
from transcripts.media.audio import Sound, extract
from transcripts.media.cuts import MINUTE, first_minute
from transcripts.media.problems import NoSound
from transcripts.models import Reason, Recording, Status, Transcription
from transcripts.models.transcription import know
from transcripts.scratch import on_disk, stored, work_folder
from transcripts.transcription.finish import take_words_of
from transcripts.transcription.parts import TooDense, longest_part, send_in_parts

# How long to wait before asking again whether the same sound has got its words.
TWIN_LOOK = timedelta(seconds=5)
# Decoding computes without a pause: more at once than processors would only take memory from each other, and time from
# those who send and store meanwhile.
_decoding = threading.BoundedSemaphore(max(2, os.cpu_count() or 1))


def prepare(transcription: Transcription) -> None:
    """Afterwards the recording has its sound track, or the transcription has failed with a reason.

    Nothing has been sent yet, so failing here is free: a recording without any sound stops here too.
    """
    recording = transcription.recording
    try:
        if not _has_sound(recording):
            _make_sound(recording)
    except FileNotFoundError:
        transcription.fail(timezone.now(), Reason.FILE_MISSING)
    except NoSound:
        transcription.fail(timezone.now(), Reason.NO_SOUND)
    except BadMedia:
        transcription.fail(timezone.now(), Reason.MEDIA_UNREADABLE)
    else:
        _spare(transcription)


def _spare(transcription: Transcription) -> None:
    """End it here where sending would be in vain, or would buy the same twice."""
    now = timezone.now()
    if transcription.track != transcription.recording.track:
        # Another track was chosen since it was asked for, and the sound that is here is of that one.
        transcription.cancel(now)
        return
    if transcription.part_of_id is not None:
        return
    if transcription.recording.voiced == []:
        transcription.fail(now, Reason.NO_SOUND)
    elif transcription.is_trial:
        _choose_minute(transcription)
    elif not _use_twin(transcription, now):
        _cut_if_too_long(transcription)


def _choose_minute(trial: Transcription) -> None:
    """For every model the same, by the sound. What was sent once, and may have been bought, stays what it is."""
    recording = trial.recording
    try:
        longest = min(longest_part(trial) or MINUTE, MINUTE)
    except TooDense:
        trial.fail(timezone.now(), Reason.TOO_LARGE)
        return
    if not trial.attempts.exists():
        voiced = [(start, end) for start, end in recording.voiced or []]
        trial.take_minute(*first_minute(recording.duration, voiced, longest))
        _use_twin(trial, timezone.now())


def _cut_if_too_long(transcription: Transcription) -> None:
    try:
        longest = longest_part(transcription)
    except TooDense:
        transcription.fail(timezone.now(), Reason.TOO_LARGE)
    else:
        # What was cut once stays so: some of its parts may have been paid for.
        if longest is not None or transcription.in_parts:
            send_in_parts(transcription, longest or transcription.recording.duration)


def _use_twin(transcription: Transcription, now: datetime) -> bool:
    """Whether nothing is sent: somebody else's words for the same sound do, now or soon, or may have been bought and lost.

    Of the last a person decides, like about the lost one itself: the same may be paid twice.
    """
    twin = None if transcription.again else earlier_of_sound(transcription)
    if twin is None:
        lost = lost_of_sound(transcription)
        if lost is not None:
            transcription.fail(now, Reason.SAME_SOUND_LOST, same_as=lost)
        return lost is not None
    if twin.status == Status.COMPLETED:
        take_words_of(twin, transcription, now)
    else:
        transcription.stand_by(now, TWIN_LOOK)
    return True


def _has_sound(recording: Recording) -> bool:
    """A sound track that the storage has lost is simply made again, with its waveform."""
    if not recording.sound:
        return False
    if recording.sound.storage.exists(recording.sound.name or ""):
        return True
    if Recording.objects.filter(pk=recording.pk, sound=recording.sound.name).update(sound="", peaks=""):
        recording.peaks.storage.delete(recording.peaks.name or keys.peaks(recording.pk))
    return False


def _make_sound(recording: Recording) -> None:
    with on_disk(recording.file) as source, work_folder() as folder:
        target, peaks = folder / "sound.flac", folder / "peaks"
        rest()
        with _decoding:
            sound = extract(source, target, track=recording.track, peaks=peaks)
        _keep(recording, target, peaks, sound)


def _keep(recording: Recording, target: Path, peaks: Path, sound: Sound) -> None:
    """Two models may prepare the same recording at once: the first sound track stays, ours goes."""
    track = stored(target, keys.sound(recording.pk))
    waveform = stored(peaks, keys.peaks(recording.pk))
    found = {
        "sound": track,
        "peaks": waveform,
        "sound_sha256": sound.sha256,
        "voiced": [list(stretch) for stretch in sound.voiced],
        "duration": sound.duration,
    }
    wanted = Recording.objects.filter(sound="", track=recording.track, purged_at=None, sound_gone_at=None)
    if wanted.filter(pk=recording.pk).update(**found):
        know(recording, **found)
        return
    default_storage.delete(track)
    default_storage.delete(waveform)
    recording.refresh_from_db()
