"""The sound in a file: heard, written down as HiSpeech gets it (16 kHz mono FLAC), or a stretch of that cut out.

Decoding happens in a cell.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transcripts.media import cell
from transcripts.media.cell import Limits
from transcripts.media.probe import MEBIBYTE, begins_like

# An hour takes about six seconds of CPU; the longest sittings, on a slow machine, stay well within.
LIMITS = Limits(cpu=1800, wall=3600, memory=768 * MEBIBYTE, output=4096 * MEBIBYTE)
GLANCE_LIMITS = Limits(cpu=30, wall=60, memory=768 * MEBIBYTE, output=64 * MEBIBYTE)

Stretches = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Hearing:
    """`duration` in seconds by decoded samples; `voiced` are stretches in order, in seconds, none for silence."""

    duration: float
    voiced: Stretches


@dataclass(frozen=True, slots=True)
class Sound:
    """`sha256` is of the decoded 16 kHz mono samples: a renamed, retagged or remuxed copy has the same."""

    duration: float
    voiced: Stretches
    sha256: str


def _stretches(found: dict[str, Any]) -> Stretches:
    return tuple((start, end) for start, end in found["voiced"])


def hear(path: Path, limits: Limits = LIMITS) -> Hearing:
    """How long the sound truly is and where somebody speaks. Raises BadMedia."""
    found = cell.run("listen", path, limits, begins_like_media=bool(begins_like(path)))
    return Hearing(found["duration"], _stretches(found))


def extract(
    source: Path,
    target: Path,
    *,
    track: int | None = None,
    peaks: Path | None = None,
    limits: Limits = LIMITS,
) -> Sound:
    """Write the sound track `track` (a `Track.index`; else the default one) to `target`, whole or not at all; likewise
    its `media.peaks` to `peaks`.

    Raises BadMedia, and OSError where they cannot be written.
    """
    targets = {"target": target} | ({"peaks": peaks} if peaks else {})
    found = _written(source, targets, limits, track=track)
    return Sound(found["duration"], _stretches(found), found["sha256"])


def beginning(
    source: Path, target: Path, *, track: int, seconds: float, limits: Limits = GLANCE_LIMITS
) -> None:
    """Write about the first `seconds` of a track to `target`, for people to tell it from others.

    Raises what `extract` raises, for a track in which nothing is to be heard as well.
    """
    _written(source, {"target": target}, limits, track=track, seconds=seconds)


def draw(source: Path, peaks: Path, limits: Limits = LIMITS) -> None:
    """Write the `media.peaks` of a sound track to `peaks`. Raises BadMedia."""
    _written(source, {"peaks": peaks}, limits)


def _written(source: Path, targets: dict[str, Path], limits: Limits, **order: object) -> dict[str, Any]:
    kind = begins_like(source)
    with ExitStack() as stack:
        opened = {name: stack.enter_context(whole_or_nothing(path)) for name, path in targets.items()}
        return cell.run("listen", source, limits, targets=opened, begins_like_media=bool(kind), **order)


def excerpt(source: Path, target: Path, *, start: float, end: float, limits: Limits = LIMITS) -> float:
    """Write the samples from `start` to `end` (seconds) of a sound track that `extract` made to `target`, whole or not
    at all; it is searched, not decoded from its beginning. Returns the seconds written: less where it ends earlier.

    Raises BadMedia: TooShort where nothing of the stretch is there, UnknownSound for what `extract` did not make.
    """
    with whole_or_nothing(target) as descriptor:
        order = {"start": start, "end": end, "begins_like_media": True}
        found = cell.run("cut", source, limits, targets={"target": descriptor}, **order)
    return float(found["duration"])


@contextmanager
def whole_or_nothing(target: Path) -> Iterator[int]:
    """A descriptor to a file beside `target` that takes its place when all went well, and vanishes otherwise."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield descriptor
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise
