"""The same file from the same program, curl: to us by tus, in one request as tus clients send it unless told otherwise,
and to a plain web server that does nothing but write it. And to us in pieces of 8 MiB, as our page sends it.

Taken in turns, so that whatever else the machine does hits all of them. Each ends when the last byte is answered for, and its
file is removed before the next one begins, so that nobody waits for the disk to write what another has brought.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
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
from tests.tus import BODY

ROUNDS = 5
PLAIN = "plain.wav"


@dataclass(frozen=True, slots=True)
class Found:
    """Bytes in a second, of each round."""

    plain: list[float]
    tus: list[float]
    pieces: list[float]

    def ratio(self, ours: list[float]) -> float:
        """Of the best to the best: the others were disturbed."""
        return max(ours) / max(self.plain)


def measure(server: Server, folder: Path, size: int, rounds: int = ROUNDS) -> Found:
    file = files.recording(folder / "copied.wav", size)
    found = Found([], [], [])
    with _plain(folder) as address:
        for number in range(rounds):
            files.change(file, 2 * number)
            found.plain.append(size / _timed(lambda: _curl(file, address)))
            (folder / PLAIN).unlink()
            found.tus.append(size / _brought(server, lambda: _in_one(server, file)))
            files.change(file, 2 * number + 1)
            found.pieces.append(size / _brought(server, lambda: _in_pieces(server, file)))
    return found


def _brought(server: Server, bring: Callable[[], Sender]) -> float:
    """Seconds until the last byte was answered for; afterwards it is as if nothing had been."""
    began = time.perf_counter()
    sender = bring()
    seconds = time.perf_counter() - began
    assert server.look(sender.address)["state"] in ("received", "done")
    with server.client() as client:
        client.delete(sender.address).raise_for_status()
    return seconds


def _timed(bring: Callable[[], None]) -> float:
    """Seconds."""
    began = time.perf_counter()
    bring()
    return time.perf_counter() - began


@contextmanager
def _plain(folder: Path) -> Iterator[str]:
    port = ports.free_port()
    command = (sys.executable, "-m", "tests.bench.uploads.plain", str(port), str(folder / PLAIN))
    process = Process(Program("plain", command, ROOT, healthy=answers.port(port)), folder / "plain.log")
    process.start()
    try:
        process.wait_until_healthy()
        yield f"http://127.0.0.1:{port}/plain.wav"
    finally:
        process.kill()


def _curl(file: Path, address: str, *options: str) -> None:
    command = ("curl", "--silent", "--show-error", "--fail", "--upload-file", str(file), *options, address)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


def _in_one(server: Server, file: Path) -> Sender:
    sender = Sender(server, file)
    headers = server.headers | {"Content-Type": BODY, "Upload-Offset": "0"}
    told = [part for name, value in headers.items() for part in ("--header", f"{name}: {value}")]
    _curl(file, f"{server.url}{sender.address}", "--request", "PATCH", *told)
    return sender


def _in_pieces(server: Server, file: Path) -> Sender:
    sender, offset = Sender(server, file), 0
    while offset < sender.size:
        offset = sender.send(offset)
    sender.hang_up()
    return sender


def profile(server: Server, folder: Path, size: int) -> str:
    """Where the time of the web process goes while a file comes in (cProfile; all figures are larger under it)."""
    file = files.recording(folder / "profiled.wav", size)
    _in_pieces(server, file)
    with server.client() as client:
        return client.get("/_profile").raise_for_status().text
