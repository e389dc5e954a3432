"""What plays of a recording, now and soon."""

from dataclasses import dataclass
from enum import StrEnum

from transcripts.media.browsers import plays, plays_sound
from transcripts.media.probe import Media
from transcripts.media.tracks import from_json
from transcripts.models import Recording
from transcripts.models.recording import Rendition


class Source(StrEnum):
    ORIGINAL = "original"
    SOUND = "sound"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Playing:
    """`kind` is the element that plays it, "video" or "audio". Not `is_ready`: nothing is there yet that a browser plays.

    `is_coming`: something better is being made, the sound track or the copy of a video; look again.
    """

    kind: str
    source: Source
    is_ready: bool = True
    is_coming: bool = False

    @property
    def is_original(self) -> bool:
        return self.source == Source.ORIGINAL


def playing(recording: Recording) -> Playing:
    if not recording.file:
        return Playing("audio", Source.SOUND, is_ready=False)  # a text that was brought without its sound
    status = recording.rendition_status
    if recording.has_video and status == Rendition.MADE:
        return Playing("video", Source.COPY)
    if recording.has_video and status in (Rendition.NEEDLESS, Rendition.UNKNOWN):
        return Playing("video", Source.ORIGINAL)
    if not recording.has_video and _sound_plays(recording):
        return Playing("audio", Source.ORIGINAL)
    copy_is_coming = recording.has_video and status == Rendition.WANTED
    if recording.sound:
        return Playing("audio", Source.SOUND, is_coming=copy_is_coming)
    is_coming = copy_is_coming or any(run.is_active for run in recording.transcriptions.all())
    return Playing("audio", Source.SOUND, is_ready=False, is_coming=is_coming)


def _sound_plays(recording: Recording) -> bool:
    """Of a recording whose tracks nobody has noted yet the best is hoped."""
    return not recording.tracks or plays_sound(
        recording.container, from_json(recording.tracks), recording.track
    )


def rendition_of(media: Media, track: int | None) -> Rendition:
    """What is to be done about a copy when a file comes in, or another of its sound tracks is chosen."""
    return Rendition.WANTED if media.has_video and not plays(media, track) else Rendition.NEEDLESS
