"""Where the picture of a video changes, for subtitles. Watched in a cell, as far as a bounded time goes."""

from dataclasses import dataclass
from pathlib import Path

from transcripts.media import cell
from transcripts.media.cell import Limits
from transcripts.media.probe import MEBIBYTE, begins_like

# An hour of 720 lines takes some minutes of one processor; what is very large or very long is watched as far as this goes.
_CPU, _CPU_PER_SECOND = 30, 0.5
_WALL_PER_CPU = 10
_MEMORY = 1536 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class Watched:
    """`moments` in milliseconds, of each shot but the first; nobody has looked beyond `seen_until` (seconds)."""

    moments: list[int]
    seen_until: float


def watch(source: Path, seconds: float, limits: Limits | None = None) -> Watched:
    """`seconds`: how long the video is. Raises BadMedia."""
    allowed = limits or limits_for(seconds)
    kind = begins_like(source)
    found = cell.run("watch", source, allowed, begins_like_media=bool(kind), seconds=0.9 * allowed.cpu)
    return Watched([int(one) for one in found["moments"]], float(found["seen_until"]))


def limits_for(seconds: float) -> Limits:
    cpu = int(_CPU + _CPU_PER_SECOND * seconds)
    return Limits(cpu=cpu, wall=60 + _WALL_PER_CPU * cpu, memory=_MEMORY, output=MEBIBYTE)
