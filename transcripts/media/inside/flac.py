"""Writing FLAC, block by block."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import BinaryIO

import av
from av.audio.frame import AudioFrame
from av.container import OutputContainer

from transcripts.media.inside.voice import RATE

# FLAC's own block at this rate, and a whole number of loudness frames: 0.288 s.
BLOCK = 4608
BYTES = 2


class Writer:
    """FLAC, block by block, to the descriptor that it is pointed at before the first."""

    def __init__(self) -> None:
        self._file = _Later()
        self._container: OutputContainer = av.open(self._file, "w", format="flac")
        self._stream = self._container.add_stream("flac", rate=RATE, layout="mono", format="s16")
        self._position = 0

    def point_at(self, descriptor: int) -> None:
        self._file.point_at(descriptor)

    def write(self, block: bytes) -> None:
        frame = AudioFrame(format="s16", layout="mono", samples=len(block) // BYTES)
        frame.planes[0].update(block)
        frame.sample_rate = RATE
        frame.pts = self._position
        with _one_processor() if not self._position else nullcontext():
            self._container.mux(self._stream.encode(frame))
        self._position += frame.samples

    def close(self) -> None:
        self._container.mux(self._stream.encode(None))
        self._container.close()
        self._file.close()


class _Later:
    """A file whose place is known only after FFmpeg has got it."""

    def point_at(self, descriptor: int) -> None:
        self._place: BinaryIO = os.fdopen(descriptor, "wb")

    def write(self, data: bytes) -> int:
        return self._place.write(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._place.seek(offset, whence)

    def tell(self) -> int:
        return self._place.tell()

    def close(self) -> None:
        self._place.close()


# FFmpeg clears eight megabytes for an encoder. Made before the fork, they are cleared once for all cells; each then
# gets copies of only those pages that it writes to.
_prepared: list[Writer] = []


def prepare() -> None:
    if not _prepared:
        _prepared.append(Writer())


def writer(descriptor: int) -> Writer:
    """To be called once in a process, for the prepared one goes with it."""
    ours = _prepared.pop() if _prepared else Writer()
    ours.point_at(descriptor)
    return ours


@contextmanager
def _one_processor() -> Iterator[None]:
    """PyAV's encoding, when it begins, makes a thread for each processor that it sees, and uses none of them."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)
