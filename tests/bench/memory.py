"""What a process and those that it started take, from /proc (Linux)."""

import os
import threading
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.25  # seconds
MEBIBYTE = 1024 * 1024
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Taken:
    """MiB. `rss` and `pss` of the process alone at their highest; `family` the PSS together with its children's."""

    rss: float
    pss: float
    family: float


class Scales:
    """Weighs from `start` to `stop`, in a thread of its own."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._pss = self._family = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="scales")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> Taken:
        self._ended.set()
        self._thread.join()
        return Taken(_line(self._process, "status", "VmHWM"), self._pss, self._family)

    def _run(self) -> None:
        ended = False
        while not ended:
            own = _pss(self._process)
            self._pss = max(self._pss, own)
            self._family = max(self._family, own + sum(map(_pss, descendants(self._process))))
            ended = self._ended.wait(EVERY)


def descendants(process: int) -> list[int]:
    """Children, their children, and so on."""
    found: list[int] = []
    try:
        tasks = list(Path(f"/proc/{process}/task").glob("*/children"))
    except FileNotFoundError:  # it has just ended
        return found
    for task in tasks:
        for child in map(int, _read(task).split()):
            found += [child, *descendants(child)]
    return found


def processor_seconds(process: int) -> float:
    """Of it and of the children that have ended and been waited for."""
    fields = _read(Path(f"/proc/{process}/stat")).rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICKS if fields else 0.0


def resident(process: int) -> float:
    """MiB, now."""
    return _line(process, "status", "VmRSS")


def start_peak(process: int) -> None:
    """Forget how large it was (proc(5), clear_refs)."""
    Path(f"/proc/{process}/clear_refs").write_text("5", encoding="ascii")


def peak(process: int) -> float:
    """MiB, the most since it began or `start_peak`."""
    return _line(process, "status", "VmHWM")


def _pss(process: int) -> float:
    return _line(process, "smaps_rollup", "Pss")


def _line(process: int, file: str, name: str) -> float:
    for line in _read(Path(f"/proc/{process}/{file}")).splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024 / MEBIBYTE
    return 0.0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except OSError:  # it has just ended
        return ""
