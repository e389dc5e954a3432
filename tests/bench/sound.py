"""Short recordings, each unlike every other, and quickly made: a hum that swells like syllables."""

import numpy as np

from tests.wav import wav

RATE = 16_000  # Hz
LOUDNESS = 9_000
SYLLABLES = 4.0  # a second


def recording(number: int, seconds: float) -> bytes:
    """A WAV file; the same number and length always give the same bytes."""
    moments = np.arange(round(RATE * seconds)) / RATE
    pitch = 90 + number * 0.37
    voices = sum(np.sin(2 * np.pi * pitch * part * moments) / part for part in range(1, 5))
    swell = 0.5 + 0.5 * np.sin(2 * np.pi * SYLLABLES * moments)
    samples = (LOUDNESS * swell * voices / 2).astype("<i2")
    return wav(samples.tobytes(), RATE)
