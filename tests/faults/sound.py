"""A short recording for each job, unlike every other: a hum of several voices, cut into syllables."""

import array
import math
from random import Random

from tests.wav import wav

RATE = 8_000  # Hz
LOUDNESS = 9_000
SYLLABLES = 4.0  # a second


def recording(seed: str, seconds: float) -> bytes:
    """A WAV file; the same seed and length always give the same bytes."""
    chance = Random(seed)
    pitch = chance.uniform(90, 260)
    voices = [(pitch * number, chance.uniform(0.2, 1.0) / number) for number in range(1, 6)]
    rhythm = chance.uniform(0.8, 1.2) * SYLLABLES
    samples = array.array("h", (_sample(i / RATE, voices, rhythm) for i in range(int(RATE * seconds))))
    return wav(samples.tobytes(), RATE)


def _sample(moment: float, voices: list[tuple[float, float]], rhythm: float) -> int:
    swell = 0.55 + 0.45 * math.sin(2 * math.pi * rhythm * moment)
    loudness = LOUDNESS * swell / sum(share for _pitch, share in voices)
    return int(loudness * sum(share * math.sin(2 * math.pi * f * moment) for f, share in voices))
