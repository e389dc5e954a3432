"""The sound track, from first to last sample: brought to 16 kHz mono, measured, and written as FLAC where wanted."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import Any, cast

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.filter import Graph

from transcripts.media.inside import source, voice
from transcripts.media.inside.inspection import LEAST_SECONDS
from transcripts.media.problems import CutOff, NotMedia, TooShort, UnknownSound

RATE = voice.RATE
# FLAC's own block at this rate, and a whole number of loudness frames: 0.288 s.
BLOCK = 4608
_BYTES = 2
# A hole in the timeline between these (seconds) is filled with silence, so that words keep the times at which the
# player shows them. Smaller ones are rounding; larger ones and steps back are a clock that was set anew.
_LEAST_HOLE, _WIDEST_HOLE = 0.1, 300.0


def listen(begins_like_media: bool, track: int | None = None, target: int | None = None) -> dict[str, Any]:
    """Hear the file at standard input; write FLAC to the descriptor `target` if there is one.

    The answer: `duration` in seconds, `voiced` stretches, and `sha256` of all decoded samples: with the encoder's
    padding, without the holes that we filled.
    """
    with source.open_source(begins_like_media) as container:
        streams = source.sound_streams(container)
        stream = source.choose(streams, track)
        if track is not None and stream.index != track:
            raise UnknownSound
        source.only(container, stream)
        ear = Ear(None if target is None else Writer(target))
        _feed(ear, container, stream)
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


def _feed(ear: "Ear", container: InputContainer, stream: AudioStream) -> None:
    """Every frame in its place on the timeline, which begins where the file does."""
    offset = (container.start_time or 0) / av.time_base
    resampler = _Resampler()
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
            ear.hear(resampler.resample(frame))
    ear.hear(resampler.rest())
    ear.close(tail)


class _Resampler:
    """To 16 kHz mono 16 bit; a track that changes its form on the way gets a new graph."""

    def __init__(self) -> None:
        self._form: tuple[str, str, int, int] | None = None
        self._graph: Graph | None = None

    def resample(self, frame: AudioFrame) -> list[AudioFrame]:
        form = (frame.format.name, frame.layout.name, frame.layout.nb_channels, frame.sample_rate)
        left: list[AudioFrame] = []
        if form != self._form:
            left, self._graph = self.rest(), None
            self._form, self._graph = form, _graph(*form)
        return left + self._through(frame)

    def rest(self) -> list[AudioFrame]:
        return self._through(None)

    def _through(self, frame: AudioFrame | None) -> list[AudioFrame]:
        if self._graph is None:
            return []
        self._graph.push(frame)
        ready = []
        with suppress(BlockingIOError, EOFError):  # it wants more first, or has no more
            while True:
                ready.append(self._graph.pull())
        return cast(list[AudioFrame], ready)


def _graph(sample_format: str, layout: str, channels: int, rate: int) -> Graph:
    # PyAV's own AudioResampler does much the same, but with a thread for each processor and room for each.
    graph = Graph()
    graph.threads = 1
    given = graph.add("abuffer", sample_rate=str(rate), sample_fmt=sample_format, channel_layout=layout)
    evenly = graph.add("pan", _evenly(channels))
    wanted = graph.add("aformat", sample_rates=str(RATE), sample_fmts="s16", channel_layouts="mono")
    graph.link_nodes(given, evenly, wanted, graph.add("abuffersink")).configure()
    return graph


def _evenly(channels: int) -> str:
    """Many channels are rather a microphone for each speaker than a cinema. FFmpeg's own mix would leave out what it
    takes for the bass, which is the third channel of three, and knows no way at all from nine.
    """
    return "mono|c0=" + "+".join(f"{1 / channels:.6f}*c{i}" for i in range(channels))


class Ear:
    """Takes samples in any portions and passes them on in blocks. Memory: two blocks, and one level per 32 ms."""

    def __init__(self, writer: "Writer | None") -> None:
        self.heard = 0
        # Where the next frame belongs on the timeline, in seconds.
        self.clock = 0.0
        self.sha256 = hashlib.sha256()
        self._writer = writer
        self._to_omit = 0.0
        self._waiting = bytearray()
        self._samples = 0
        self._levels: list[voice.Levels] = []

    @property
    def seconds(self) -> float:
        return self._samples / RATE

    def hear(self, frames: list[AudioFrame]) -> None:
        for frame in frames:
            pcm = bytes(frame.planes[0])[: frame.samples * _BYTES]
            self.heard += frame.samples
            self.sha256.update(pcm)
            omitted = min(round(self._to_omit), frame.samples)
            self._to_omit -= omitted
            self._take(pcm[omitted * _BYTES :])

    def omit(self, seconds: float) -> None:
        """What comes next is padding: it counts for the sum and is not part of the sound."""
        self._to_omit += seconds * RATE

    def skip(self, seconds: float) -> None:
        """Silence in place of what is missing."""
        self.clock += seconds
        left = round(seconds * RATE)
        while left > 0:
            self._take(bytes(min(left, BLOCK) * _BYTES))
            left -= BLOCK

    def _take(self, pcm: bytes) -> None:
        self._waiting += pcm
        # A block stays behind: it may yet turn out to be padding.
        while len(self._waiting) >= 2 * BLOCK * _BYTES:
            self._pass_on()

    def _pass_on(self) -> None:
        block = bytes(self._waiting[: BLOCK * _BYTES])
        del self._waiting[: BLOCK * _BYTES]
        samples = np.frombuffer(block, dtype=np.int16)
        self._samples += len(samples)
        self._levels.append(voice.levels(samples))
        if self._writer:
            self._writer.write(block)

    def close(self, tail: float) -> None:
        """No more comes; the last `tail` seconds were padding."""
        kept = max(0, len(self._waiting) - round(tail * RATE) * _BYTES)
        del self._waiting[kept:]
        while self._waiting:
            self._pass_on()
        if self._writer:
            self._writer.close()

    def levels(self) -> voice.Levels:
        return np.concatenate([np.empty(0, dtype=np.float32), *self._levels])


class Writer:
    """FLAC, block by block, to a descriptor."""

    def __init__(self, descriptor: int) -> None:
        self._file = os.fdopen(descriptor, "wb")
        self._container: OutputContainer = av.open(self._file, "w", format="flac")
        self._stream = self._container.add_stream("flac", rate=RATE, layout="mono", format="s16")
        self._position = 0

    def write(self, block: bytes) -> None:
        frame = AudioFrame(format="s16", layout="mono", samples=len(block) // _BYTES)
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
