"""A program of the stack as a process that can be killed, frozen and started again, with its own log."""

import os
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from signal import Signals
from typing import Any

from hispeech_web.run.program import Program

PATIENCE = 60.0  # seconds until it must answer; a busy machine is slow


class DidNotStart(Exception):
    """Its log says why."""


class Process:
    """`identity` is as whom it runs, in subprocess's words (PostgreSQL refuses to be root)."""

    def __init__(self, program: Program, log: Path, **identity: Any) -> None:
        self.program, self._identity = program, identity
        self.log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """In a session of its own, so that a kill takes what it started along."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.program.command,
                cwd=self.program.folder,
                env=self.program.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=self.program.handed_on,
                **self._identity,
            )

    def wait_until_healthy(self) -> None:
        until = time.monotonic() + PATIENCE
        while not self.program.healthy():
            if not self.runs or time.monotonic() > until:
                raise DidNotStart(f"{self.program.name}: {self.log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.05)

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def signal(self, number: Signals) -> None:
        """To it and whatever it started; nothing where it is gone."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)

    def kill(self, number: Signals = Signals.SIGKILL) -> None:
        self.signal(number)
        if self._process is not None:
            self._process.wait(PATIENCE)

    def kill_leader(self, number: Signals) -> None:
        """Only the process itself; what it started is left to find out."""
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(PATIENCE)
