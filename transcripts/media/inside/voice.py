"""Where somebody speaks, judged by loudness: levels of short frames in, stretches in seconds out."""

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
# 32 ms at 16 kHz: longer than a pitch period, shorter than a syllable.
FRAME = 512
SECONDS = FRAME / RATE
# Below this nothing is speech, in dB under full scale: the noise of a good microphone, or of dithering.
SILENCE = -60.0
# How far under the loudest twentieth speech is still looked for: at least, and at most.
_NARROW, _WIDE = 15.0, 35.0
_OVER_NOISE = 6.0
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


def _threshold(heard: Levels) -> float:
    """Between the loud and the quiet of these frames, nearer to the quiet where they lie far apart."""
    quiet, loud = np.percentile(heard, [10, 95])
    return float(loud - np.clip(0.65 * (loud - quiet), _NARROW, _WIDE))


def _is_voiced(heard: Levels) -> NDArray[np.bool_]:
    overall = _threshold(heard)
    # A block of mere noise must not find speech in itself, and one of unbroken speech must not lose it.
    least = max(SILENCE, min(overall, float(np.percentile(heard, 10)) + _OVER_NOISE))
    voiced = np.zeros(len(heard), dtype=np.bool_)
    for start in range(0, len(heard), _BLOCK):
        block = slice(start, start + _BLOCK)
        voiced[block] = heard[block] > max(least, min(overall, _threshold(heard[block])))
    return voiced


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
    gaps = sorted(after[0] - before[1] for before, after in zip(stretches, stretches[1:], strict=False))
    # So many gaps go as there are stretches too many; equal ones go together.
    return _joined(stretches, float(np.nextafter(gaps[len(stretches) - most - 1], np.inf)))


def voiced(heard: Levels) -> list[Stretch]:
    """Voiced stretches in order, in seconds, rounded to milliseconds; none for silence."""
    if not len(heard) or float(np.percentile(heard, 99)) < SILENCE:
        return []
    stretches = [s for s in _joined(_runs(_is_voiced(heard)), CLOSEST) if s[1] - s[0] >= SHORTEST]
    return [(round(start, 3), round(end, 3)) for start, end in _at_most(stretches, MOST)]
