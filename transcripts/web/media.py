"""The recording itself for the player: whole, or the piece that was asked for (RFC 9110, section 14)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from transcripts import access
from transcripts.media.kinds import content_type
from transcripts.models import Recording
from transcripts.web.http import me

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


def _asked_span(request: HttpRequest, tag: str, size: int) -> Span | None:
    """A range counts only for the very file that the player began with (If-Range)."""
    condition = request.headers.get("If-Range", tag)
    return span_of(request.headers.get("Range", ""), size) if condition == tag else None


def _opened(recording: Recording) -> IO[bytes]:
    try:
        opened: IO[bytes] = recording.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return opened


def _body(request: HttpRequest, recording: Recording, span: Span) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse()
    file = _opened(recording)
    file.seek(span.first)
    return StreamingHttpResponse(Piece(file, span.length))


def _answer(request: HttpRequest, recording: Recording, tag: str) -> HttpResponseBase:
    try:
        span = _asked_span(request, tag, recording.size)
    except ValueError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{recording.size}"})
    whole = Span(0, recording.size - 1)
    answer = _body(request, recording, span or whole)
    answer["Content-Length"] = str((span or whole).length)
    if span is not None:
        answer.status_code = 206
        answer["Content-Range"] = f"bytes {span.first}-{span.last}/{recording.size}"
    return answer


@require_safe
def media(request: HttpRequest, recording_id: UUID) -> HttpResponseBase:
    """The stored file, to those who may read the recording. `?download` saves it under its own name."""
    recording = get_object_or_404(access.recordings(me(request)), pk=recording_id)
    tag = f'"{recording.sha256}"'
    answer = _answer(request, recording, tag)
    answer["Accept-Ranges"] = "bytes"
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    # Never what the file itself or its name says: only types that browsers play or save.
    answer["Content-Type"] = content_type(recording.container, recording.has_video)
    answer["X-Content-Type-Options"] = "nosniff"
    disposition = content_disposition_header("download" in request.GET, recording.filename)
    answer["Content-Disposition"] = disposition or "inline"
    return answer
