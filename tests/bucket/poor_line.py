"""A line to a server that breaks again and again."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

BLOCK = 64 * 1024


@contextmanager
def poor_line(url: str, *, breaks_after: int) -> Iterator[str]:
    """The server's address through a line that carries so many bytes of answers on each connection."""
    to = (urlsplit(url).hostname, urlsplit(url).port)

    class Line(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with socket.create_connection(to) as far, suppress(OSError):
                asking = threading.Thread(target=_carry, args=(self.request, far), daemon=True)
                asking.start()
                _carry(far, self.request, breaks_after)
                self.request.shutdown(socket.SHUT_RDWR)
                asking.join()

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Line) as lines:
        lines.daemon_threads = True
        threading.Thread(target=lines.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{lines.server_address[1]}"
        lines.shutdown()


def _carry(source: Any, target: Any, most: int | None = None) -> None:
    with suppress(OSError):
        while most is None or most > 0:
            block = source.recv(BLOCK if most is None else min(BLOCK, most))
            if not block:
                return
            target.sendall(block)
            most = None if most is None else most - len(block)
