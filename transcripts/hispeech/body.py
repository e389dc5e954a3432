"""The upload as multipart/form-data (RFC 7578), streamed, its length known before it starts.

httpx's own `files=` rewinds the file, asks the file for its size and cannot say when the end was reached.
"""

import re
import secrets
from collections.abc import Callable, Iterator, Sequence

from transcripts.hispeech.errors import FileAway, FileBroken
from transcripts.hispeech.messages import Order

CHUNK = 64 * 1024
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)
# How browsers write what would end the quoted name (HTML, "multipart form data").
_QUOTING = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A", "\\": "_", "\0": "_"})


class Body:
    """The bytes of one order, to be iterated once.

    `on_sent` is called when all but the closing boundary is out; what it raises stops the order there,
    unfinished. `through` turns true when the last byte has been handed over.
    """

    def __init__(
        self, form: Sequence[tuple[str, str]], order: Order, on_sent: Callable[[], object] | None = None
    ) -> None:
        boundary = secrets.token_hex(16)
        self._order = order
        self._on_sent = on_sent
        self._head = "".join(_field(boundary, *pair) for pair in form).encode() + _file_head(boundary, order)
        self._tail = f"\r\n--{boundary}--\r\n".encode()
        self.through = False
        self.headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Content-Length": str(len(self._head) + order.size + len(self._tail)),
        }

    def __iter__(self) -> Iterator[bytes]:
        yield self._head
        yield from self._sound()
        # Told before the end is out, whoever keeps the books knows more than HiSpeech at every moment,
        # even when we are killed between two lines (docs/decisions/0003).
        if self._on_sent:
            self._on_sent()
        yield self._tail
        # We come back here only when the connection has taken the tail.
        self.through = True

    def _sound(self) -> Iterator[bytes]:
        left = self._order.size
        while left:
            chunk = self._read(min(CHUNK, left))
            left -= len(chunk)
            yield chunk

    def _read(self, size: int) -> bytes:
        try:
            chunk = self._order.file.read(size)
        except (ConnectionError, TimeoutError) as error:
            raise FileAway(f"reading failed: {type(error).__name__}") from None
        except (OSError, ValueError) as error:
            raise FileBroken(f"reading failed: {type(error).__name__}") from None
        if not chunk:
            raise FileBroken("the file ends before its stated size")
        return chunk


def _quoted(name: str) -> str:
    return name.translate(_QUOTING).encode("utf-8", "replace").decode()


def _field(boundary: str, name: str, value: str) -> str:
    return f'--{boundary}\r\nContent-Disposition: form-data; name="{_quoted(name)}"\r\n\r\n{value}\r\n'


def _file_head(boundary: str, order: Order) -> bytes:
    media_type = (
        order.content_type if _MEDIA_TYPE.fullmatch(order.content_type) else "application/octet-stream"
    )
    return (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{_quoted(order.filename)}"\r\n'
        f"Content-Type: {media_type}\r\n\r\n"
    ).encode()
