"""A copy of a video that browsers play: MP4 with H.264 and AAC. Streams that will do are copied as they are."""

import os
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from transcripts.media.inside import source
from transcripts.media.inside.encoding import PictureAnew, SoundAnew, Way
from transcripts.media.kinds import PIXELS
from transcripts.media.problems import UnknownPicture

# What is decoded here beside what is looked at in every file: that which people have in their drawers.
_DECODED = {*source.VIDEO_CODECS.split(), "wmv1", "wmv2", "wmv3", "vc1", "msmpeg4v2", "msmpeg4v3"} | {
    *("flv1", "vp6", "vp6f", "prores", "dvvideo", "theora", "dnxhd")
}
# Containers that tell when each picture is shown; of others (AVI) only the order in the file is known.
_TIMED = {"mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "flv", "mpegts"}
_COPIED_SOUND = {"aac", "mp3"}
# Packets of sound that wait for the first picture: a quarter of an hour.
_MOST_WAITING = 50_000
# Pictures that may be shown in another order than they are decoded: H.264 knows no more.
_MOST_HELD = 16


def render(
    begins_like_media: bool, target: int, track: int | None = None, anew: bool = False
) -> dict[str, Any]:
    """Write the picture and one sound track of the file at standard input to the descriptor `target`.

    Both begin where the file does, so that times are those of the sound track. `anew`: nothing is merely copied.
    Raises UnknownPicture where there is no picture that could be decoded.
    """
    os.nice(19)
    with source.open_source(begins_like_media) as container:
        picture = source.video_stream(container)
        sound = source.choose(source.sound_streams(container), track)
        if picture is None or picture.codec_context is None:
            raise UnknownPicture
        if picture.codec_context.codec.canonical_name not in _DECODED:
            raise UnknownPicture
        picture.codec_context.thread_count = 1
        source.only(container, picture, sound)
        with _mp4(target) as made:
            _carry_over(container, picture, sound, made, anew)
    return {}


def _mp4(descriptor: int) -> OutputContainer:
    """With its index in front, so that playing begins at once: for that FFmpeg opens the file a second time, by name."""
    if Path("/proc/self/fd").is_dir():
        return av.open(f"/proc/self/fd/{descriptor}", "w", format="mp4", options={"movflags": "faststart"})
    return av.open(os.fdopen(descriptor, "wb"), "w", format="mp4")


def _carry_over(
    container: InputContainer, picture: VideoStream, sound: AudioStream, made: OutputContainer, anew: bool
) -> None:
    begin = Fraction(container.start_time or 0, av.time_base)
    copied = not anew and container.format.name in _TIMED
    ways: dict[int, Way] = {
        sound.index: (
            Copied(made, sound, begin)
            if copied and sound.codec_context.codec.canonical_name in _COPIED_SOUND
            else SoundAnew(made, begin)
        ),
        picture.index: Copied(made, picture, begin)
        if copied and _may_be_copied(picture)
        else PictureAnew(made, picture, begin),
    }
    output = _Output(made, ways[picture.index])
    for packet in source.packets(container, picture, sound):
        output.mux(ways[packet.stream.index].through(packet))
    output.mux(chain.from_iterable(way.rest() for way in ways.values()))
    output.close()


def _may_be_copied(picture: VideoStream) -> bool:
    known = picture.codec_context
    return known.codec.canonical_name == "h264" and known.pix_fmt in PIXELS


class Copied:
    """Packets as they are, but for their times."""

    def __init__(self, made: OutputContainer, stream: AudioStream | VideoStream, begin: Fraction) -> None:
        self.is_ready = True
        self._stream = made.add_stream_from_template(stream)
        self._begin = begin
        self._held: list[Packet[Any]] = []
        self._has_begun = False
        self._last: int | None = None

    def through(self, packet: "Packet[Any]") -> Iterator["Packet[Any]"]:
        """Without what comes before the first whole picture."""
        if not packet.size or packet.pts is None or not packet.time_base:
            return
        if self._has_begun or packet.is_keyframe:
            self._has_begun = True
            self._held.append(packet)
        if packet.dts is not None or len(self._held) > _MOST_HELD:
            yield from self._released()

    def rest(self) -> Iterator["Packet[Any]"]:
        return iter(())

    def _released(self) -> Iterator["Packet[Any]"]:
        """Matroska tells only after some pictures when decoding begins; the first ones then go just before."""
        held, self._held = self._held, []
        for to_come, packet in zip(reversed(range(len(held))), held, strict=True):
            shown = packet.pts or 0
            known = held[-1].dts if held[-1].dts is not None else shown
            before = min(shown, known - to_come * max(1, packet.duration or 1))
            decoded = before if packet.dts is None else packet.dts
            # What a damaged file has twice or too late is left out.
            if self._last is None or decoded > self._last:
                self._last = decoded
                yield self._moved(packet, shown, decoded)

    def _moved(self, packet: "Packet[Any]", shown: int, decoded: int) -> "Packet[Any]":
        shift = round(self._begin / (packet.time_base or 1))
        packet.pts, packet.dts = shown - shift, decoded - shift
        packet.stream = self._stream
        return packet


class _Output:
    """Nothing is written before the form of the picture is known: until its first frame the sound waits."""

    def __init__(self, made: OutputContainer, picture: Way) -> None:
        self._made = made
        self._picture = picture
        self._waiting: list[Packet[Any]] = []

    def mux(self, packets: Iterator["Packet[Any]"]) -> None:
        for packet in packets:
            self._waiting.append(packet)
        if self._picture.is_ready:
            for packet in self._waiting:
                self._made.mux(packet)
            self._waiting.clear()
        elif len(self._waiting) > _MOST_WAITING:
            raise UnknownPicture

    def close(self) -> None:
        if not self._picture.is_ready:
            raise UnknownPicture
