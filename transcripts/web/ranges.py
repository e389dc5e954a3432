"""A file, whole or the piece of it that was asked for (RFC 9110, section 14)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

BLOCK = 256 * 1024
_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes `first` to `last`, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def span_of(header: str, size: int) -> Span | None:
    """What a Range header asks for. None: send everything (no range, several, or none that we understand).

    Raises ValueError where nothing of it lies within `size` bytes.
    """
    asked = _ONE_RANGE.fullmatch(header.strip())
    if asked is None or asked[0] == "bytes=-":
        return None
    first, last = asked.groups()
    if not first:
        length = min(int(last), size)
        span = Span(size - length, size - 1)
    else:
        span = Span(int(first), min(int(last), size - 1) if last else size - 1)
        if last and int(last) < int(first):
            return None
    if span.length <= 0:
        raise ValueError(header)
    return span


class Piece(Iterator[bytes]):
    """`length` bytes of an opened file from where it stands, in blocks. Closes the file with itself."""

    def __init__(self, file: IO[bytes], length: int) -> None:
        self.file = file
        self.left = length

    def __next__(self) -> bytes:
        block = self.file.read(min(BLOCK, self.left))
        if not block:
            raise StopIteration
        self.left -= len(block)
        return block

    def close(self) -> None:
        self.file.close()


def ranged(
    request: HttpRequest, open_file: Callable[[], IO[bytes]], *, size: int, tag: str
) -> HttpResponseBase:
    """The answer with its body, length and range; `tag` is the ETag of these `size` bytes."""
    try:
        span = _asked_span(request, tag, size)
    except ValueError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    whole = Span(0, size - 1)
    answer = _body(request, open_file, span or whole)
    answer["Content-Length"] = str((span or whole).length)
    if span is not None:
        answer.status_code = 206
        answer["Content-Range"] = f"bytes {span.first}-{span.last}/{size}"
    return answer


def _asked_span(request: HttpRequest, tag: str, size: int) -> Span | None:
    """A range counts only for the very file that the player began with (If-Range)."""
    condition = request.headers.get("If-Range", tag)
    return span_of(request.headers.get("Range", ""), size) if condition == tag else None


def _body(request: HttpRequest, open_file: Callable[[], IO[bytes]], span: Span) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse()
    file = open_file()
    file.seek(span.first)
    return StreamingHttpResponse(Piece(file, span.length))
