"""Who holds a thread of the server for long, in this process: those who send a body, and those who wait for an answer.

A body comes as fast as its sender's line. There are only so many threads, and pages need some too: so only so many may
send or wait at once, nobody may be silent for long, and when all places are taken, whoever has been silent longest
gives theirs to the next. What had come of a body is handed on in any case.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeAlias

from hispeech_web import env

Environ: TypeAlias = dict[str, Any]
Application: TypeAlias = Callable[[Environ, Any], Iterable[bytes]]

# Of the server's threads, what bodies and waiting may take; the rest is for pages.
SHARE = 3 / 4
# Seconds after which a silent sender may be let go in favour of another, and in any case.
FOR_OTHERS = 3.0
IN_ANY_CASE = float(env.integer("SILENCE_SECONDS", 30, least=1))
# Bodies up to so many bytes have mostly come together with their head; they need no place.
SMALL = 64 * 1024
# In `environ`: that there was no place; and the guest.
FULL, GUEST = "hispeech.full", "hispeech.guest"


class Guest:
    """Somebody who sends a body. `heard` is when something last came (time.monotonic); `sending` while they hold a place."""

    def __init__(self, connection: socket.socket | None, path: str, *, small: bool = False) -> None:
        self.connection, self.path = connection, path
        self.heard = time.monotonic()
        self.sending = not small
        self.ended = threading.Event()

    def hang_up(self) -> None:
        """Whoever reads from the connection gets what has come, and then its end."""
        if self.connection is not None:
            with suppress(OSError):  # gone already
                self.connection.shutdown(socket.SHUT_RD)


class Reception:
    def __init__(self, places: int) -> None:
        self.places = places
        self._lock = threading.Lock()
        self._guests: list[Guest] = []
        self._waiting = 0

    def _taken(self) -> int:
        return self._waiting + sum(guest.sending for guest in self._guests)

    def enter(self, guest: Guest) -> bool:
        """False where every place is taken by somebody who is heard of."""
        with self._lock:
            if guest.sending and self._taken() >= self.places and not self._let_one_go():
                return False
            self._guests.append(guest)
            return True

    def _let_one_go(self) -> bool:
        senders = [guest for guest in self._guests if guest.sending]
        longest = min(senders, key=lambda guest: guest.heard, default=None)
        if longest is None or time.monotonic() - longest.heard < FOR_OTHERS:
            return False
        longest.sending = False
        longest.hang_up()
        return True

    def leave(self, guest: Guest) -> None:
        with self._lock:
            if guest in self._guests:
                self._guests.remove(guest)
        guest.sending = False
        guest.ended.set()

    @contextmanager
    def waiting(self, places: int) -> Iterator[bool]:
        """For who waits without sending: True while on one of `places`; False at once where there is none."""
        with self._lock:
            seated = self._waiting < places and self._taken() < self.places
            self._waiting += seated
        try:
            yield seated
        finally:
            with self._lock:
                self._waiting -= seated

    def interrupt(self, path: str, *, but: Guest | None, seconds: float = 2.0) -> None:
        """Let go of whoever else sends to `path`: the same sender has come back. Gives them a while to put away what came."""
        with self._lock:
            others = [guest for guest in self._guests if guest.path == path and guest is not but]
        for guest in others:
            guest.hang_up()
        until = time.monotonic() + seconds
        for guest in others:
            guest.ended.wait(max(0.0, until - time.monotonic()))


class SenderGone(OSError):
    """The sender fell silent or hung up in the middle of a body."""


class Body:
    """A request's body (PEP 3333). Where its sender is gone it gives what had come, and then raises SenderGone: half a
    body is never taken for a whole one.
    """

    def __init__(self, source: Any, guest: Guest, length: int) -> None:
        self._source, self._guest, self._left = source, guest, length
        self._straight = straight_from(source, guest.connection)

    def read(self, size: int = -1) -> bytes:
        return self._heard(self._source.read, size)

    def read1(self, size: int) -> bytes:
        """What has come by now, `size` bytes at most; waits only where nothing has. The quickest way, with the fewest copies."""
        return self._heard(self._straight or self._source.read, size)

    def readline(self, size: int = -1) -> bytes:
        return self._heard(self._source.readline, size)

    def readlines(self, hint: int = -1) -> list[bytes]:
        return list(self)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.readline, b"")

    def _heard(self, take: Callable[[int], bytes], size: int) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        if wanted == 0:
            return b""
        said = self._taken(take, wanted)
        self._left -= len(said)
        self._guest.heard = time.monotonic()
        if not said:
            raise SenderGone("the body ends early")
        if not self._left:
            self._guest.sending = False
        return said

    def _taken(self, take: Callable[[int], bytes], wanted: int) -> bytes:
        try:
            return take(wanted)
        except OSError:  # silent for too long, or reset
            self._guest.hang_up()
        try:
            return take(wanted)
        except OSError:
            return b""


def straight_from(source: Any, connection: socket.socket | None) -> Callable[[int], bytes] | None:
    """Reads a body from gunicorn's connection without its buffers, which copy every byte several times over.

    None where it is not gunicorn that reads, or not a body of known length; then its own `read` will do.
    """
    if connection is None:
        return None
    from gunicorn.http.body import Body as Gunicorns
    from gunicorn.http.body import LengthReader

    if not isinstance(source, Gunicorns) or not isinstance(source.reader, LengthReader):
        return None
    reader = source.reader

    def take(size: int) -> bytes:
        """It is told how much was taken: what is left of the body is its own to pass over."""
        held: bytes = reader.unreader.take_buffered()
        if held:
            reader.unreader.unread(held[size:])
        said = held[:size] or connection.recv(size)
        reader.length -= len(said)
        return said

    return take


reception = Reception(max(1, int(env.integer("WEB_THREADS", 64, least=1) * SHARE)))


def received(application: Application, at: Reception = reception) -> Application:
    """A WSGI application whose bodies come in by way of the reception."""

    def answer(environ: Environ, start_response: Any) -> Iterable[bytes]:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if not length:
            return application(environ, start_response)
        connection = environ.get("gunicorn.socket")
        guest = Guest(connection, environ.get("PATH_INFO", ""), small=length <= SMALL)
        environ[GUEST] = guest
        if not at.enter(guest):
            environ[FULL] = True
            guest.hang_up()
        environ["wsgi.input"] = Body(environ["wsgi.input"], guest, length)
        with _patience(connection):
            try:
                return application(environ, start_response)
            finally:
                at.leave(guest)

    return answer


@contextmanager
def _patience(connection: socket.socket | None) -> Iterator[None]:
    """While the body is read; an answer may be fetched as slowly as anybody likes."""
    if connection is None:
        yield
        return
    connection.settimeout(IN_ANY_CASE)
    try:
        yield
    finally:
        with suppress(OSError):
            connection.settimeout(None)
