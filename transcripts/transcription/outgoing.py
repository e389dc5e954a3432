"""What goes out for a transcription: no more bytes than HiSpeech needs to hear it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from transcripts.media.audio import excerpt
from transcripts.media.kinds import content_type
from transcripts.models import Recording, Transcription
from transcripts.scratch import on_disk, work_folder

# Originals that every recogniser reads, by their container and the ending of their name. Others go as FLAC.
_ENDINGS = {"mp3": "mp3", "mp4": "m4a", "ogg": "ogg", "flac": "flac", "wav": "wav", "webm": "webm"}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """`file` is open for reading; `size` in bytes, `seconds` of sound. What people call it is nobody's business outside."""

    file: BinaryIO
    size: int
    seconds: float
    filename: str = "recording.flac"
    content_type: str = "audio/flac"


def size_of(recording: Recording) -> int:
    """Bytes that would go out for all of it; its sound track must have been made."""
    return recording.size if _original_will_do(recording) else recording.sound.size


@contextmanager
def outgoing(transcription: Transcription) -> Iterator[Outgoing]:
    """Raises FileNotFoundError where the storage has lost it."""
    recording = transcription.recording
    if transcription.part_end is not None:
        with _stretch(transcription) as out:
            yield out
    elif _original_will_do(recording):
        ending = _ENDINGS[recording.container]
        with recording.file.open("rb") as file:
            kind = content_type(recording.container, has_video=False)
            yield Outgoing(file.file, recording.size, recording.duration, f"recording.{ending}", kind)
    else:
        with recording.sound.open("rb") as file:
            yield Outgoing(file.file, recording.sound.size, recording.duration)


def _original_will_do(recording: Recording) -> bool:
    """It is smaller than its sound track without loss, and holds nothing but the sound that was chosen."""
    plain = recording.container in _ENDINGS and not recording.has_video
    only = recording.track is None and len(recording.tracks) == 1
    return plain and only and recording.size < recording.sound.size


@contextmanager
def _stretch(part: Transcription) -> Iterator[Outgoing]:
    start, end = part.part_start or 0.0, part.part_end or 0.0
    with on_disk(part.recording.sound) as sound, work_folder() as folder:
        cut = folder / "part.flac"
        excerpt(sound, cut, start=start, end=end)
        with cut.open("rb") as file:
            yield Outgoing(file, cut.stat().st_size, end - start)
