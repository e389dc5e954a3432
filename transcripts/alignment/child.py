"""The process that listens: started for one order, told to stop by its end, and never waited for in vain."""

import json
import os
import selectors
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from transcripts.alignment.errors import CannotListen, Stopped
from transcripts.alignment.packages import missing, model_path

_WORKER = Path(__file__).with_name("worker.py")
# One thread for each part of it that computes; the threads that listen are our own.
_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
}
# How often `stop` is asked, in seconds, and for how long nothing at all may be heard of the process.
_LOOK_EVERY, _PATIENCE = 0.2, 300.0
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done with a sound; `more` holds people's words and stays out of every representation."""

    job: str
    sound: Path
    scratch: Path
    heard: Path | None
    more: dict[str, Any] = field(repr=False)


def run(order: Order, *, stop: Callable[[], bool], progress: Callable[[float], None]) -> dict[str, Any]:
    """The answer of a process of its own. Raises CannotListen or Stopped."""
    if problem := missing():
        raise CannotListen(problem)
    with tempfile.TemporaryDirectory(prefix="align-", dir=order.scratch) as folder:
        written = Path(folder) / "order.json"
        written.write_text(json.dumps(_said(order, Path(folder))), encoding="utf-8")
        with _started(written) as process:
            try:
                return _answer(process, stop, progress)
            finally:
                process.kill()


def _said(order: Order, folder: Path) -> dict[str, Any]:
    return {
        "job": order.job,
        "sound": str(order.sound.resolve()),
        "heard": str((order.heard or folder / "heard").resolve()),
        "model": str(model_path()),
        **order.more,
    }


def _started(order: Path) -> "subprocess.Popen[bytes]":
    with order.open("rb") as given:
        return subprocess.Popen(
            [sys.executable, "-I", str(_WORKER)],
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT,
            # A Ctrl-C is for our program, which then ends this one.
            start_new_session=True,
        )


def _answer(
    process: "subprocess.Popen[bytes]", stop: Callable[[], bool], progress: Callable[[float], None]
) -> dict[str, Any]:
    """The worker says lines of JSON: shares done, then one answer."""
    for line in _lines(process, stop):
        said = json.loads(line)
        if "answer" in said:
            return dict(said["answer"])
        if "problem" in said:
            raise CannotListen(said["problem"])
        progress(said["done"])
    raise CannotListen(f"the listener ended by {process.wait()}")


def _lines(process: "subprocess.Popen[bytes]", stop: Callable[[], bool]) -> Iterator[bytes]:
    out: IO[bytes] = process.stdout  # type: ignore[assignment]
    waiting = b""
    until = time.monotonic() + _PATIENCE
    with selectors.DefaultSelector() as selector:
        selector.register(out, selectors.EVENT_READ)
        while True:
            if stop():
                raise Stopped
            if not selector.select(_LOOK_EVERY):
                if time.monotonic() > until:
                    raise CannotListen("the listener fell silent")
                continue
            if not (piece := os.read(out.fileno(), _PIECE)):
                return
            until = time.monotonic() + _PATIENCE
            *lines, waiting = (waiting + piece).split(b"\n")
            yield from lines
