"""A short-lived process with limits, in which one hostile file is read. It gets the file, no environment and no secret."""

import json
import os
import signal
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from transcripts.errors import BadMedia
from transcripts.media import keeper, problems
from transcripts.media.worker import ENDED

_LONGEST_ANSWER = 4 * 1024 * 1024
_PIECE = 64 * 1024
# How long the end of a cell may take once it has been ordered.
_GRACE = 10.0
_ENDED_BY_LIMIT = {-signal.SIGKILL, -signal.SIGXCPU, -signal.SIGALRM, -signal.SIGXFSZ}
# A keeper that was just ending, or that somebody killed, is replaced.
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: seconds of CPU, seconds by the clock, bytes of memory beyond the program's own, and
    bytes written.
    """

    cpu: int
    wall: float
    memory: int
    output: int


def run(
    job: str, source: Path, limits: Limits, *, targets: Mapping[str, int] | None = None, **order: object
) -> dict[str, Any]:
    """The cell's answer about `source`; `targets` are descriptors that it may write to, by the job's names for them.

    Raises what `problems` knows, BadMedia where the file broke FFmpeg itself, RuntimeError where the cell did not
    even start, OSError where the source cannot be opened.
    """
    written = dict(targets or {})
    order |= {"job": job, "limits": asdict(limits), "targets": list(written)}
    for _try in range(_TRIES):
        for target in written.values():
            # A cell that went down with its keeper may have written already.
            os.ftruncate(target, 0)
            os.lseek(target, 0, os.SEEK_SET)
        with source.open("rb") as file:
            line = keeper.order(order, [file.fileno(), *written.values()])
        with line:
            said, late = _heard(line, limits.wall)
        if late:
            raise problems.TooSlow(f"{job} took longer than {limits.wall:g} s")
        told, ended, code = said.rpartition(ENDED)
        if ended:
            return _understood(job, told, int(code))
    raise RuntimeError("the media worker does not start")


def _heard(line: socket.socket, seconds: float) -> tuple[str, bool]:
    """Everything said until the cell and its group are gone, and whether they had to be ended."""
    said = bytearray()
    until = time.monotonic() + seconds
    try:
        while len(said) <= _LONGEST_ANSWER:
            line.settimeout(max(until - time.monotonic(), 1e-3))
            if not (piece := line.recv(_PIECE)):
                return said.decode(errors="replace"), False
            said += piece
    except TimeoutError:
        pass
    _end(line)
    return "", True


def _end(line: socket.socket) -> None:
    """Its keeper kills the cell when it hears that we have hung up, and then hangs up too."""
    line.shutdown(socket.SHUT_WR)
    line.settimeout(_GRACE)
    with suppress(TimeoutError):
        while line.recv(_PIECE):
            pass


def _understood(job: str, said: str, code: int) -> dict[str, Any]:
    """A cell that broke in the middle of its work has said no more than that it was ready."""
    ready, _, answer = said.partition("\n")
    if code in _ENDED_BY_LIMIT:
        raise problems.TooSlow(f"{job} ended by {code}")
    if ready != "ready":
        raise RuntimeError(f"the media worker did not start (exit {code})")
    try:
        found = json.loads(answer)
    except ValueError:
        raise BadMedia(f"the media worker ended by {code}") from None
    if "problem" in found:
        raise problems.by_code(found["problem"])(found.get("detail", ""))
    return dict(found)
