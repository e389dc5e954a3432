"""The sound track, from first to last sample: brought to 16 kHz mono, measured, and written as FLAC where wanted."""

import hashlib
import os
from array import array
from contextlib import suppress
from math import inf
from typing import Any

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer

from transcripts.media.inside import drawing, flac, source, voice
from transcripts.media.inside.flac import BLOCK, BYTES, Writer
from transcripts.media.inside.inspection import LEAST_SECONDS
from transcripts.media.inside.mixing import Mixer
from transcripts.media.inside.voice import RATE
from transcripts.media.problems import CutOff, NotMedia, TooShort, UnknownSound

# A hole in the timeline between these (seconds) is filled with silence, so that words keep the times at which the
# player shows them. Smaller ones are rounding; larger ones and steps back are a clock that was set anew.
_LEAST_HOLE, _WIDEST_HOLE = 0.1, 300.0
# Blocks that are measured at once.
AT_ONCE = 16


def prepare() -> None:
    """Once before the cells are forked, what each would do by itself: 12 ms of processor. Of no file, so the same for all."""
    source.known_codecs()
    flac.prepare()
    hashlib.sha256()
    voice.voiced(voice.levels(np.zeros(BLOCK, dtype=np.int16)))


def listen(
    begins_like_media: bool,
    track: int | None = None,
    seconds: float = inf,
    target: int | None = None,
    peaks: int | None = None,
) -> dict[str, Any]:
    """Hear the file at standard input, or about its first `seconds`; write FLAC to the descriptor `target` and
    `media.peaks` to `peaks`, if given.

    The answer: `duration` in seconds, `voiced` stretches, and `sha256` of all decoded samples: with the encoder's
    padding, without the holes that we filled.
    """
    with source.open_source(begins_like_media) as container:
        streams = source.sound_streams(container)
        stream = source.choose(streams, track)
        if track is not None and stream.index != track:
            raise UnknownSound
        source.only(container, stream)
        ear = Ear(None if target is None else flac.writer(target))
        _feed(ear, container, stream, seconds)
    if peaks is not None:
        _write(peaks, ear.peaks)
    if not ear.heard and ear.clock:
        raise UnknownSound
    if not ear.heard:
        raise CutOff if begins_like_media else NotMedia
    if ear.seconds < LEAST_SECONDS:
        raise TooShort
    return {
        "duration": round(ear.seconds, 3),
        "voiced": voice.voiced(ear.levels()),
        "sha256": ear.sha256.hexdigest(),
    }


def _write(descriptor: int, data: bytes | bytearray) -> None:
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)


def _feed(ear: "Ear", container: InputContainer, stream: AudioStream, seconds: float) -> None:
    """Every frame in its place on the timeline, which begins where the file does."""
    offset = (container.start_time or 0) / av.time_base
    mixer = Mixer()
    tail = 0.0
    for piece in source.pieces(container, stream):
        frame, lead = piece.frame, piece.lead / piece.rate
        if frame.time is not None and piece.lead < frame.samples:
            hole = frame.time + lead - offset - ear.clock
            if _LEAST_HOLE < hole <= _WIDEST_HOLE:
                ear.skip(hole)
            elif abs(hole) > _LEAST_HOLE:
                offset += hole
        ear.omit(lead)
        ear.clock += frame.samples / piece.rate - lead
        tail = piece.tail / piece.rate
        with suppress(av.FFmpegError):  # of a form that no converter knows
            ear.hear(mixer.resample(frame))
        if ear.clock >= seconds:
            break
    ear.hear(mixer.rest())
    ear.close(tail)


class Ear:
    """Takes samples in any portions and passes them on in blocks. Memory: some blocks, a level per 32 ms, a peak per 24."""

    def __init__(self, writer: "Writer | None") -> None:
        self.heard = 0
        # Where the next frame belongs on the timeline, in seconds.
        self.clock = 0.0
        self.sha256 = hashlib.sha256()
        self.peaks = bytearray()
        self._writer = writer
        self._to_omit = 0.0
        self._waiting = bytearray()
        self._samples = 0
        # One growing array: thousands of small ones would lie between the packets and keep the heap from shrinking.
        self._levels = array("f")

    @property
    def seconds(self) -> float:
        return self._samples / RATE

    def hear(self, frames: list[AudioFrame]) -> None:
        for frame in frames:
            pcm = bytes(frame.planes[0])[: frame.samples * BYTES]
            self.heard += frame.samples
            self.sha256.update(pcm)
            omitted = min(round(self._to_omit), frame.samples)
            self._to_omit -= omitted
            self._take(pcm[omitted * BYTES :])

    def omit(self, seconds: float) -> None:
        """What comes next is padding: it counts for the sum and is not part of the sound."""
        self._to_omit += seconds * RATE

    def skip(self, seconds: float) -> None:
        """Silence in place of what is missing."""
        self.clock += seconds
        left = round(seconds * RATE)
        while left > 0:
            self._take(bytes(min(left, BLOCK) * BYTES))
            left -= BLOCK

    def _take(self, pcm: bytes) -> None:
        self._waiting += pcm
        # A block stays behind: it may yet turn out to be padding.
        if len(self._waiting) >= (AT_ONCE + 1) * BLOCK * BYTES:
            self._pass_on(AT_ONCE * BLOCK * BYTES)

    def _pass_on(self, size: int) -> None:
        """The first `size` bytes: measured together, for numpy takes as long for one block as for many; written one by one."""
        passed = bytes(self._waiting[:size])
        del self._waiting[:size]
        samples = np.frombuffer(passed, dtype=np.int16)
        self._samples += len(samples)
        self._levels.frombytes(voice.levels(samples).tobytes())
        self.peaks += drawing.peaks(samples)
        if self._writer:
            for start in range(0, len(passed), BLOCK * BYTES):
                self._writer.write(passed[start : start + BLOCK * BYTES])

    def close(self, tail: float) -> None:
        """No more comes; the last `tail` seconds were padding."""
        kept = max(0, len(self._waiting) - round(tail * RATE) * BYTES)
        del self._waiting[kept:]
        if self._waiting:
            self._pass_on(len(self._waiting))
        if self._writer:
            self._writer.close()

    def levels(self) -> voice.Levels:
        return np.frombuffer(self._levels, dtype=np.float32)
