"""What programs send: whole, of a size that we take, and heard out where refused."""

import io
import socket
import time
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.api.calls import FORMAL, UPLOAD, key
from tests.factories import recording, tone
from transcripts.actions.submit import TooLarge
from transcripts.api.bodies import FORM_BYTES, LengthRequired, check_length, hear_out
from transcripts.models import Recording, User


def _form(content: bytes) -> bytes:
    head = '--edge\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n'
    return head.encode() + content + b"\r\n--edge--\r\n"


def _head(path: str, length: int, headers: dict[str, str]) -> bytes:
    lines = {
        "Host": "localhost",
        "Connection": "close",
        "Content-Type": "multipart/form-data; boundary=edge",
        "Content-Length": str(length),
        **headers,
    }
    return "\r\n".join([f"POST {path} HTTP/1.1", *(f"{k}: {v}" for k, v in lines.items()), "", ""]).encode()


def _say(server: LiveServer, said: bytes) -> bytes:
    """Send these bytes, say that there are no more, and read the whole answer."""
    address = urlsplit(server.url)
    with socket.create_connection((str(address.hostname), address.port or 0), timeout=20) as line:
        line.sendall(said)
        line.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: line.recv(65536), b""))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("part", "status", "kept"), [(1.0, b"200", 1), (0.5, b"422", 0)])
def test_half_a_recording_is_never_taken_for_a_whole_one(
    live_server: LiveServer, anahit: User, part: float, status: bytes, kept: int
) -> None:
    body = _form(tone(4))
    head = _head(f"{UPLOAD}?stt_model={FORMAL}", len(body), key(anahit))
    answer = _say(live_server, head + body[: int(len(body) * part)])
    assert answer.split()[1] == status
    assert Recording.objects.count() == kept


@pytest.mark.parametrize(("beyond", "refused"), [(0, False), (1, True)])
def test_a_body_over_the_limit_is_refused_by_its_head(settings: Settings, beyond: int, refused: bool) -> None:
    settings.MAX_UPLOAD_BYTES = 5
    request = RequestFactory().post("/", CONTENT_LENGTH=str(5 + FORM_BYTES + beyond))
    if refused:
        with pytest.raises(TooLarge):
            check_length(request)
    else:
        check_length(request)


def test_a_body_of_unsaid_length_is_refused() -> None:
    request = RequestFactory().post("/", headers={"transfer-encoding": "chunked"})
    with pytest.raises(LengthRequired):
        check_length(request)


class _Slow(io.RawIOBase):
    """A client that never stops sending."""

    def read(self, size: int = -1) -> bytes:
        time.sleep(0.01)
        return b"x" * max(size, 1)


def _reading(stream: Any) -> HttpRequest:
    request = HttpRequest()
    request._stream = stream
    request._read_started = False  # type: ignore[attr-defined]
    return request


def test_a_refused_body_is_read_to_its_end() -> None:
    stream = io.BytesIO(b"x" * 300_000)
    hear_out(_reading(stream))
    assert stream.read() == b""


def test_nobody_is_heard_for_ever() -> None:
    began = time.monotonic()
    hear_out(_reading(_Slow()), seconds=0.1)
    assert time.monotonic() - began < 2


def test_an_upload_lies_on_the_disk_not_in_memory() -> None:
    request = RequestFactory().post("/", {"file": io.BytesIO(b"short")})
    assert isinstance(request.FILES["file"], TemporaryUploadedFile)
    request.close()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("post", "/api/v1/recordings/import"),
        ("post", "/api/v1/recordings/replace"),
        ("patch", "/api/v1/recordings/{row}/"),
        ("post", "/api/v1/recordings/{row}/transcriptions/"),
    ],
)
def test_a_body_nested_without_end_is_refused_in_words(
    client: Client, bagrat: User, own_storage: None, method: str, path: str
) -> None:
    address = path.format(row=recording(bagrat).pk)
    endless = '{"title": ' + "[" * 100_000
    answer = getattr(client, method)(address, endless, content_type="application/json", headers=key(bagrat))
    assert answer.status_code == 400
    assert answer.json()["error"] == {"code": "parse_error", "message": "This is nested too deeply."}
