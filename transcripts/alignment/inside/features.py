"""What the acoustic model hears: 26 mel-frequency cepstral coefficients every 20 ms, equal to its own graph's.

The recipe is TensorFlow's (AudioSpectrogram, then Mfcc) with Coqui STT's settings: windows of 512 samples every 320 at
16 kHz, periodic Hann, magnitudes, 40 triangular mel bands from 20 to 8,000 Hz, logarithm, type II cosine transform.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
WINDOW, STEP = 512, 320
FRAME_SECONDS = STEP / RATE
COEFFICIENTS = 26
_BANDS, _LOWEST, _HIGHEST = 40, 20.0, 8_000.0
_FLOOR = 1e-12
QUIETEST = -80.0

Samples = NDArray[np.float32]
Features = NDArray[np.float32]


def frames_in(samples: int) -> int:
    """Frames that begin inside so many samples."""
    return -(-samples // STEP)


def features(samples: Samples, count: int) -> Features:
    """[count, 26] for frames that begin at samples 0, 320, …; beyond the end there are zeros. Samples are within ±1."""
    magnitudes = np.abs(np.fft.rfft(_windows(samples, count) * _hann(), axis=1))
    bands = np.log(np.maximum(magnitudes @ _mel(), _FLOOR))
    return np.asarray(bands @ _cosines(), dtype=np.float32)


def loudness(samples: Samples, count: int) -> Samples:
    """[count] in dB under full scale, from the middle 320 samples of each frame; `QUIETEST` at the least."""
    middle = _windows(samples, count)[:, (WINDOW - STEP) // 2 : (WINDOW + STEP) // 2]
    power = np.mean(middle**2, axis=1)
    return np.asarray(np.maximum(10 * np.log10(np.maximum(power, 1e-12)), QUIETEST), dtype=np.float32)


def _windows(samples: Samples, count: int) -> Samples:
    needed = (max(count, 1) - 1) * STEP + WINDOW
    padded = np.zeros(needed, dtype=np.float32)
    padded[: min(len(samples), needed)] = samples[:needed]
    return np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::STEP][:count]


@cache
def _hann() -> NDArray[np.float64]:
    return 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)


def _mels(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1127.0 * np.log1p(hertz / 700.0)


@cache
def _mel() -> NDArray[np.float64]:
    """[257, 40]: how much each of the FFT's frequencies gives to each band. The lowest two give nothing, as in TensorFlow."""
    hertz = np.arange(WINDOW // 2 + 1) * RATE / WINDOW
    lowest, highest = _mels(np.array([_LOWEST, _HIGHEST]))
    corners = np.linspace(lowest, highest, _BANDS + 2)
    here = _mels(hertz)[:, None]
    rising = (here - corners[:-2]) / (corners[1:-1] - corners[:-2])
    falling = (corners[2:] - here) / (corners[2:] - corners[1:-1])
    weights = np.maximum(np.minimum(rising, falling), 0.0)
    weights[: int(1.5 + _LOWEST * WINDOW / RATE)] = 0.0
    return np.asarray(weights)


@cache
def _cosines() -> NDArray[np.float64]:
    """[40, 26]: a type II discrete cosine transform, scaled by √(2/40)."""
    places = (np.arange(_BANDS) + 0.5)[:, None] * np.arange(COEFFICIENTS)
    return np.asarray(np.sqrt(2 / _BANDS) * np.cos(np.pi / _BANDS * places))
