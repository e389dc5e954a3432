"""What a request of tus carries: a file announced, or bytes of it."""

import hmac
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

from django.conf import settings
from django.http import HttpRequest
from django.http.request import UnreadablePostError
from rest_framework.request import Request

from hispeech_web.reception import Body, SenderGone
from transcripts.actions import bring
from transcripts.actions.bring import Announcement
from transcripts.api import tus
from transcripts.api.bodies import LengthRequired

BLOCK = 256 * 1024
# How a body that ends early is told: by the reception, or by Django.
CUT = (SenderGone, UnreadablePostError)
YES = ("1", "true", "on", "yes")


def size_of(request: Request) -> int:
    """Bytes of its body. Raises LengthRequired where it does not say."""
    length = request.META.get("CONTENT_LENGTH")
    if not length:
        if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
            raise LengthRequired
        return 0
    return int(length)


def announcement_of(request: Request) -> Announcement:
    """Raises ParseError."""
    header = request.headers.get("Upload-Metadata", "")
    said = tus.metadata(header)

    def wished(name: str) -> bool:
        return said.get(name, "").strip().lower() in YES

    track = said.get("track", "").strip()
    return Announcement(
        filename=said.get("filename", ""),
        stt_model=said.get("stt_model", ""),
        length=_length(request),
        title=said.get("title", ""),
        folder=said.get("folder", "").replace("\0", ""),
        confidential=wished("secure_mode"),
        again=wished("again"),
        private=wished("private"),
        track=tus.number(track, "track") if track else None,
        try_out=wished("try_out"),
        ask_track=wished("ask_track"),
        metadata=header,
    )


def _length(request: Request) -> int | None:
    if "Upload-Length" not in request.headers and request.headers.get("Upload-Defer-Length") == "1":
        return None
    return tus.number(request.headers.get("Upload-Length"), "Upload-Length")


def blocks_of(request: HttpRequest) -> Iterator[bytes]:
    """As they come. Raises one of `CUT` where the body ends early."""
    body = request.META["wsgi.input"]
    return blocks_by(body.read1 if isinstance(body, Body) else request.read)


def blocks_by(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while block := read(BLOCK):
        yield block


@contextmanager
def checked(request: Request, claimed: str) -> Iterator[IO[bytes]]:
    """The body, set aside until it has proved right: of a wrong one nothing is kept. Raises ChecksumMismatch."""
    digest, expected = tus.checksum(claimed)
    with tempfile.TemporaryFile(dir=settings.SCRATCH_DIR) as aside:
        with bring.storage_trouble():
            _set_aside(request._request, aside, digest)
        if not hmac.compare_digest(digest.digest(), expected):
            raise tus.ChecksumMismatch
        aside.seek(0)
        yield aside


def _set_aside(request: HttpRequest, aside: IO[bytes], digest: tus.Digest) -> None:
    try:
        for block in blocks_of(request):
            digest.update(block)
            aside.write(block)
        aside.flush()
    except CUT:
        raise tus.CutShort from None
