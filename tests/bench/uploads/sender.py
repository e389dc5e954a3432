"""Sends a file by tus as quickly as the machine allows: one connection, pieces of 8 MiB, no copies on our side."""

import socket
import struct
from pathlib import Path
from typing import BinaryIO

from tests.intake.server import PATIENCE, Server
from tests.tus import BODY, UPLOADS, metadata

PIECE = 8 * 1024 * 1024


class Behind(Exception):
    """A request of ours that hangs has brought another block since we asked where to go on: ask again, as browsers do."""


class Sender:
    """Announces `file`; `send` brings pieces of it, `piece` bytes each."""

    def __init__(self, server: Server, file: Path, piece: int = PIECE) -> None:
        self._server, self._file, self._piece = server, file, piece
        self.size = file.stat().st_size
        with server.client() as client:
            said = metadata(filename=file.name, stt_model="formal")
            headers = {"Upload-Length": str(self.size), "Upload-Metadata": said}
            answer = client.post(UPLOADS, headers=headers).raise_for_status()
        self.address = answer.headers["Location"]
        self._line: socket.socket | None = None

    def send(self, offset: int, *, breaking_after: int | None = None) -> int:
        """A piece from `offset` on; how far it came. `breaking_after` so many bytes nothing more is sent, nor waited for.

        Raises Behind.
        """
        size = min(self._piece, self.size - offset)
        line = self._connected()
        line.sendall(self._head(offset, size))
        with self._file.open("rb", buffering=0) as source:
            line.sendfile(source, offset, size if breaking_after is None else min(breaking_after, size))
        if breaking_after is not None:
            return offset
        status = _status(line)
        if status == 409:
            self.hang_up()
            raise Behind
        assert status == 204, status
        return offset + size

    def cut(self) -> None:
        """A reset rather than a polite end, as when a machine is gone."""
        if self._line is not None:
            self._line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.hang_up()

    def hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def where(self) -> int:
        with self._server.client() as client:
            return int(client.head(self.address).raise_for_status().headers["Upload-Offset"])

    def _connected(self) -> socket.socket:
        if self._line is None:
            self._line = socket.create_connection(("127.0.0.1", self._server.port), timeout=PATIENCE)
            # As browsers and HTTP libraries do: else the end of a piece waits for the answer to its beginning.
            self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._line

    def _head(self, offset: int, size: int) -> bytes:
        headers = self._server.headers | {
            "Host": f"127.0.0.1:{self._server.port}",
            "Content-Type": BODY,
            "Upload-Offset": str(offset),
            "Content-Length": str(size),
        }
        lines = [f"PATCH {self.address} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join([*lines, "", ""]).encode("ascii")


def _status(line: socket.socket) -> int:
    """Of an answer without a body."""
    said = b""
    while b"\r\n\r\n" not in said:
        piece = line.recv(65_536)
        assert piece, said
        said += piece
    return int(said.split(b" ", 2)[1])


def same_bytes(one: Path, other: Path) -> bool:
    with one.open("rb") as first, other.open("rb") as second:
        return all(_equal(first, second))


def _equal(first: BinaryIO, second: BinaryIO) -> "list[bool]":
    found = []
    while (piece := first.read(PIECE)) + (beside := second.read(PIECE)):
        found.append(piece == beside)
    return found
