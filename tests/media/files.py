"""The samples, and files made from them: cut, damaged, moved to another container, or endless."""

import struct
from pathlib import Path

import av

SAMPLES = Path(__file__).parents[1] / "samples"
BAD = SAMPLES / "bad"
MEETING_SECONDS = 18.64
TALK_SECONDS = 9.55


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
