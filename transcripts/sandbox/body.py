"""The body of a request, piece by piece, however long: plain or in HTTP's chunks (RFC 9112, 7.1)."""

from collections.abc import Iterator
from email.message import Message
from io import BufferedIOBase

PIECE = 64 * 1024
_LONGEST_LINE = 1024


class BrokenOff(ConnectionError):
    """The client went away, or its chunks are none, before the body was through."""


class Body:
    """To be gone through once. `through` turns true when its last byte has been read.

    `length` is what was announced, 0 for chunks. Raises ValueError for a length that is none.
    """

    def __init__(self, source: BufferedIOBase, headers: Message) -> None:
        self._source = source
        self.chunked = "chunked" in headers.get("Transfer-Encoding", "").lower()
        self.length = 0 if self.chunked else int(headers.get("Content-Length") or 0)
        if self.length < 0:
            raise ValueError("negative Content-Length")
        self.through = not self.chunked and self.length == 0

    def __iter__(self) -> Iterator[bytes]:
        """Pieces of at most `PIECE` bytes. Raises BrokenOff."""
        if self.chunked:
            while size := self._chunk_size():
                yield from self._pieces(size)
                self._line()
            while self._line():
                pass  # trailers
        else:
            yield from self._pieces(self.length)
        self.through = True

    def _pieces(self, left: int) -> Iterator[bytes]:
        while left:
            piece = self._source.read1(min(left, PIECE))
            if not piece:
                raise BrokenOff
            left -= len(piece)
            yield piece

    def _line(self) -> bytes:
        line = self._source.readline(_LONGEST_LINE)
        if not line.endswith(b"\n"):
            raise BrokenOff
        return line.strip()

    def _chunk_size(self) -> int:
        try:
            size = int(self._line().partition(b";")[0], 16)
        except ValueError:
            raise BrokenOff from None
        if size < 0:
            raise BrokenOff
        return size
