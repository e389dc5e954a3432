"""A line to the site that is slow, breaks or falls silent when a test wants it to."""

import selectors
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

BLOCK = 16 * 1024
TICK = 0.02  # seconds


class Line:
    """Forwards TCP to `port`. What goes to the site is counted in `sent` (bytes) and may be slowed down."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._listener = _listener()
        self._pairs: set[tuple[socket.socket, socket.socket]] = set()
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self.sent = 0
        self.per_second: float | None = None
        self.is_silent = False
        self.is_down = False
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def cut(self) -> None:
        """Everybody's connection breaks; new ones may be made at once."""
        with self._lock:
            pairs, self._pairs = self._pairs, set()
        for pair in pairs:
            for end in pair:
                # A reset rather than a polite end, as when a machine is gone.
                with suppress(OSError):
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                    end.shutdown(socket.SHUT_RDWR)

    def go_down(self) -> None:
        """As `cut`, and new ones break at once, until `is_down` is false again."""
        self.is_down = True
        self.cut()

    def close(self) -> None:
        self._closed.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        while not self._closed.is_set():
            try:
                near, _peer = self._listener.accept()
            except OSError:
                return
            if self.is_down:
                near.close()
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self._to), timeout=10)
            except OSError:
                near.close()  # the site is down
                continue
            threading.Thread(target=self._carry, args=(near, far), daemon=True).start()

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        with self._lock:
            self._pairs.add((near, far))
        with near, far, suppress(OSError), selectors.DefaultSelector() as ready:
            far.settimeout(None)
            ready.register(near, selectors.EVENT_READ, (far, True))
            ready.register(far, selectors.EVENT_READ, (near, False))
            while not self._closed.is_set() and (near, far) in self._pairs:
                for key, _events in ready.select(TICK):
                    if not self._pass_on(key):
                        return
        with self._lock:
            self._pairs.discard((near, far))

    def _pass_on(self, key: selectors.SelectorKey) -> bool:
        """False at the end of the connection."""
        target, is_up = key.data
        if self.is_silent:
            time.sleep(TICK)
            return True
        block = key.fileobj.recv(BLOCK)  # type: ignore[union-attr]  # we registered sockets alone
        if not block:
            return False
        target.sendall(block)
        if is_up:
            self.sent += len(block)
            if self.per_second:
                time.sleep(len(block) / self.per_second)
        return True


def _listener() -> socket.socket:
    """With room for little: what the sender believes to be sent should have passed."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024)
    made.bind(("127.0.0.1", 0))
    made.listen()
    return made


@contextmanager
def line_to(port: int) -> Iterator[Line]:
    line = Line(port)
    try:
        yield line
    finally:
        line.close()
