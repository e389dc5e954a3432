"""From samples to the bytes of `media.peaks`."""

import numpy as np
from numpy.typing import NDArray

from transcripts.media.peaks import HIGHEST, SAMPLES


def peaks(samples: NDArray[np.int16]) -> bytes:
    """One for each `SAMPLES` of them; the last for what is left."""
    loudness = np.abs(samples.astype(np.float32)) / 32768
    loudness = np.pad(loudness, (0, -len(loudness) % SAMPLES))
    highest = loudness.reshape(-1, SAMPLES).max(axis=1, initial=0)
    return bytes(np.rint(HIGHEST * np.sqrt(highest)).astype(np.uint8))
