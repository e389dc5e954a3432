"""A server of bare sockets that does exactly what a test's script says, good manners or not."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Script = Callable[[socket.socket], None]


@contextmanager
def serving(script: Script) -> Iterator[str]:
    """The address of a server that runs `script` for each connection, one after the other."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_serve, args=(listener, script), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=10)


def _serve(listener: socket.socket, script: Script) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            connection.settimeout(20)
            try:
                script(connection)
            except OSError:
                continue


def read_head(connection: socket.socket) -> tuple[str, bytes]:
    """The request line with its headers, and what of the body came along."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += _more(connection)
    head, _, rest = got.partition(b"\r\n\r\n")
    return head.decode(), rest


def read_request(connection: socket.socket) -> tuple[str, bytes]:
    head, body = read_head(connection)
    while len(body) < content_length(head):
        body += _more(connection)
    return head, body


def _more(connection: socket.socket) -> bytes:
    piece = connection.recv(65536)
    if not piece:
        raise ConnectionError("the client has hung up")
    return piece


def content_length(head: str) -> int:
    lines = (line.partition(":") for line in head.splitlines())
    return next((int(value) for name, _, value in lines if name.lower() == "content-length"), 0)


def answer(
    connection: socket.socket, status: int, body: bytes = b"", content_type: str = "application/json"
) -> None:
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    connection.sendall(head.encode() + body)


def hang_up_rudely(connection: socket.socket) -> None:
    """Reset instead of finishing: what a killed server or a firewall does."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
