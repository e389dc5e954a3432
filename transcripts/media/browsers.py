"""What Chromium, Firefox and Safari all play: decided by container and codecs, never by a name.

Sources: the browsers' own tables of media (developer.mozilla.org, webkit.org, chromium.org/audio-video). Where they
disagree the answer is no, for a copy that plays everywhere costs little; but for Opus and Vorbis in Ogg, which Safari has
played since 18.4. What is named neither here nor there (AMR, AVI, Matroska, WMV, ProRes, HEVC, …) is refused.
"""

from collections.abc import Sequence

from transcripts.media.kinds import PIXELS
from transcripts.media.probe import Media, Track

_MP4_SOUND = {"aac", "mp3"}
_WEBM_SOUND = {"opus", "vorbis"}
# Container → codecs of a file with sound alone, by FFmpeg's names.
_SOUND = {
    "mp3": {"mp3"},
    "wav": {"pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_f32le"},
    "flac": {"flac"},
    "ogg": _WEBM_SOUND,
    "mp4": _MP4_SOUND,
    "mov": _MP4_SOUND,
    "3gp": _MP4_SOUND,
    "webm": _WEBM_SOUND,
}
_MP4_VIDEO = {"h264"}
_WEBM_VIDEO = {"vp8", "vp9", "av1"}
# Container → codecs of the picture, and of the sound with it.
_VIDEO = {
    "mp4": (_MP4_VIDEO, _MP4_SOUND),
    "mov": (_MP4_VIDEO, _MP4_SOUND),
    "3gp": (_MP4_VIDEO, _MP4_SOUND),
    "webm": (_WEBM_VIDEO, _WEBM_SOUND),
}


def plays(media: Media, track: int | None = None) -> bool:
    """Whether all browsers play the file as it is, and with the sound that is wanted: `track` (a `Track.index`)."""
    if not media.has_video:
        return plays_sound(media.container, media.tracks, track)
    if not _begins_with(media.tracks, track) or media.container not in _VIDEO:
        return False
    pictures, sounds = _VIDEO[media.container]
    return (
        media.video_codec in pictures
        and media.pixels in PIXELS
        and all(one.codec in sounds for one in media.tracks)
    )


def plays_sound(container: str, tracks: Sequence[Track], track: int | None = None) -> bool:
    """`plays` for a file without a picture."""
    sounds = _SOUND.get(container, set())
    return _begins_with(tracks, track) and bool(tracks) and all(one.codec in sounds for one in tracks)


def _begins_with(tracks: Sequence[Track], track: int | None) -> bool:
    """Browsers play the track that any player would start with; which that is they do not let one choose."""
    return track is None or any(one.index == track and one.default for one in tracks)
