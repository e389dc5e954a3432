"""A sound file as a stream of samples, 16 kHz mono within ±1, in small pieces."""

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np

from transcripts.alignment.inside.features import RATE, Samples

# A seek may end somewhat late; from so many seconds earlier it cannot.
_RUN_UP = 1.0


def duration(file: Path) -> float:
    """Seconds, as the file claims; 0 where it does not. Only for telling how far the work is."""
    with av.open(str(file)) as container:
        return (container.duration or 0) / av.time_base


def pieces(file: Path, start: float = 0.0, end: float = float("inf")) -> Iterator[Samples]:
    """The samples from `start` to `end`, in seconds. ValueError where nothing can be decoded."""
    first, last = round(start * RATE), end * RATE
    with av.open(str(file)) as container:
        stream = container.streams.audio[0]
        stream.codec_context.thread_count = 1
        if start > _RUN_UP:
            container.seek(int((start - _RUN_UP) * av.time_base), backward=True)
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        at = None
        for frame in container.decode(stream):
            if at is None:
                at = round((frame.time or 0.0) * RATE)
            for made in resampler.resample(frame):
                piece = made.to_ndarray()[0]
                begin, behind = max(first - at, 0), min(last - at, len(piece))
                at += len(piece)
                if begin < behind:
                    yield piece[begin : int(behind)].astype(np.float32) / 32768
            if at >= last:
                break
        if at is None:
            raise ValueError("no sound")
