"""The process with everything loaded that forks the cells: one for our program, started when the first file comes.

A fresh interpreter with FFmpeg and numpy takes a fifth of a second of processor for each file; a fork takes some
milliseconds. It ends by itself when it is idle (worker.py), so that a resting site does not pay for it.
"""

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from transcripts.media.worker import LENGTH

_WORKER = Path(__file__).with_name("worker.py")
# One thread: more would cost address space on a machine with many processors, and time at each start.
_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
}

_lock = threading.Lock()
_orders: socket.socket | None = None
_owner = 0


def order(about: Mapping[str, object], descriptors: Sequence[int]) -> socket.socket:
    """The line to a new cell. The descriptors are duplicated: the caller may close them.

    A line that is closed without ENDED has lost its keeper, which was just ending, or was killed. Order again.
    """
    ours, theirs = socket.socketpair()
    said = json.dumps(about).encode()
    with theirs:
        try:
            _send(LENGTH.pack(len(said)) + said, [theirs.fileno(), *descriptors])
        except BaseException:
            ours.close()
            raise
    return ours


def _send(said: bytes, descriptors: list[int]) -> None:
    with _lock:
        try:
            socket.send_fds(_keeper(), [said], descriptors)
        except (BrokenPipeError, ConnectionResetError):
            _forget()
            socket.send_fds(_keeper(), [said], descriptors)


def _keeper() -> socket.socket:
    """A program that forks leaves its keeper to the parent: the child starts one of its own."""
    global _orders, _owner
    if _orders is None or _owner != os.getpid():
        _orders, _owner = _started(), os.getpid()
    return _orders


def _forget() -> None:
    global _orders
    if _orders is not None:
        _orders.close()
    _orders = None


# A program that ends lets go of its keeper itself.
atexit.register(_forget)


def _started() -> socket.socket:
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-I", str(_WORKER)],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT,
            # A Ctrl-C is for our program; the keeper follows when our end of its socket closes.
            start_new_session=True,
        )
    # Only so that it does not linger as a zombie once it has ended.
    threading.Thread(target=process.wait, name="media keeper", daemon=True).start()
    return ours
