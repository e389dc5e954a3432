"""Uploads against the real web process: killed, cut, silent, many at once; and by the clients that others use."""

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from hispeech_web.places import ROOT
from tests.bench.sound import recording
from tests.factories import SAMPLES
from tests.intake.browser import signed_in
from tests.intake.hanging import hanging
from tests.intake.server import PATIENCE, Server, serving
from tests.tus import BODY, UPLOADS, metadata

pytestmark = pytest.mark.processes

SAID = {"filename": "Ժողով №3.wav", "stt_model": "formal", "title": "Ժողով"}
NODE = shutil.which("node")
# Everybody waits so long that only what is tested lets go of them.
FOR_EVER = {"SILENCE_SECONDS": "600"}
SOON = {"SILENCE_SECONDS": "1"}
STALLED = 50


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("site"), **FOR_EVER) as started:
        yield started


_numbers = iter(range(1000))


@pytest.fixture
def sound() -> bytes:
    """Three megabytes, unlike those of any other test."""
    return recording(next(_numbers), 100)


def announce(server: Server, length: int) -> str:
    with server.client() as client:
        headers = {"Upload-Length": str(length), "Upload-Metadata": metadata(**SAID)}
        return str(client.post(UPLOADS, headers=headers).raise_for_status().headers["Location"])


def where(server: Server, address: str) -> int:
    with server.client() as client:
        return int(client.head(address).raise_for_status().headers["Upload-Offset"])


def send(server: Server, address: str, body: bytes, offset: int) -> httpx.Response:
    with server.client() as client:
        headers = {"Upload-Offset": str(offset), "Content-Type": BODY}
        return client.patch(address, headers=headers, content=body)


def arrived(server: Server, address: str) -> bytes:
    told = server.look(address)
    assert told["state"] == "done", told
    return server.original(told["recording"]["id"]).read_bytes()


def go_on(server: Server, address: str, sound: bytes, least: int) -> None:
    """Ask where, send the rest, and find the whole file."""
    offset = where(server, address)
    assert offset >= least
    assert send(server, address, sound[offset:], offset).status_code == 204
    assert arrived(server, address) == sound


def test_killed_in_the_middle_of_a_request_it_goes_on_where_the_bytes_end(
    server: Server, sound: bytes
) -> None:
    address = announce(server, len(sound))
    with hanging(server, address, sound[:2_000_000], meant=len(sound)):
        server.wait_for(address, 1_500_000)
        server.kill()
    server.start()
    go_on(server, address, sound, least=1_500_000)


def test_a_connection_that_ends_leaves_every_byte_that_came(server: Server, sound: bytes) -> None:
    address = announce(server, len(sound))
    with hanging(server, address, sound[:300_001], meant=len(sound)):
        pass
    server.wait_for(address, 300_001)
    go_on(server, address, sound, least=300_001)


def test_who_comes_back_does_not_wait_for_the_dead_connection(server: Server, sound: bytes) -> None:
    """It hangs for ten minutes yet; what it had sent counts, and nothing of it comes in later."""
    address = announce(server, len(sound))
    with hanging(server, address, sound[:300_001], meant=len(sound)) as dead:
        server.wait_for(address, 1)
        go_on(server, address, sound, least=300_001)
        dead.sendall(b"?" * 1000)
    assert arrived(server, address) == sound


def test_who_falls_silent_is_let_go_and_told_to_come_back(server: Server, sound: bytes) -> None:
    server.kill()
    server.start(**SOON)
    try:
        address = announce(server, len(sound))
        with hanging(server, address, sound[:65_536], meant=len(sound)) as line:
            answer = line.recv(64)
        assert answer.startswith(b"HTTP/1.1 503")
        go_on(server, address, sound, least=65_536)
    finally:
        server.kill()
        server.start(**FOR_EVER)


def test_fifty_stalled_uploads_leave_the_pages_answering(server: Server, sound: bytes) -> None:
    with ExitStack() as lines, closing(signed_in(server)) as browser:
        addresses = [announce(server, 8_000_000) for _ in range(STALLED)]
        for address in addresses:
            lines.enter_context(hanging(server, address, sound[:65_536], meant=8_000_000))
        for page in ("/", "/upload/", "/accounts/profile/", "/healthz"):
            assert browser.get(page).status_code == 200
        # Somebody whose line works is not kept out by them, either.
        address = announce(server, len(sound))
        until = time.monotonic() + PATIENCE
        while (answer := _tried(server, address, sound)) != 204:
            assert answer in (0, 503)
            assert time.monotonic() < until
            time.sleep(0.5)
        assert arrived(server, address) == sound


