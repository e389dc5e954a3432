"""A stretch of a sound track of our own making, cut out to the sample."""

from collections.abc import Iterator
from typing import Any

import av
from av.audio.stream import AudioStream
from av.container import InputContainer

from transcripts.media.inside import source
from transcripts.media.inside.flac import BLOCK, BYTES, writer
from transcripts.media.inside.voice import RATE
from transcripts.media.problems import TooShort, UnknownSound

# A seek may end up to a frame or two late; from so much earlier it cannot.
_RUN_UP = 1.0
_FORM = ("s16", 1, RATE)


def cut(begins_like_media: bool, start: float, end: float, target: int) -> dict[str, Any]:
    """Write the samples from `start` to `end` (seconds) of the FLAC at standard input to the descriptor `target`.

    The answer: `duration`, in seconds, of what was there of them. Only 16 kHz mono 16 bit is taken.
    """
    flac = writer(target)
    written = 0
    waiting = bytearray()
    with source.open_source(begins_like_media) as container:
        stream = source.choose(source.sound_streams(container))
        for pcm in _samples(container, stream, round(start * RATE), round(end * RATE)):
            waiting += pcm
            while len(waiting) >= BLOCK * BYTES:
                flac.write(bytes(waiting[: BLOCK * BYTES]))
                del waiting[: BLOCK * BYTES]
            written += len(pcm) // BYTES
    if not written:
        raise TooShort
    if waiting:
        flac.write(bytes(waiting))
    flac.close()
    return {"duration": written / RATE}


def _samples(container: InputContainer, stream: AudioStream, first: int, last: int) -> Iterator[bytes]:
    """What lies from sample `first` up to `last`, in portions."""
    _seek(container, stream, first)
    for packet in source.packets(container, stream):
        for frame in source.decoded(packet):
            if (
                frame.format.name,
                frame.layout.nb_channels,
                frame.sample_rate,
            ) != _FORM or frame.time is None:
                raise UnknownSound
            here = round(frame.time * RATE)
            if here >= last:
                return
            begin, end = max(first - here, 0), min(last - here, frame.samples)
            if begin < end:
                yield bytes(frame.planes[0])[begin * BYTES : end * BYTES]


def _seek(container: InputContainer, stream: AudioStream, first: int) -> None:
    """To shortly before the sample `first`; to the beginning where the file cannot be searched."""
    seconds = first / RATE - _RUN_UP
    if seconds <= 0:
        return
    try:
        container.seek(int(seconds * av.time_base), backward=True)
    except av.FFmpegError:
        container.seek(0, backward=True)
