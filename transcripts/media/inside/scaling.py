"""A picture for browsers: upright, at most 720 lines, square pixels, whole frames, eight bits."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction

from av.filter import Graph
from av.video.frame import VideoFrame

# Lines, and columns, of the smaller and the larger side.
_SMALLER, _LARGER = 720, 1280
# Counter-clockwise degrees, as a phone writes down how it was held → what sets the picture upright.
_UPRIGHT = {90: "transpose=cclock", -90: "transpose=clock", 180: "hflip,vflip", -180: "hflip,vflip"}


@dataclass(frozen=True, slots=True)
class Form:
    """What a decoder gives: `shape` is the width of a pixel by its height."""

    width: int
    height: int
    pixels: str
    rotation: int
    shape: Fraction


def size_for(form: Form) -> tuple[int, int]:
    """Width and height in which it is shown: both even, as the encoder wants them."""
    width, height = float(form.width * form.shape), float(form.height)
    if form.rotation in (90, -90):
        width, height = height, width
    share = min(1.0, _SMALLER / min(width, height), _LARGER / max(width, height))
    return _even(width * share), _even(height * share)


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)


class Scaler:
    """Frames of any form in, in portions; frames of one size out. Times pass through in units of `time_base`."""

    def __init__(self, size: tuple[int, int], time_base: Fraction) -> None:
        self._size = size
        self._time_base = time_base
        self._form: Form | None = None
        self._graph: Graph | None = None

    def scale(self, frame: VideoFrame, form: Form) -> Iterator[VideoFrame]:
        """A stream that changes its form on the way gets a new graph."""
        if form != self._form:
            yield from self.rest()
            self._form, self._graph = form, self._graph_for(form)
        yield from self._through(frame)

    def rest(self) -> Iterator[VideoFrame]:
        yield from self._through(None)
        self._graph = None

    def _through(self, frame: VideoFrame | None) -> Iterator[VideoFrame]:
        if self._graph is None:
            return
        self._graph.vpush(frame)
        with suppress(BlockingIOError, EOFError):  # it wants more first, or has no more
            while True:
                yield self._graph.vpull()

    def _graph_for(self, form: Form) -> Graph:
        graph = Graph()
        graph.threads = 1
        given = graph.add(
            "buffer",
            f"width={form.width}:height={form.height}:pix_fmt={form.pixels}:time_base={self._time_base}",
        )
        nodes = [given, graph.add("yadif", "deint=interlaced")]
        for step in filter(None, _UPRIGHT.get(form.rotation, "").split(",")):
            name, _, options = step.partition("=")
            nodes.append(graph.add(name, options or None))
        width, height = self._size
        nodes.append(graph.add("scale", f"w={width}:h={height}"))
        nodes.append(graph.add("setsar", "1"))
        nodes.append(graph.add("format", "pix_fmts=yuv420p"))
        graph.link_nodes(*nodes, graph.add("buffersink")).configure()
        return graph
