"""What a file is: its tracks, whether its sound can be decoded, and how long it truly is."""

from collections.abc import Iterable, Iterator
from typing import Any

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from transcripts.media.inside import claims, source
from transcripts.media.inside.claims import NEAR
from transcripts.media.problems import CutOff, NotMedia, TooShort

LEAST_SECONDS = 0.1
# A picture that goes on for longer than this without a sound is worth a word, in seconds.
LONGER = 1.0
LONGEST_TAG = 200
# After a seek these tell the time from the file's own clock or index, so that only the end need be looked at.
# All others guess by bytes (mp3, aac, amr), or have no honest claim (live streams), and are walked through.
SEEKABLE = {"mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "ogg", "wav", "w64", "aiff", "asf", "caf"}


def inspect(begins_like_media: bool) -> dict[str, Any]:
    """The file at standard input as `probe.Media` has it, `container` by FFmpeg's name."""
    with source.open_source(begins_like_media) as container:
        streams = source.sound_streams(container)
        chosen = source.choose(streams)
        source.only(container, chosen)
        packets = source.packets(container, chosen)
        heard, end = _until_heard(packets)
        if not heard:
            raise CutOff if begins_like_media else NotMedia
        duration = _duration(container, chosen, packets, end)
        if duration < LEAST_SECONDS:
            raise TooShort
        return {
            "container": container.format.name,
            "duration": round(duration, 3),
            "promised": claims.broken(container, chosen, duration),
            "shown": _shown(container, duration),
            "tracks": [_track(stream, stream is chosen) for stream in streams],
            **_picture(source.video_stream(container)),
        }


def _picture(stream: VideoStream | None) -> dict[str, Any]:
    """Nothing is decoded for this: it is what the container and the codec's own header say."""
    known = stream.codec_context if stream is not None else None
    return {
        "has_video": stream is not None,
        "video_codec": known.codec.canonical_name if known is not None else "",
        "pixels": (known.pix_fmt or "") if known is not None else "",
    }


def _shown(container: InputContainer, heard: float) -> float:
    """Seconds until the picture ends, where it goes on after the sound; else 0. Only what can be reached by seeking is looked at."""
    stream = source.video_stream(container)
    claimed = _claimed(container, stream) if stream is not None else 0.0
    if stream is None or claimed - heard <= LONGER or container.format.name not in SEEKABLE:
        return 0.0
    source.only(container, stream)
    start = (container.start_time or 0) / av.time_base
    reached = (_end_after(container, stream, start + claimed - NEAR) or start) - start
    return round(reached, 3) if reached - heard > LONGER else 0.0


def _track(stream: AudioStream, chosen: bool) -> dict[str, Any]:
    return {
        "index": stream.index,
        "codec": stream.codec_context.codec.canonical_name,
        "channels": stream.codec_context.channels or 0,
        "sample_rate": stream.codec_context.sample_rate or 0,
        "language": _tag(stream, "language").replace("und", ""),
        "title": _tag(stream, "title"),
        "default": chosen,
    }


def _tag(stream: AudioStream, name: str) -> str:
    return str(stream.metadata.get(name, ""))[:LONGEST_TAG]


def _until_heard(packets: "Iterator[Packet[AudioStream]]") -> tuple[bool, float | None]:
    """Whether a frame can be decoded, and where the packets end that this took: in a short file that is all of them."""
    end = None
    for packet in packets:
        end = _last_end([packet], end)
        if source.decoded(packet):
            return True, end
    return False, end


def _duration(
    container: InputContainer,
    stream: AudioStream,
    packets: "Iterator[Packet[AudioStream]]",
    end: float | None,
) -> float:
    """Seconds from the file's start to the end of its last packet of sound that is really there.

    `packets` go on from the file's beginning after those that end at `end`.
    """
    start = (container.start_time or 0) / av.time_base
    claimed = _claimed(container, stream)
    if claimed > NEAR and container.format.name in SEEKABLE:
        reached = _end_after(container, stream, start + claimed - NEAR)
        if reached is not None and reached - start > claimed - NEAR:
            return reached - start
        container.seek(container.start_time or 0, backward=True)
        packets = source.packets(container, stream)
    return max(0.0, (_last_end(packets, end) or start) - start)


def _claimed(container: InputContainer, stream: AudioStream | VideoStream) -> float:
    """What the file says of this track's end, or of its own; 0 where it says nothing."""
    if stream.duration and stream.time_base:
        begins = (
            float((stream.start_time or 0) * stream.time_base) - (container.start_time or 0) / av.time_base
        )
        return begins + float(stream.duration * stream.time_base)
    return (container.duration or 0) / av.time_base


def _end_after(container: InputContainer, stream: AudioStream | VideoStream, seconds: float) -> float | None:
    try:
        container.seek(int(seconds * av.time_base), backward=True)
    except av.FFmpegError:
        return None
    return _last_end(source.packets(container, stream))


def _last_end(packets: "Iterable[Packet[Any]]", last: float | None = None) -> float | None:
    """Where the last of these packets ends, in seconds on the file's clock; at least `last`."""
    for packet in packets:
        if packet.size and packet.pts is not None and packet.time_base is not None:
            end = float((packet.pts + (packet.duration or 0)) * packet.time_base)
            last = end if last is None else max(last, end)
    return last
