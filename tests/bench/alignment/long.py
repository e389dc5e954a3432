"""Hours of sound through the process that the site starts: time, memory, and how quickly it lets go."""

import os
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from tests.alignment.speech import EAST, NORMAL, chained, flac, spoken
from transcripts.alignment.aligner import align
from transcripts.alignment.errors import Stopped
from transcripts.sandbox.phrases import sentence

_SENTENCES = 100  # some seven minutes, which are repeated


@dataclass(frozen=True, slots=True)
class Long:
    hours: float
    factor: float  # of real time
    memory: float  # MB at the most, of the process that listens
    stopping: float  # seconds
    starts: tuple[float, ...]  # seconds off


def long(hours: float, seed: int) -> Long:
    random = Random(seed)
    talk = chained([spoken(" ".join(sentence(random, 9)), EAST, NORMAL) for _ in range(_SENTENCES)])
    times = max(round(hours * 3600 / talk.seconds), 1)
    with tempfile.TemporaryDirectory() as folder:
        file = flac(np.tile(talk.samples, times), Path(folder) / "long.flac")
        scales = _Scales()
        began = time.monotonic()
        found = align(file, talk.texts * times, scratch=Path(folder), progress=scales.weigh)
        took = time.monotonic() - began
        stopping = _stopping(file, talk.texts, Path(folder))
    words = [word.start + turn * talk.seconds for turn in range(times) for word in talk.words]
    starts = [
        10.0 if placed.start is None else abs(placed.start - start)
        for placed, start in zip(found.placed, words, strict=True)
        if start == start
    ]
    seconds = talk.seconds * times
    return Long(seconds / 3600, took / seconds, scales.most, stopping, tuple(starts))


class _Scales:
    """The most memory that a child of ours has had, looked at whenever it tells how far it is."""

    most = 0.0

    def weigh(self, share: float) -> None:
        for status in Path("/proc").glob("[0-9]*/status"):
            with suppress(OSError):
                lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
                if int(lines["PPid"]) == os.getpid() and "VmHWM" in lines:
                    self.most = max(self.most, int(lines["VmHWM"].split()[0]) / 1024)


def _stopping(file: Path, texts: list[str], folder: Path) -> float:
    """Seconds from the wish to the end of it."""
    wished: list[float] = []
    timer = threading.Timer(5.0, lambda: wished.append(time.monotonic()))
    timer.start()
    with suppress(Stopped):
        align(file, texts, scratch=folder, stop=lambda: bool(wished))
    timer.join()
    return time.monotonic() - wished[0]
