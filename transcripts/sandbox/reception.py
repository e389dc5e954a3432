"""The sandbox over HTTP/1.1: one thread a connection, which is right for hundreds of waiting clients."""

import logging
import select
import socket
import struct
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer, ThreadingMixIn
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from transcripts.sandbox import openai_door
from transcripts.sandbox.answers import Answer, Dropped, not_found
from transcripts.sandbox.body import PIECE, Body, BrokenOff
from transcripts.sandbox.control import PREFIX, control
from transcripts.sandbox.doors import Door
from transcripts.sandbox.form import Fields
from transcripts.sandbox.hispeech_door import HISPEECH, JOB_PATH, UPLOAD_PATH
from transcripts.sandbox.lookups import look_up
from transcripts.sandbox.openai_door import OPENAI
from transcripts.sandbox.sandbox import Sandbox
from transcripts.sandbox.uploads import Upload

log = logging.getLogger("transcripts.sandbox")

IDLE = 75.0
# How long a client that is still sending may go on after we have answered, so that it reads the answer.
LINGER = 10.0
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Reception(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "HiSpeechSandbox"
    timeout = IDLE
    disable_nagle_algorithm = True
    wbufsize = -1
    server: "Server"

    def handle_one_request(self) -> None:
        """A client that is gone is no error."""
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True

    def do_GET(self) -> None:
        self._serve("GET")

    def do_POST(self) -> None:
        self._serve("POST")

    def do_DELETE(self) -> None:
        self._serve("DELETE")

    def _serve(self, method: str) -> None:
        split = urlsplit(self.path)
        query = parse_qs(split.query, keep_blank_values=True)
        try:
            self.body = Body(self.rfile, self.headers)
        except ValueError:
            self.send_error(400)
            return
        self._route(method, split.path, query)

    def _route(self, method: str, path: str, query: Fields) -> None:
        box = self.server.box
        if path == PREFIX or path.startswith(f"{PREFIX}/"):
            self._send(control(box, method, path.removeprefix(PREFIX), query, self.body))
        elif method == "POST" and path == UPLOAD_PATH:
            self._upload(HISPEECH, query)
        elif method == "POST" and path == openai_door.PATH:
            self._upload(OPENAI, query)
        elif method == "GET" and path.startswith(JOB_PATH) and path != UPLOAD_PATH:
            self._look_up(unquote(path.removeprefix(JOB_PATH)))
        else:
            self._send(not_found())

    def _upload(self, door: Door, query: Fields) -> None:
        began, book = time.monotonic(), self.server.box.book
        number = book.open().number
        upload = Upload(self.server.box, door, number, self.headers, query, self.body)
        try:
            answer = upload.answer()
            # Noted first, so that who has the answer finds the ledger as it will stay.
            book.note(number, status=answer.status, answered=self._still_there())
            self._send(answer)
        except Dropped:
            self._hang_up()
        except (BrokenOff, OSError):
            # The client went away, or said nothing for IDLE seconds.
            self.close_connection = True
            book.note(number, answered=False)
        self._log_upload(number, began)

    def _log_upload(self, number: int, began: float) -> None:
        seconds = time.monotonic() - began
        for entry in self.server.box.ledger(number - 1)[:1]:
            log.info(
                "upload %s %s %d bytes: %s in %.2f s%s%s",
                entry.way or "-",
                entry.model if entry.model.isascii() and entry.model.isprintable() else "-",
                entry.bytes,
                entry.status or "no answer",
                seconds,
                "" if entry.accepted else ", not accepted",
                f", fault {entry.fault}" if entry.fault else "",
            )

    def _look_up(self, job_id: str) -> None:
        try:
            answer = look_up(self.server.box, job_id, self.headers)
        except Dropped:
            self._hang_up()
            return
        self._send(answer)
        log.info("look-up: %d", answer.status)

    def _send(self, answer: Answer) -> None:
        # What we have not read would be taken for the next request.
        self.close_connection |= not self.body.through
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers:
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(answer.body)
        self.wfile.flush()
        if not self.body.through:
            self._linger()

    def _linger(self) -> None:
        """Closing on a client that is still sending would reset the connection and take the answer with it."""
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
            self.connection.settimeout(2)
            until = time.monotonic() + LINGER
            while time.monotonic() < until and self.rfile.read1(PIECE):
                pass

    def _still_there(self) -> bool:
        readable, _, _ = select.select([self.connection], [], [], 0)
        return not readable or bool(self.connection.recv(1, socket.MSG_PEEK))

    def _hang_up(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)

    def log_message(self, format: str, *args: Any) -> None:
        """Addresses hold job ids; we say ourselves what may be said."""


class Server(ThreadingMixIn, TCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 512

    def __init__(self, address: tuple[str, int], box: Sandbox) -> None:
        self.box = box
        self._lock = Lock()
        self._open: set[socket.socket] = set()
        super().__init__(address, Reception)
        host, port = self.server_address[:2]
        box.url = f"http://{host!s}:{port}"

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        log.exception("a request ended in an error")  # noqa: LOG004 (we are called inside an except)

    def hang_up(self) -> None:
        """Let go of clients that keep their connection, so that their threads end."""
        with self._lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
