"""Servers that speak S3 over HTTP, for the tests: moto knows all of it, nanio insists on signatures and expiry."""

import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hispeech_web.run.ports import free_port

if TYPE_CHECKING:
    from hispeech_web.bucket import Bucket

START_WITHIN = 60  # seconds
ACCESS_KEY, SECRET_KEY = "testaccesskey", "testsecretkeytestsecretkey"
_PROGRAMS: dict[str, Callable[[str, Path], tuple[str, ...]]] = {
    "moto": lambda port, folder: ("-m", "moto.server", "-H", "127.0.0.1", "-p", port),
    "nanio": lambda port, folder: (
        *("-m", "nanio", "serve", "--host", "127.0.0.1", "--port", port),
        *("--data-dir", str(folder), "--no-access-log"),
    ),
}
KINDS = tuple(_PROGRAMS)


@dataclass(frozen=True, slots=True)
class Server:
    kind: str
    url: str

    def new_bucket(self, **options: Any) -> dict[str, Any]:
        """An empty one: the OPTIONS of our storage for it."""
        name = f"archive-{uuid.uuid4().hex[:12]}"
        known: dict[str, Any] = {
            "bucket_name": name,
            "endpoint_url": self.url,
            "region_name": "us-east-1",
            "access_key": ACCESS_KEY,
            "secret_key": SECRET_KEY,
            **options,
        }
        with opened(known) as bucket:
            bucket.client.create_bucket(Bucket=name)
        return known


@contextmanager
def opened(options: dict[str, Any]) -> "Iterator[Bucket]":
    """Our storage for it; its connections are closed afterwards."""
    from hispeech_web.bucket import Bucket

    bucket = Bucket(**options)
    try:
        yield bucket
    finally:
        close(bucket)


def close(bucket: "Bucket") -> None:
    for client in bucket._clients.values():
        client.close()


class Servers:
    """Started when somebody asks for them, and once for the whole run."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self._stack, self._folder = stack, folder
        self._running: dict[str, Server] = {}

    def __getitem__(self, kind: str) -> Server:
        if kind not in self._running:
            folder = self._folder / kind
            folder.mkdir()
            self._running[kind] = self._stack.enter_context(server(kind, folder))
        return self._running[kind]


@contextmanager
def server(kind: str, folder: Path, port: int | None = None) -> Iterator[Server]:
    """One of KINDS, as a process of its own. The same `port` lets it come back where it was."""
    port = port or free_port()
    command = (sys.executable, *_PROGRAMS[kind](str(port), folder))
    keys = {"NANIO_ACCESS_KEY": ACCESS_KEY, "NANIO_SECRET_KEY": SECRET_KEY}
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=os.environ | keys)
    try:
        _wait_for(port, process, folder / "log")
        yield Server(kind, f"http://127.0.0.1:{port}")
    finally:
        process.kill()
        process.wait()


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(log.read_text(errors="replace")) from None
            time.sleep(0.05)
