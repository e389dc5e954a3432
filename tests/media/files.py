"""The samples, and files made from them: cut, damaged, moved to another container, or endless."""

import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.video.frame import PictureType

from transcripts.media import problems

SAMPLES = Path(__file__).parents[1] / "samples"
BAD = SAMPLES / "bad"
MEETING_SECONDS = 18.64
TALK_SECONDS = 9.55
# By the name of a sample in BAD.
WHAT_IS_WRONG = {
    "empty.mp3": problems.EmptyFile,
    "no_audio_track.mp4": problems.NoSound,
    "page_named.wav": problems.WebPage,
    "picture_named.mp4": problems.Picture,
    "random.ogg": problems.NotMedia,
    "text_named.mp3": problems.WrittenText,
    "too_short.wav": problems.TooShort,
    "truncated.m4a": problems.CutOff,
}

Way = Callable[[Any], Iterator[Any]]


def remuxed(source: Path, target: Path, container: str, **options: str) -> Path:
    """The same sound track, not encoded anew, in another container. `options` are its muxer's."""
    with av.open(str(source)) as given, av.open(str(target), "w", format=container, options=options) as made:
        stream = given.streams.audio[0]
        copy = made.add_stream_from_template(stream)
        for packet in given.demux(stream):
            if packet.dts is not None:
                packet.stream = copy
                made.mux(packet)
    return target


def in_one_packet(target: Path, container: str, seconds: float) -> Path:
    """A tone, as FLAC whose only block holds it all: at most 1.4 s."""
    rate = 44_100
    samples = round(rate * seconds)
    wave = (np.sin(np.arange(samples) / 20) * 8000).astype(np.int16)
    frame = AudioFrame.from_ndarray(wave[None, :], format="s16", layout="mono")
    frame.sample_rate, frame.pts = rate, 0
    with av.open(str(target), "w", format=container) as made:
        stream = made.add_stream(
            "flac", rate, layout="mono", format="s16", options={"frame_size": str(samples)}
        )
        for given in (frame, None):
            made.mux(stream.encode(given))
    return target


def video(
    target: Path, container: str, picture: str, sound: str, *, pixels: str = "yuv420p", rotation: int = 0
) -> Path:
    """The meeting's video, small, in other codecs; "copy" leaves a stream as it is."""
    with av.open(str(SAMPLES / "video.mp4")) as given, av.open(str(target), "w", format=container) as made:
        ways = {
            "video": _video_way(given, made, picture, pixels, rotation),
            "audio": _sound_way(given, made, sound),
        }
        for packet in given.demux(given.streams.video[0], given.streams.audio[0]):
            for done in ways[packet.stream.type](packet):
                made.mux(done)
    return target


def _video_way(given: Any, made: Any, codec: str, pixels: str, rotation: int) -> Way:
    if codec == "copy":
        return _copied(made.add_stream_from_template(given.streams.video[0]))
    stream = made.add_stream(codec, rate=25)
    stream.width, stream.height, stream.pix_fmt = 160, 90, pixels
    if rotation:
        stream.set_display_rotation(rotation)

    def anew(packet: Any) -> Iterator[Any]:
        for frame in packet.decode():
            small = frame.reformat(160, 90, pixels)
            small.pict_type = PictureType.NONE
            yield from stream.encode(small)
        if not packet.size:
            yield from stream.encode(None)

    return anew


def _sound_way(given: Any, made: Any, codec: str) -> Way:
    if codec == "copy":
        return _copied(made.add_stream_from_template(given.streams.audio[0]))
    stream = made.add_stream(codec, rate=22_050, layout="mono")

    def anew(packet: Any) -> Iterator[Any]:
        for frame in packet.decode():
            yield from stream.encode(frame)
        if not packet.size:
            yield from stream.encode(None)

    return anew


def _copied(stream: Any) -> Way:
    def as_it_is(packet: Any) -> Iterator[Any]:
        if packet.dts is not None:
            packet.stream = stream
            yield packet

    return as_it_is


def with_cover(source: Path, target: Path) -> Path:
    """An MP3 with a picture in its ID3 tag, as music shops and podcasts make them."""
    picture = b"\x89PNG\r\n\x1a\n" + (BAD / "picture_named.mp4").read_bytes()[8:]
    frame = b"\x00image/png\x00\x03\x00" + picture
    body = b"APIC" + struct.pack(">IH", len(frame), 0) + frame
    size = len(body)
    synchsafe = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    target.write_bytes(b"ID3\x03\x00\x00" + synchsafe + body + source.read_bytes())
    return target


def wav(target: Path, samples: bytes = b"", *, seconds: float = 0, rate: int = 16_000) -> Path:
    """A mono WAV with these samples, then zeros up to `seconds` that take no room on the disk."""
    length = max(len(samples), round(seconds * rate) * 2)
    head = struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF",
        36 + length,
        b"WAVE",
        b"fmt ",
        16,
        1,
        1,
        rate,
        rate * 2,
        2,
        16,
        b"data",
        length,
    )
    with target.open("wb") as file:
        file.write(head + samples)
        file.truncate(len(head) + length)
    return target


def beginning(source: Path, target: Path, share: float) -> Path:
    data = source.read_bytes()
    target.write_bytes(data[: int(len(data) * share)])
    return target


def with_hole(source: Path, target: Path, start: float, end: float) -> Path:
    """Zeros between two places, given as shares of the file."""
    data = bytearray(source.read_bytes())
    a, b = int(len(data) * start), int(len(data) * end)
    data[a:b] = bytes(b - a)
    target.write_bytes(data)
    return target
