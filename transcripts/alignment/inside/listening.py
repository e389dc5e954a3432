"""From a sound file to what the model hears in it, in memory that does not grow with its length.

The sound is heard in chunks of half a minute by several threads (LiteRT works without Python's lock). Each begins
listening somewhat before its chunk, so that the network is used to the voice; what it heard then is thrown away.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import local

import numpy as np

from transcripts.alignment.inside import sound
from transcripts.alignment.inside.acoustic import CONTEXT, LogProbs, Model
from transcripts.alignment.inside.features import RATE, STEP, WINDOW, Samples, features, frames_in, loudness
from transcripts.alignment.inside.memory import Writer

# Frames of a chunk, and of warming up before it; whole numbers of what the network takes at once.
_CHUNK, _WARMING = 1600, 64
_BEFORE = (_WARMING + CONTEXT) * STEP
_BEHIND = CONTEXT * STEP + WINDOW - STEP


@dataclass(frozen=True, slots=True)
class Chunk:
    """Frames `begin` to `end`; `samples` reach `before` frames further back, and as far beyond as the network looks."""

    begin: int
    end: int
    before: int
    samples: Samples


def chunks(pieces: Iterable[Samples]) -> Iterator[Chunk]:
    """Chunks in order for samples in pieces of any size."""
    waiting: deque[Samples] = deque()
    # What `waiting` begins with, and how much it holds, in samples of the sound.
    at = held = 0
    begin = 0
    for piece in pieces:
        waiting.append(piece)
        held += len(piece)
        while at + held >= (begin + _CHUNK) * STEP + _BEHIND:
            samples = np.concatenate(waiting)
            yield _chunk(samples, at, begin, begin + _CHUNK)
            begin += _CHUNK
            kept = max(begin * STEP - _BEFORE, 0)
            waiting = deque([samples[kept - at :].copy()])
            at, held = kept, len(waiting[0])
    if (end := frames_in(at + held)) > begin:
        yield _chunk(np.concatenate(waiting), at, begin, end)


def _chunk(samples: Samples, at: int, begin: int, end: int) -> Chunk:
    return Chunk(begin, end, begin - at // STEP, samples[: end * STEP + _BEHIND - at])


def heard_in(model: Model, chunk: Chunk) -> tuple[LogProbs, Samples]:
    """Log-probabilities and loudness of a chunk's frames."""
    count = chunk.before + chunk.end - chunk.begin
    seen = features(chunk.samples, count + CONTEXT)
    # Beyond the end of the sound the network sees zeros, as before its beginning; not the features of silence.
    seen[frames_in(len(chunk.samples)) :] = 0.0
    lead = CONTEXT if chunk.before else 0
    if not lead:
        seen = np.concatenate([np.zeros((CONTEXT, seen.shape[1]), dtype=np.float32), seen])
    model.forget()
    return model.hear(seen)[chunk.before - lead :], loudness(chunk.samples, count)[chunk.before :]


def listen(
    file: Path,
    model: Path,
    target: Path,
    *,
    threads: int,
    tell: Callable[[float], None],
    start: float = 0.0,
    end: float = float("inf"),
) -> None:
    """Write what is heard between `start` and `end` to `target`, whose frame 0 then is at `start`."""
    own = local()

    def hear(chunk: Chunk) -> Chunk:
        if not hasattr(own, "model"):
            own.model = Model(model)
        writer.write(chunk.begin, *heard_in(own.model, chunk))
        return chunk

    writer = Writer(target)
    frames = max((min(end, sound.duration(file)) - start) * RATE / STEP, 1.0)
    at_work: deque[Future[Chunk]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for chunk in chunks(sound.pieces(file, start, end)):
            at_work.append(pool.submit(hear, chunk))
            if len(at_work) > threads:
                tell(min(at_work.popleft().result().end / frames, 1.0))
        for work in at_work:
            tell(min(work.result().end / frames, 1.0))
    writer.close()
