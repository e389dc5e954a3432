"""A whole site as `make run` starts it, for tests: real processes in a folder of their own."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from http.client import HTTPResponse
from pathlib import Path
from typing import Any

from hispeech_web.places import ROOT
from hispeech_web.run import ports
from tests.run.bare import blank

PATIENCE = 90  # seconds; a busy machine is slow


class Stack:
    """What the supervisor says gathers in `words`."""

    def __init__(self, data: Path, **variables: str) -> None:
        self.data, self.port = data, ports.free_port()
        self.words = ""
        given = blank() | {"PATH": os.environ["PATH"], "DATA_DIR": str(data), "PORT": str(self.port)}
        given |= {"SANDBOX_PORT": str(ports.free_port()), "STOP_GRACE": "5"}
        given |= {"SANDBOX_HEAR": "sound", **variables}  # quick, and the same each time
        self.process = subprocess.Popen(
            (sys.executable, "-m", "hispeech_web.run"),
            cwd=ROOT, env=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as output:
            for line in output:
                self.words += line.decode()

    def is_ready(self) -> "Stack":
        wait_until(lambda: "is ready" in self.words or self.process.poll() is not None, lambda: self.words)
        assert self.process.poll() is None, self.words
        return self

    def get(self, path: str) -> tuple[int, str]:
        """Status and body, whatever the status."""
        opener = urllib.request.build_opener(_Plain)
        with opener.open(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return answer.status, answer.read().decode()

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.ended()

    def ended(self) -> int:
        code = self.process.wait(PATIENCE)
        self._listener.join(PATIENCE)
        return code

    def processes(self) -> dict[int, str]:
        """Everything that runs for this data folder: process id and command."""
        folders = (folder for folder in Path("/proc").iterdir() if folder.name.isdigit())
        found = {int(folder.name): _command(folder) for folder in folders if self._is_ours(folder)}
        return {process: command for process, command in found.items() if command}

    def _is_ours(self, folder: Path) -> bool:
        """The broker overwrites its environment with its title, but stays in its folder."""
        if f"DATA_DIR={self.data}\0".encode() in _read(folder / "environ"):
            return True
        try:
            return (folder / "cwd").readlink().is_relative_to(self.data)
        except OSError:  # it has just ended
            return False

    def the(self, pattern: str) -> int:
        """The oldest process whose command matches."""
        return min(process for process, command in self.processes().items() if re.search(pattern, command))

    def end_what_is_left(self) -> None:
        for process in self.processes():
            os.kill(process, signal.SIGKILL)
        self.ended()


def wait_until(holds: Callable[[], bool], tell: Callable[[], Any] = lambda: "") -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, tell()
        time.sleep(0.1)


class _Plain(urllib.request.HTTPErrorProcessor):
    """Neither follows a redirect nor raises for an error: the test looks at what came."""

    def http_response(self, request: urllib.request.Request, response: HTTPResponse) -> HTTPResponse:
        return response


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:  # it has just ended
        return b""


def _command(folder: Path) -> str:
    return _read(folder / "cmdline").replace(b"\0", b" ").decode().strip()
