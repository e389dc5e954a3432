"""Does it answer? Looks that never wait, for the supervisor to repeat."""

import select
import socket
from collections.abc import Callable
from pathlib import Path

AT_ONCE = 0.2  # seconds; everything asked here is on this machine


def broker(path: Path) -> Callable[[], bool]:
    """True when the broker has loaded its data and takes commands."""

    def look() -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(AT_ONCE)
                connection.connect(str(path))
                connection.sendall(b"PING\r\n")
                return connection.recv(64).startswith(b"+PONG")
        except OSError:
            return False

    return look


def port(number: int) -> Callable[[], bool]:
    """True when somebody listens."""

    def look() -> bool:
        try:
            socket.create_connection(("127.0.0.1", number), AT_ONCE).close()
        except OSError:
            return False
        return True

    return look


class Http:
    """True when an HTTP answer has come to one question, asked at the first look.

    The site's socket is open before the site is: the question waits in its queue meanwhile.
    """

    def __init__(self, address: tuple[str, int], path: str) -> None:
        self._address, self._path = address, path
        self._connection: socket.socket | None = None

    def __call__(self) -> bool:
        try:
            return self._answered()
        except OSError:
            self._forget()
            return False

    def _answered(self) -> bool:
        if self._connection is None:
            self._connection = socket.create_connection(self._address, AT_ONCE)
            question = f"GET {self._path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            self._connection.sendall(question.encode("ascii"))
        if not select.select([self._connection], [], [], 0)[0]:
            return False
        answered = self._connection.recv(64).startswith(b"HTTP/")
        self._forget()
        return answered

    def _forget(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
