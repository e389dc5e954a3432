"""A plain web server that does nothing but write a PUT to the disk: `python -m tests.bench.uploads.plain PORT FILE`."""

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

BLOCK = 1024 * 1024


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    target: Path

    def do_PUT(self) -> None:
        left, block = int(self.headers["Content-Length"]), memoryview(bytearray(BLOCK))
        with self.target.open("wb", buffering=0) as file:
            while left and (came := self.rfile.readinto1(block[: min(left, BLOCK)])):
                file.write(block[:came])
                left -= came
        self.send_response(201)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *words: object) -> None:
        """Says nothing: writing lines is no part of what is measured."""


if __name__ == "__main__":
    Handler.target = Path(sys.argv[2])
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
