"""The same file to us by tus, in pieces of 8 MiB one after the other, and to a plain web server from `curl -T`.

Taken in turns, so that whatever else the machine does hits both. Ours ends when the recording is in the library; the
plain server's when the last byte is written.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hispeech_web.places import ROOT
from hispeech_web.run import answers, ports
from hispeech_web.run.program import Program
from tests.bench.uploads import files
from tests.bench.uploads.sender import Sender
from tests.faults.processes import Process
from tests.intake.server import Server

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Found:
    """Bytes in a second, of each round; `last` is what of our seconds the last piece took, and all that follows it."""

    tus: list[float]
    curl: list[float]
    last: list[float]

    @property
    def ratio(self) -> float:
        """Of the best to the best: the others were disturbed."""
        return max(self.tus) / max(self.curl)


def measure(server: Server, folder: Path, size: int, rounds: int = ROUNDS) -> Found:
    file = files.recording(folder / "copied.wav", size)
    found = Found([], [], [])
    with _plain(folder) as address:
        for number in range(rounds):
            files.change(file, number)
            found.curl.append(size / _by_curl(file, address))
            whole, last = _by_tus(server, file)
            found.tus.append(size / whole)
            found.last.append(last)
    return found


@contextmanager
def _plain(folder: Path) -> Iterator[str]:
    port = ports.free_port()
    command = (sys.executable, "-m", "tests.bench.uploads.plain", str(port), str(folder / "plain.wav"))
    process = Process(Program("plain", command, ROOT, healthy=answers.port(port)), folder / "plain.log")
    process.start()
    try:
        process.wait_until_healthy()
        yield f"http://127.0.0.1:{port}/plain.wav"
    finally:
        process.kill()


def _by_curl(file: Path, address: str) -> float:
    """Seconds."""
    command = (
        "curl",
        "--silent",
        "--fail",
        "--upload-file",
        str(file),
        "--write-out",
        "%{time_total}",
        address,
    )
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout)


def _by_tus(server: Server, file: Path) -> tuple[float, float]:
    """Seconds in all, and for the last piece."""
    began, offset, last = time.perf_counter(), 0, 0.0
    sender = Sender(server, file)
    while offset < sender.size:
        last = time.perf_counter()
        offset = sender.send(offset)
    ended = time.perf_counter()
    sender.hang_up()
    assert server.look(sender.address)["state"] == "done"
    return ended - began, ended - last


def profile(server: Server, folder: Path, size: int) -> str:
    """Where the time of the web process goes while a file comes in (cProfile; all figures are larger under it)."""
    file = files.recording(folder / "profiled.wav", size)
    _by_tus(server, file)
    with server.client() as client:
        return client.get("/_profile").raise_for_status().text