def _tried(server: Server, address: str, sound: bytes) -> int:
    """The status, or 0 where the connection was closed before we could read one."""
    try:
        return send(server, address, sound, 0).status_code
    except httpx.TransportError:
        return 0


def test_a_stalled_form_is_no_recording(server: Server, sound: bytes) -> None:
    """Half a form must not become half a recording."""
    with closing(signed_in(server)) as browser:
        token, session = browser.cookies["csrftoken"], browser.cookies["sessionid"]
        parts = (
            f'--b\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
            '--b\r\nContent-Disposition: form-data; name="stt_model"\r\n\r\nformal\r\n'
            '--b\r\nContent-Disposition: form-data; name="file"; filename="half.wav"\r\n\r\n'
        )
        body = parts.encode() + sound[:1_000_000]
        head = (
            f"POST /upload/ HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
            f"Cookie: csrftoken={token}; sessionid={session}\r\nReferer: {server.url}/upload/\r\n"
            f"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {len(body) + 1_000_000}\r\n\r\n"
        )
        with _line(server) as line:
            line.sendall(head.encode() + body)
            line.shutdown(socket.SHUT_WR)  # no more will come
            while line.recv(65_536):
                pass
        assert "half" not in browser.get("/").text


def _line(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)


# --- the clients that others use -------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path, sound: bytes) -> Path:
    path = tmp_path / "sound.wav"
    path.write_bytes(sound)
    return path


def _python(server: Server, file: Path, chunk: int, checksums: str = "") -> dict[str, Any]:
    script = str(Path(__file__).with_name("python_client.py"))
    arguments = (f"{server.url}{UPLOADS}", server.token, str(file), str(chunk), json.dumps(SAID), checksums)
    command = (sys.executable, script, *arguments)
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("checksums", ["", "checksums"])
def test_the_python_client_brings_a_file_in_two_goes(server: Server, file: Path, checksums: str) -> None:
    told = _python(server, file, 500_000, checksums)
    assert told["went_on_at"] == 1_000_000
    assert arrived(server, told["done"].removeprefix(server.url)) == file.read_bytes()


def test_the_python_client_is_told_what_is_no_recording(server: Server) -> None:
    assert _python(server, SAMPLES / "bad/picture_named.mp4", 1_000_000) == {"failed": 422}


def _javascript(server: Server, file: Path, chunk: int, deferred: str = "") -> "subprocess.Popen[str]":
    assert NODE is not None
    script = str(Path(__file__).with_name("javascript_client.mjs"))
    arguments = (f"{server.url}{UPLOADS}", server.token, str(file), str(chunk), json.dumps(SAID), deferred)
    return subprocess.Popen(
        (NODE, script, *arguments), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def _said(client: "subprocess.Popen[str]") -> list[dict[str, Any]]:
    try:
        lines = client.communicate(timeout=PATIENCE)[0].splitlines()
    finally:
        client.kill()
    return [json.loads(line) for line in lines]


needs_node = pytest.mark.skipif(
    NODE is None, reason="node is not installed: tus-js-client runs in browsers only"
)


@needs_node
@pytest.mark.parametrize("deferred", ["", "deferred"])
def test_the_javascript_client_brings_a_file(server: Server, file: Path, deferred: str) -> None:
    told = _said(_javascript(server, file, 700_000, deferred))[-1]
    assert "done" in told, told
    assert arrived(server, told["done"].removeprefix(server.url)) == file.read_bytes()


@needs_node
def test_the_javascript_client_goes_on_after_the_server_was_killed(server: Server, file: Path) -> None:
    client = _javascript(server, file, 200_000)
    assert client.stdout is not None
    assert json.loads(client.stdout.readline())["accepted"] == 200_000
    server.kill()
    server.start()
    told = _said(client)[-1]
    assert "done" in told, told
    assert arrived(server, told["done"].removeprefix(server.url)) == file.read_bytes()


@needs_node
def test_the_javascript_client_does_not_try_again_what_was_refused(server: Server) -> None:
    told = _said(_javascript(server, SAMPLES / "bad/no_audio_track.mp4", 10_000_000))[-1]
    assert told["failed"] == 422
    assert json.loads(told["said"])["error"]["code"] == "no_sound"
