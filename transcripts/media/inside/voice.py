"""Where somebody speaks, judged by loudness: levels of short frames in, stretches in seconds out."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
# 32 ms at 16 kHz: longer than a pitch period, shorter than a syllable.
FRAME = 512
SECONDS = FRAME / RATE
# Below this nothing is speech, in dB under full scale: the noise of a good microphone, or of dithering.
SILENCE = -60.0
# How far under the loudest twentieth speech is looked for: a share of the way down to the quietest tenth, up to so far.
_SHARE, _WIDE = 0.65, 35.0
_OVER_NOISE = 6.0
# Speech rises and falls by 10 dB and more within a second; what stays within this is a hum or a hiss.
_STEADY = 3.0
_STEADY_FRAMES = round(1 / SECONDS)
# Yet where nothing else is to be heard, what is louder than this is sound: better to ask HiSpeech than to refuse it.
_HUM = -45.0
# A block has its own threshold, so that a quiet speaker is heard beside a loud one.
_BLOCK = round(30 / SECONDS)
CLOSEST = 0.3
SHORTEST = 0.1
# More than people speak in eight hours in stretches of three seconds: beyond it the closest ones are joined.
MOST = 10_000

Levels = NDArray[np.float32]
Stretch = tuple[float, float]


def levels(samples: NDArray[np.int16]) -> Levels:
    """Loudness of each whole frame in dB under full scale; the mean of a frame (a constant offset) is no sound."""
    whole = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME).astype(np.float32)
    power = whole.var(axis=1) / 32768.0**2
    return np.asarray(10 * np.log10(np.maximum(power, 1e-10)), dtype=np.float32)


def _smooth(heard: Levels) -> Levels:
    """Each with its neighbours: a single frame of noise is no syllable."""
    padded = np.pad(heard, 1, mode="edge")
    return np.asarray((padded[:-2] + padded[1:-1] + padded[2:]) / 3, dtype=np.float32)


def _blocks(heard: Levels) -> list[Levels]:
    return [heard[start : start + _BLOCK] for start in range(0, len(heard), _BLOCK)]


def _quiet_and_loud(heard: Levels) -> tuple[float, float]:
    quiet, loud = np.percentile(heard, [10, 95])
    return float(quiet), float(loud)


def _floor(heard: Levels) -> float:
    """What only noise stays under anywhere in the recording: a block of mere noise must not find speech in itself."""
    noise, _ = _quiet_and_loud(heard)
    loudest = max(_quiet_and_loud(block)[1] for block in _blocks(heard))
    return max(SILENCE, noise + min(_OVER_NOISE, (1 - _SHARE) * (loudest - noise)))


def _is_voiced(block: Levels, floor: float) -> NDArray[np.bool_]:
    quiet, loud = _quiet_and_loud(block)
    if len(block) > _STEADY_FRAMES and loud - quiet < _STEADY:
        return np.zeros(len(block), dtype=np.bool_)
    return block > max(floor, loud - min(_SHARE * (loud - quiet), _WIDE))


def _runs(voiced: NDArray[np.bool_]) -> list[Stretch]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], voiced.astype(np.int8), [0]))))
    return [(float(a) * SECONDS, float(b) * SECONDS) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _joined(stretches: list[Stretch], closest: float) -> list[Stretch]:
    joined: list[Stretch] = []
    for start, end in stretches:
        if joined and start - joined[-1][1] < closest:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _at_most(stretches: list[Stretch], most: int) -> list[Stretch]:
    """Join over the shortest gaps until there are few enough."""
    if len(stretches) <= most:
        return stretches
    gaps = sorted(after[0] - before[1] for before, after in pairwise(stretches))
    # So many gaps go as there are stretches too many; equal ones go together.
    return _joined(stretches, float(np.nextafter(gaps[len(stretches) - most - 1], np.inf)))


def _stretches(heard: Levels) -> list[Stretch]:
    floor = _floor(heard)
    runs = _runs(np.concatenate([_is_voiced(block, floor) for block in _blocks(heard)]))
    found = [(start, end) for start, end in _joined(runs, CLOSEST) if end - start >= SHORTEST]
    if not found and _quiet_and_loud(heard)[1] > _HUM:
        return [(0.0, len(heard) * SECONDS)]
    return _at_most(found, MOST)


def voiced(heard: Levels) -> list[Stretch]:
    """Voiced stretches in order, in seconds, rounded to milliseconds; none for silence."""
    if not len(heard):
        return []
    return [(round(start, 3), round(end, 3)) for start, end in _stretches(_smooth(heard))]
