"""Where the picture of a video changes from one shot to the next."""

import os
import resource
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation
from av.video.stream import VideoStream

from transcripts.media.inside import source
from transcripts.media.problems import UnknownPicture

# What is compared: pictures so small that grain and the smallest movements vanish.
WIDTH, HEIGHT = 64, 36
# Of 255, in the mean over a picture: less never is another shot.
LEAST = 12.0
# So many times more than between the pictures around it: quick movement changes every picture.
TIMES = 3.0
# Pictures on either side that are looked at for that.
AROUND = 6
# Milliseconds; a flash, a photographer's light, is no shot.
SHORTEST = 240
MOST = 50_000

Change = tuple[int, float]


def watch(begins_like_media: bool, seconds: float) -> dict[str, Any]:
    """`{"moments": [ms, …], "seen_until": seconds}` of the file at standard input, as far as `seconds` of processor go.

    Times count from where the file begins, as those of the sound track do. Raises UnknownPicture where there is no picture.
    """
    os.nice(19)
    with source.open_source(begins_like_media) as container:
        picture = source.video_stream(container)
        if picture is None or picture.codec_context is None:
            raise UnknownPicture
        source.only(container, picture)
        begin = Fraction(container.start_time or 0, av.time_base)
        changes = list(_changes(container, picture, begin, seconds))
    return {"moments": moments(changes), "seen_until": changes[-1][0] / 1000 if changes else 0.0}


def _changes(container: Any, picture: VideoStream, begin: Fraction, seconds: float) -> Iterator[Change]:
    """For each picture when it is shown, in milliseconds, and by how much it differs from the one before."""
    known = picture.codec_context
    known.thread_count = 1
    # Half of the work, and nothing that could be seen so small.
    known.options = {"skip_loop_filter": "all"}
    before = None
    for packet in source.packets(container, picture):
        for frame in source.decoded(packet):
            if frame.pts is None or not frame.time_base:
                continue
            small = _small(frame)
            changed = 0.0 if before is None else float(np.abs(small - before).mean())
            yield round(1000 * (frame.pts * frame.time_base - begin)), changed
            before = small
        if _spent() > seconds:
            return


def _small(frame: VideoFrame) -> "np.ndarray[Any, np.dtype[np.int16]]":
    made = frame.reformat(WIDTH, HEIGHT, "gray", interpolation=Interpolation.AREA)
    return made.to_ndarray().astype(np.int16)


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def moments(changes: list[Change]) -> list[int]:
    """Where a picture differs from the one before by much, and by far more than its neighbours do from theirs."""
    found: list[int] = []
    for at, (moment, changed) in enumerate(changes):
        if changed < LEAST or moment < SHORTEST or len(found) == MOST:
            continue
        around = [
            one for _moment, one in changes[max(0, at - AROUND) : at] + changes[at + 1 : at + 1 + AROUND]
        ]
        usual = sorted(around)[len(around) // 2] if around else 0.0
        if changed < TIMES * max(usual, LEAST / TIMES):
            continue
        if found and moment - found[-1] < SHORTEST:
            continue
        found.append(moment)
    return found
