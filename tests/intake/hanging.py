"""A sender who stops in the middle of a body and keeps the line open, as a closed laptop does."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from tests.intake.server import PATIENCE, Server
from tests.tus import BODY


@contextmanager
def hanging(
    server: Server, address: str, said: bytes, *, offset: int = 0, meant: int
) -> Iterator[socket.socket]:
    """A PATCH of `meant` bytes of which no more than `said` come."""
    head = [
        f"PATCH {address} HTTP/1.1",
        f"Host: 127.0.0.1:{server.port}",
        *(f"{name}: {value}" for name, value in server.headers.items()),
        f"Content-Type: {BODY}",
        f"Upload-Offset: {offset}",
        f"Content-Length: {meant}",
    ]
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as line:
        line.sendall("\r\n".join([*head, "", ""]).encode("ascii") + said)
        yield line
