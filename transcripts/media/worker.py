"""The program that reads hostile files: it has everything loaded, and forks a cell for each order.

    python -I worker.py    (orders come by the socket at standard input)

Started by path so that it begins fast and sees no setting of ours. An order is a length (4 bytes), so much JSON, and
descriptors: the line to who ordered, the file, and where it may write, in the order of `targets`. The cell leads a session
of its own, limits itself before it reads a byte, and says `ready`, then one answer in JSON, on its line; when it has
gone, `ended` and its exit code follow, and the line is closed. Who closes the line earlier has the cell ended.

This process itself never opens a file, so every cell begins as untouched as the first. It ends when it has had nothing
to do for a while, and at once, with all cells, when the program that started it has gone.
"""

import ctypes
import gc
import json
import os
import resource
import selectors
import signal
import socket
import struct
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import Any

Job = Callable[..., dict[str, Any]]

IDLE = 60.0  # seconds until it ends; starting anew takes a fifth of a second
NICE = 10
LENGTH = struct.Struct("!I")
ENDED = "\nended "
_MOST_DESCRIPTORS = 4
_FIRST_TARGET = 3
_PR_SET_PDEATHSIG = 1  # prctl(2)
_prctl = getattr(ctypes.CDLL(None), "prctl", None)  # Linux


class Keeper:
    def __init__(self, orders: socket.socket) -> None:
        self._orders = orders
        self._lines: dict[int, socket.socket] = {}  # by the cell's process id
        self._selector = selectors.DefaultSelector()
        self._selector.register(orders, selectors.EVENT_READ, self._take)
        self._listen_for_ends()

    def _listen_for_ends(self) -> None:
        """A cell that ends wakes the loop up."""
        reader, writer = socket.socketpair()
        reader.setblocking(False)
        writer.setblocking(False)
        signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        self._bell = (reader, writer)
        self._selector.register(reader, selectors.EVENT_READ, self._bury)

    def run(self) -> None:
        while found := self._selector.select(None if self._lines else IDLE):
            for key, _events in found:
                key.data()

    def _take(self) -> None:
        head, descriptors, *_ = socket.recv_fds(self._orders, LENGTH.size, _MOST_DESCRIPTORS)
        if not head:
            self._end_all()
        (length,) = LENGTH.unpack(head)
        order = json.loads(self._orders.recv(length, socket.MSG_WAITALL))
        line = socket.socket(fileno=descriptors[0])
        job = _job(order.pop("job"))
        if not (process := os.fork()):
            _live(job, order, line.fileno(), *descriptors[1:])
        for descriptor in descriptors[1:]:
            os.close(descriptor)
        self._lines[process] = line
        self._selector.register(line, selectors.EVENT_READ, partial(self._hung_up, process))

    def _hung_up(self, process: int) -> None:
        """Nobody waits for the answer any more. Nothing is ever said on the line from that side."""
        if line := self._lines.get(process):
            self._selector.unregister(line)
            _kill(process)

    def _bury(self) -> None:
        with suppress(BlockingIOError):
            while self._bell[0].recv(4096):
                pass
        for process, line in list(self._lines.items()):
            # Looks without burying: until then its number, and its group's, cannot become somebody else's.
            if os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                _kill(process)
                code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
                self._tell(line, code)
                del self._lines[process]

    def _tell(self, line: socket.socket, code: int) -> None:
        with suppress(KeyError):
            self._selector.unregister(line)
        # Whoever does not read has to do without.
        with suppress(OSError), line:
            line.send(f"{ENDED}{code}\n".encode(), socket.MSG_DONTWAIT)

    def _end_all(self) -> None:
        for process in self._lines:
            _kill(process)
        os._exit(0)


def _kill(process: int) -> None:
    """It and what it started; it may not have become the leader of its group yet."""
    for kill in (os.kill, os.killpg):
        # PermissionError: macOS says so for a group that has already ended.
        with suppress(ProcessLookupError, PermissionError):
            kill(process, signal.SIGKILL)


@cache
def _job(name: str) -> Job:
    """Loaded once, and then left alone by the garbage collector, which would make cells copy all of it."""
    job = _loaded(name)
    gc.freeze()
    return job


def _loaded(name: str) -> Job:
    """Only what is asked for is imported: numpy alone takes as long as the rest."""
    if name == "inspect":
        from transcripts.media.inside.inspection import inspect

        return inspect
    if name == "cut":
        from transcripts.media.inside.excerpt import cut

        return cut
    if name == "render":
        from transcripts.media.inside.playable import render

        return render
    if name == "watch":
        from transcripts.media.inside.watching import watch

        return watch
    import numpy.ma  # noqa: F401 - numpy would load it in every cell, at the first percentile

    from transcripts.media.inside.sound import listen, prepare

    prepare()
    return listen


# --- in the cell ------------------------------------------------------------------------------------


def _live(job: Job, order: dict[str, Any], line: int, source: int, *written: int) -> None:
    """From birth to death, alone with its own file: nothing of other cells, nothing of the keeper."""
    try:
        os.setsid()
        _die_with_keeper()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(source, 0)
        os.dup2(line, 1)
        # What came over the socket has higher numbers: the keeper's own are below.
        targets = {name: _FIRST_TARGET + place for place, name in enumerate(order.pop("targets"))}
        for descriptor, place in zip(written, targets.values(), strict=True):
            os.dup2(descriptor, place)
        os.closerange(_FIRST_TARGET + len(targets), os.sysconf("SC_OPEN_MAX"))
        _let_others_pass()
        print("ready", flush=True)
        _limit_yourself(**order.pop("limits"))
        answer = _answer(job, order | targets)
        print(json.dumps(answer), flush=True)
        os._exit(0)
    finally:
        os._exit(1)


def _let_others_pass() -> None:
    """Whoever waits for a page or for an answer goes first; a sound track has time.

    On a machine that schedules by sessions a nice value counts only within one, and each cell leads its own.
    """
    os.nice(NICE)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(NICE), encoding="ascii")


def _die_with_keeper() -> None:
    if _prctl is not None:
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _size_of_program() -> int:
    """Bytes of address space that the program itself takes up; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()


def _limit_yourself(cpu: int, wall: float, memory: int, output: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
    resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    program = _size_of_program()
    if program:
        resource.setrlimit(resource.RLIMIT_AS, (program + memory, program + memory))
    # Our keeper kills us in time; should it be gone, we end by ourselves.
    signal.setitimer(signal.ITIMER_REAL, wall + 5)


def _answer(job: Job, order: dict[str, Any]) -> dict[str, Any]:
    from transcripts.errors import BadMedia

    try:
        return job(**order)
    except BadMedia as problem:
        return {"problem": problem.code}
    except (MemoryError, OSError):
        # Opening and decoding keep FFmpeg's errors to themselves: this is our own output that grew too large,
        # or memory that was refused.
        return {"problem": "too_slow"}
    except Exception as error:
        # The file broke our own code: its bearer gets a sentence, the operator the place, nobody the file's words.
        return {"problem": BadMedia.code, "detail": f"{type(error).__name__} {_place(error)}"}


def _place(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


def main() -> None:
    sys.path.append(str(Path(__file__).resolve().parents[2]))
    import av

    import transcripts.errors  # noqa: F401 - loaded here, so that no cell has to

    av.logging.set_level(None)
    Keeper(socket.socket(fileno=os.dup(0))).run()


if __name__ == "__main__":
    main()
