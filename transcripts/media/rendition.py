"""A copy that browsers play of a video that they refuse: MP4 with H.264 and AAC, at most 720 lines. Made in a cell."""

from pathlib import Path

from transcripts.errors import BadMedia
from transcripts.media import cell
from transcripts.media.audio import whole_or_nothing
from transcripts.media.cell import Limits
from transcripts.media.probe import MEBIBYTE, begins_like
from transcripts.media.problems import TooSlow

# A second of video takes a tenth to a half of a second of one processor, more where it is very large. The cell has
# the lowest priority, so by the clock it may take long.
_CPU, _CPU_PER_SECOND = 600, 6.0
_WALL, _WALL_PER_SECOND = 3600, 30.0
# 4 Mbit/s, and a large one that is merely copied.
_BYTES_PER_SECOND = MEBIBYTE // 2
# Pictures of 4K, sixteen of which a decoder may have to remember.
_MEMORY = 1536 * MEBIBYTE


def limits_for(seconds: float, size: int) -> Limits:
    """`size`: bytes of the original."""
    return Limits(
        cpu=int(_CPU + _CPU_PER_SECOND * seconds),
        wall=_WALL + _WALL_PER_SECOND * seconds,
        memory=_MEMORY,
        output=64 * MEBIBYTE + 2 * size + int(_BYTES_PER_SECOND * seconds),
    )


def render(source: Path, target: Path, *, track: int | None, limits: Limits) -> None:
    """Write the copy to `target`, whole or not at all, with the sound track `track` (a `Track.index`).

    Streams that browsers play are copied; where that fails everything is encoded anew. Raises BadMedia.
    """
    try:
        _render(source, target, limits, track=track, anew=False)
    except TooSlow:
        raise
    except BadMedia:
        _render(source, target, limits, track=track, anew=True)


def _render(source: Path, target: Path, limits: Limits, **order: object) -> None:
    kind = begins_like(source)
    with whole_or_nothing(target) as descriptor:
        cell.run(
            "render", source, limits, targets={"target": descriptor}, begins_like_media=bool(kind), **order
        )
