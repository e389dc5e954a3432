"""A short-lived process with limits, in which hostile files are read. It gets the file, no environment and no secret."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from transcripts.errors import BadMedia
from transcripts.media import problems

_WORKER = Path(__file__).with_name("worker.py")
# One thread: more would cost address space on a machine with many processors, and time at each start.
_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
}
_LONGEST_ANSWER = 4 * 1024 * 1024
_ENDED_BY_LIMIT = {-signal.SIGKILL, -signal.SIGXCPU, -signal.SIGALRM, -signal.SIGXFSZ}


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
    job: str, source: Path, limits: Limits, *, target: int | None = None, **order: object
) -> dict[str, Any]:
    """The worker's answer about `source`; `target` is a descriptor that it may write to.

    Raises what `problems` knows, BadMedia where the file broke FFmpeg itself, RuntimeError where the worker did not
    even start, OSError where the source cannot be opened.
    """
    order |= {"job": job, "limits": asdict(limits)}
    if target is not None:
        order["target"] = target
    command = [sys.executable, "-I", str(_WORKER), json.dumps(order)]
    with source.open("rb") as file:
        process = subprocess.Popen(
            command,
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT,
            pass_fds=() if target is None else (target,),
            start_new_session=True,
        )
    with _ended_after(process, limits.wall) as late:
        assert process.stdout is not None  # noqa: S101 - we asked for a pipe
        answer = process.stdout.read(_LONGEST_ANSWER)
        # Waits without reaping: as long as nobody has reaped it, its number cannot become somebody else's.
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    if late.is_set() or process.returncode in _ENDED_BY_LIMIT:
        raise problems.TooSlow(f"{job} ended by {process.returncode}")
    return _understood(answer.decode(errors="replace"), process.returncode)


@contextmanager
def _ended_after(process: subprocess.Popen[bytes], seconds: float) -> Iterator[threading.Event]:
    """Whatever happens, the process and its group are gone afterwards; the event says that they ran out of time."""
    late = threading.Event()

    def end() -> None:
        late.set()
        _kill_group(process)

    timer = threading.Timer(seconds, end)
    # Whoever ends our program need not wait for it: the worker has an alarm of its own.
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()
        timer.join()
        _kill_group(process)
        process.wait()
        if process.stdout:
            process.stdout.close()


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    # PermissionError: macOS says so for a group that has already ended.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _understood(answer: str, returncode: int) -> dict[str, Any]:
    ready, _, result = answer.partition("\n")
    if ready != "ready":
        raise RuntimeError(f"the media worker did not start (exit {returncode})")
    try:
        found = json.loads(result)
    except ValueError:
        raise BadMedia(f"the media worker ended by {returncode}") from None
    if "problem" in found:
        raise problems.by_code(found["problem"])(found.get("detail", ""))
    return dict(found)
