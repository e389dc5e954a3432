"""What must be encoded anew for browsers: pictures as H.264, sound as AAC."""

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from typing import Any, Protocol, cast

import av
from av.audio.frame import AudioFrame
from av.container import OutputContainer
from av.filter import Graph
from av.packet import Packet
from av.video.frame import PictureType, VideoFrame
from av.video.stream import VideoStream

from transcripts.media.inside import source
from transcripts.media.inside.scaling import Form, Scaler, size_for

# Fast rather than small: it is a copy, made on a machine that has other things to do.
_X264 = {"preset": "veryfast", "crf": "26", "g": "100", "x264-params": "rc-lookahead=10:threads=1"}
_CLOCK = Fraction(1, 90_000)
# No more pictures a second than this, in ticks of the clock: twice as many would take twice as long.
_CLOSEST = 90_000 // 31
_SOUND_RATE = 48_000
_AAC_FRAME = 1024


class Way(Protocol):
    """What becomes of one stream's packets. `is_ready` once the form of what it makes is known."""

    is_ready: bool

    def through(self, packet: "Packet[Any]") -> Iterator["Packet[Any]"]: ...

    def rest(self) -> Iterator["Packet[Any]"]: ...


class PictureAnew:
    def __init__(self, made: OutputContainer, stream: VideoStream, begin: Fraction) -> None:
        self.is_ready = False
        self._made = made
        self._given = stream
        self._begin = begin
        self._last = -_CLOSEST

    def through(self, packet: "Packet[Any]") -> Iterator["Packet[Any]"]:
        for frame in source.decoded(packet):
            at = self._place(frame)
            if at - self._last >= _CLOSEST:
                self._last = at
                yield from self._shown(frame, at)

    def rest(self) -> Iterator["Packet[Any]"]:
        if self.is_ready:
            yield from self._encoded(self._scaler.rest())
            yield from self._stream.encode(None)

    def _place(self, frame: VideoFrame) -> int:
        """Ticks from the file's beginning; before it, for what has no time or comes too early."""
        if frame.pts is None or frame.time_base is None:
            return -_CLOSEST
        return round((frame.pts * frame.time_base - self._begin) / _CLOCK)

    def _shown(self, frame: VideoFrame, at: int) -> Iterator["Packet[Any]"]:
        shape = self._given.sample_aspect_ratio or Fraction(1)
        form = Form(frame.width, frame.height, frame.format.name, frame.rotation, shape)
        if not self.is_ready:
            self._begin_with(size_for(form))
        frame.pts, frame.time_base = at, _CLOCK
        yield from self._encoded(self._scaler.scale(frame, form))

    def _begin_with(self, size: tuple[int, int]) -> None:
        self._scaler = Scaler(size, _CLOCK)
        width, height = size
        self._stream = self._made.add_stream(
            "libx264", rate=30, options=_X264, width=width, height=height, time_base=_CLOCK
        )
        self._stream.codec_context.thread_count = 1
        self.is_ready = True

    def _encoded(self, frames: Iterator[VideoFrame]) -> Iterator["Packet[Any]"]:
        for frame in frames:
            frame.pict_type = PictureType.NONE  # the encoder chooses for itself
            yield from self._stream.encode(frame)


class SoundAnew:
    def __init__(self, made: OutputContainer, begin: Fraction) -> None:
        self.is_ready = True
        self._begin = begin
        self._stream = made.add_stream("aac", rate=_SOUND_RATE, layout="stereo", bit_rate=128_000)
        self._form: tuple[str, str, int] | None = None
        self._graph: Graph | None = None

    def through(self, packet: "Packet[Any]") -> Iterator["Packet[Any]"]:
        for frame in source.decoded(packet):
            if frame.pts is not None and frame.time_base is not None and frame.sample_rate:
                yield from self._heard(frame, frame.pts * frame.time_base - self._begin)

    def rest(self) -> Iterator["Packet[Any]"]:
        yield from self._through(None)
        yield from self._stream.encode(None)

    def _heard(self, frame: AudioFrame, at: Fraction) -> Iterator["Packet[Any]"]:
        rate = frame.sample_rate
        form = (frame.format.name, frame.layout.name, rate)
        if form != self._form:
            yield from self._through(None)
            self._graph = _graph(*form, is_first=self._form is None)
            self._form = form
        frame.pts = round(at * rate)
        frame.time_base = Fraction(1, rate)
        yield from self._through(frame)

    def _through(self, frame: AudioFrame | None) -> Iterator["Packet[Any]"]:
        if self._graph is None:
            return
        with suppress(av.FFmpegError):  # of a form that no converter knows
            self._graph.push(frame)
        with suppress(BlockingIOError, EOFError):  # it wants more first, or has no more
            while True:
                yield from self._stream.encode(cast(AudioFrame, self._graph.pull()))


def _graph(sample_format: str, layout: str, rate: int, is_first: bool) -> Graph:
    """Holes in the timeline are filled with silence, so that sound and picture stay together."""
    graph = Graph()
    graph.threads = 1
    begin = ":first_pts=0" if is_first else ""
    given = graph.add(
        "abuffer", f"sample_rate={rate}:sample_fmt={sample_format}:channel_layout={layout}:time_base=1/{rate}"
    )
    graph.link_nodes(
        given,
        graph.add("aresample", f"{_SOUND_RATE}:async=1{begin}"),
        graph.add("aformat", f"sample_rates={_SOUND_RATE}:sample_fmts=fltp:channel_layouts=stereo"),
        graph.add("asetnsamples", f"n={_AAC_FRAME}:p=0"),
        graph.add("abuffersink"),
    ).configure()
    return graph
