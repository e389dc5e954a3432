"""A program that runs: its process, its words, its end."""

import ctypes
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from typing import IO

from hispeech_web.run.program import Program

PR_SET_PDEATHSIG = 1  # prctl(2)
READ_AT_ONCE = 65536
LONGEST_LINE = 1_000_000


def die_with_parent(parent: int, signal_number: int) -> None:
    """Ask the kernel to send us a signal when the process that started us ends, however it ends.

    Linux only; elsewhere a killed supervisor leaves its programs running.
    """
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is None:
        return
    prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
    if os.getppid() != parent:  # it ended before we could ask
        os.kill(os.getpid(), signal_number)


class Child:
    """One running process, leader of a group of its own: Ctrl-C in the terminal reaches only us."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.silent = False  # True when its pipe has been closed: it will never say anything again
        self._rest = b""
        supervisor = os.getpid()
        self.process = subprocess.Popen(
            program.command,
            cwd=program.folder,
            env=program.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            bufsize=0,
            process_group=0,
            pass_fds=program.handed_on,
            # Safe, since the supervisor has no threads.
            preexec_fn=lambda: die_with_parent(supervisor, program.when_orphaned),
        )
        os.set_blocking(self.output.fileno(), False)

    @property
    def output(self) -> IO[bytes]:
        assert self.process.stdout is not None  # noqa: S101 - it is a pipe, we asked for one
        return self.process.stdout

    def ended(self) -> bool:
        return self.process.poll() is not None

    def lines(self) -> Iterator[str]:
        """What it has said since the last call, whole lines only, and the rest when it has gone."""
        self._rest += self._read()
        *whole, self._rest = self._rest.split(b"\n")
        if self._rest and (self.silent or self.ended() or len(self._rest) > LONGEST_LINE):
            whole.append(self._rest)
            self._rest = b""
        for line in whole:
            text = line.decode(errors="replace").rstrip()
            if text and not any(noise in text for noise in self.program.hushed):
                yield text

    def _read(self) -> bytes:
        """None means nothing now, no bytes mean nothing ever again."""
        read = self.output.read(READ_AT_ONCE)
        self.silent = read == b""
        return read or b""

    def ask_to_stop(self) -> None:
        if not self.ended():
            self.process.terminate()

    def kill_all(self) -> None:
        """The process and whatever it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
