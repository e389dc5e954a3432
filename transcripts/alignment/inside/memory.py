"""What the model heard, kept in a file: 42 bytes for each 20 ms, so 7.6 MB an hour, read without taking it all into memory.

First a row that names the format. Then for each frame 41 log-probabilities, in steps of -0.1 down to -25.5, and the
loudness, in steps of 0.4 dB up from -80 dB.
"""

import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from transcripts.alignment.inside.acoustic import SYMBOLS, LogProbs
from transcripts.alignment.inside.features import QUIETEST, Samples

_ROW = SYMBOLS + 1
_NAME = b"hispeech-web heard, version 1".ljust(_ROW)
_STEP, _DECIBELS = 0.1, 0.4


class Memory:
    """What was heard, for reading as a whole or in parts."""

    def __init__(self, rows: NDArray[np.uint8]) -> None:
        self._rows = rows

    @classmethod
    def opened(cls, file: Path) -> "Memory":
        """ValueError where this is no such file, or not a whole one."""
        size = file.stat().st_size
        if size % _ROW or size < _ROW:
            raise ValueError("cut off")
        with file.open("rb") as given:
            if given.read(_ROW) != _NAME:
                raise ValueError("another format")
        if size == _ROW:
            return cls(np.zeros((0, _ROW), dtype=np.uint8))
        return cls(np.memmap(file, dtype=np.uint8, mode="r", offset=_ROW, shape=(size // _ROW - 1, _ROW)))

    def part(self, begin: int, end: int) -> "Memory":
        return Memory(self._rows[begin:end])

    def __len__(self) -> int:
        """Frames."""
        return len(self._rows)

    def log_probs(self, begin: int, end: int) -> LogProbs:
        return np.asarray(self._rows[begin:end, :SYMBOLS] * np.float32(-_STEP), dtype=np.float32)

    def loudness(self, begin: int, end: int) -> Samples:
        return np.asarray(self._rows[begin:end, SYMBOLS] * np.float32(_DECIBELS) + QUIETEST, dtype=np.float32)

    def best(self, begin: int, end: int) -> NDArray[np.intp]:
        """The most probable symbol of each frame."""
        return np.asarray(self._rows[begin:end, :SYMBOLS].argmin(axis=1), dtype=np.intp)


class Writer:
    """Frames in any order, from several threads; the file takes its name when all have come."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._new = target.with_name(target.name + ".new")
        self._file = self._new.open("wb")
        self._file.write(_NAME)
        self._file.flush()

    def write(self, begin: int, heard: LogProbs, loudness: Samples) -> None:
        """From frame `begin` on."""
        rows = np.empty((len(heard), _ROW), dtype=np.uint8)
        rows[:, :SYMBOLS] = np.clip(np.rint(heard / -_STEP), 0, 255)
        rows[:, SYMBOLS] = np.clip(np.rint((loudness - QUIETEST) / _DECIBELS), 0, 255)
        os.pwrite(self._file.fileno(), rows.tobytes(), (begin + 1) * _ROW)

    def close(self) -> None:
        self._file.close()
        self._new.replace(self._target)
