"""Whatever form a track has, brought to 16 kHz mono 16 bit."""

from contextlib import suppress
from typing import cast

from av.audio.frame import AudioFrame
from av.filter import Graph

from transcripts.media.inside.voice import RATE


class Mixer:
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
