"""Bodies that are sent to the site, over real sockets."""

import io
import socket
import struct
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from gunicorn.http.body import Body as Gunicorns
from gunicorn.http.body import LengthReader
from gunicorn.http.unreader import SocketUnreader

from hispeech_web import reception
from hispeech_web.reception import FULL, SMALL, Body, Environ, Guest, Reception, SenderGone, received

LARGE = SMALL + 1


@pytest.fixture
def line() -> Iterator[tuple[socket.socket, socket.socket]]:
    """The sender's end of a connection, and ours."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        with socket.create_connection(listener.getsockname()) as theirs:
            ours, _address = listener.accept()
            with ours:
                yield theirs, ours


class Source:
    """As gunicorn reads: everything that was asked for, or what there was before the end; nothing is lost on an error."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection, self._buffer = connection, b""

    def read(self, size: int) -> bytes:
        while len(self._buffer) < size and (piece := self._connection.recv(size)):
            self._buffer += piece
        said, self._buffer = self._buffer[:size], self._buffer[size:]
        return said


def body(ours: socket.socket, length: int) -> Body:
    return Body(Source(ours), Guest(ours, "/"), length)


def test_a_whole_body_comes_as_it_is_and_ends() -> None:
    whole = Body(io.BytesIO(b"one\ntwo\nmore than the body"), Guest(None, "/"), 8)
    assert whole.readline() == b"one\n"
    assert whole.read() == b"two\n"
    assert whole.read() == b""


def test_lines_are_read_one_by_one() -> None:
    assert Body(io.BytesIO(b"one\ntwo"), Guest(None, "/"), 7).readlines() == [b"one\n", b"two"]


def test_who_hangs_up_has_sent_half_a_body_and_not_a_whole_one(
    line: tuple[socket.socket, socket.socket],
) -> None:
    theirs, ours = line
    theirs.sendall(b"half")
    theirs.close()
    arriving = body(ours, 8)
    assert arriving.read(8) == b"half"
    with pytest.raises(SenderGone):
        arriving.read(8)


def test_who_falls_silent_is_let_go_and_what_came_is_kept(line: tuple[socket.socket, socket.socket]) -> None:
    theirs, ours = line
    ours.settimeout(0.2)
    theirs.sendall(b"half")
    arriving = body(ours, 8)
    assert arriving.read(8) == b"half"
    with pytest.raises(SenderGone):
        arriving.read(8)


def test_a_reset_connection_loses_nothing_that_came(line: tuple[socket.socket, socket.socket]) -> None:
    theirs, ours = line
    arriving, heard = body(ours, 8), []
    reader = threading.Thread(target=lambda: heard.append(arriving.read(8)))
    reader.start()
    theirs.sendall(b"half")
    while _is_unread(ours):
        time.sleep(0.01)
    theirs.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    theirs.close()
    reader.join(20)
    assert heard == [b"half"]


def _is_unread(connection: socket.socket) -> bool:
    try:
        return bool(connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT))
    except BlockingIOError:
        return False


def test_gunicorns_own_reader_knows_what_was_taken_past_it(line: tuple[socket.socket, socket.socket]) -> None:
    """Together with the head some of the body has come, and after it the next request."""
    theirs, ours = line
    unreader = SocketUnreader(ours)
    unreader.unread(b"hea")
    source = Gunicorns(LengthReader(unreader, 8))
    theirs.sendall(b"d and")
    arriving = Body(source, Guest(ours, "/"), 8)
    assert arriving.read1(2) == b"he"
    assert arriving.read1(100) == b"a"
    theirs.sendall(b"GET /next")
    assert b"".join(iter(lambda: arriving.read1(100), b"")) == b"d and"
    assert source.read() == b""
    assert unreader.read(9) == b"GET /next"


def test_what_is_not_gunicorns_is_read_as_it_is() -> None:
    assert Body(io.BytesIO(b"all"), Guest(None, "/"), 3).read1(100) == b"all"


# --- places ----------------------------------------------------------------------------------------


def test_there_are_only_so_many_places() -> None:
    at = Reception(2)
    first, second, third = (Guest(None, f"/{n}") for n in range(3))
    assert [at.enter(first), at.enter(second), at.enter(third)] == [True, True, False]
    at.leave(first)
    assert at.enter(third)


def test_a_small_body_needs_no_place() -> None:
    at = Reception(1)
    assert at.enter(Guest(None, "/a"))
    assert at.enter(Guest(None, "/b", small=True))


def test_who_has_sent_all_holds_no_place() -> None:
    at, guest = Reception(1), Guest(None, "/a")
    at.enter(guest)
    Body(io.BytesIO(b"all"), guest, 3).read()
    assert at.enter(Guest(None, "/b"))


def test_the_longest_silent_gives_their_place_to_the_next(line: tuple[socket.socket, socket.socket]) -> None:
    at, silent, lively = Reception(2), Guest(line[1], "/silent"), Guest(None, "/lively")
    at.enter(silent)
    at.enter(lively)
    silent.heard -= reception.FOR_OTHERS
    assert at.enter(Guest(None, "/next"))
    assert line[1].recv(10) == b""
    assert not at.enter(Guest(None, "/one more"))


def test_waiting_takes_places_too_but_never_one_of_somebody() -> None:
    at = Reception(2)
    with at.waiting(1) as first, at.waiting(1) as second:
        assert (first, second) == (True, False)
        assert at.enter(Guest(None, "/a"))
        assert not at.enter(Guest(None, "/b"))
        with at.waiting(5) as third:
            assert not third


def test_who_comes_back_takes_over(line: tuple[socket.socket, socket.socket]) -> None:
    theirs, ours = line
    at, hanging, again = Reception(3), Guest(ours, "/mine"), Guest(None, "/mine")
    at.enter(hanging)
    at.enter(again)
    theirs.sendall(b"half")
    heard: list[bytes] = []

    def hang() -> None:
        heard.append(Body(Source(ours), hanging, 8).read(8))
        at.leave(hanging)

    thread = threading.Thread(target=hang)
    thread.start()
    at.interrupt("/mine", but=again, seconds=20)
    assert heard == [b"half"]
    thread.join()


def test_a_place_to_wait_is_free_again_after_a_fall() -> None:
    at = Reception(1)
    with pytest.raises(RuntimeError), at.waiting(1):
        raise RuntimeError
    with at.waiting(1) as seated:
        assert seated


def test_many_threads_never_wait_on_too_few_places() -> None:
    at, most, sitting, lock = Reception(9), [0], [0], threading.Lock()

    def sit() -> None:
        with at.waiting(3) as seated:
            if seated:
                with lock:
                    sitting[0] += 1
                    most[0] = max(most[0], sitting[0])
                time.sleep(0.001)
                with lock:
                    sitting[0] -= 1

    with ThreadPoolExecutor(16) as pool:
        for _ in range(200):
            pool.submit(sit)
    assert 1 <= most[0] <= 3


# --- the application --------------------------------------------------------------------------------


@contextmanager
def asked(length: int, at: Reception) -> Iterator[Environ]:
    """What the application gets to see, while it runs."""
    environ: Environ = {
        "CONTENT_LENGTH": str(length),
        "PATH_INFO": "/",
        "wsgi.input": io.BytesIO(b"x" * length),
    }
    inside, through = threading.Event(), threading.Event()

    def application(environ: Environ, start_response: object) -> list[bytes]:
        inside.set()
        through.wait(20)
        return []

    thread = threading.Thread(target=lambda: received(application, at)(environ, None))
    thread.start()
    inside.wait(20)
    try:
        yield environ
    finally:
        through.set()
        thread.join()


def test_without_a_place_the_application_is_told() -> None:
    at = Reception(1)
    with asked(LARGE, at) as first, asked(LARGE, at) as second, asked(10, at) as small:
        assert FULL not in first
        assert second[FULL]
        assert FULL not in small
    with asked(LARGE, at) as later:
        assert FULL not in later


def test_a_request_without_a_body_is_nobodys_guest() -> None:
    with asked(0, Reception(1)) as environ:
        assert isinstance(environ["wsgi.input"], io.BytesIO)


def test_patience_is_for_bodies_alone(line: tuple[socket.socket, socket.socket]) -> None:
    found: list[float | None] = []

    def application(environ: Environ, start_response: object) -> list[bytes]:
        found.append(line[1].gettimeout())
        return []

    environ = {"CONTENT_LENGTH": "1", "wsgi.input": io.BytesIO(b"x"), "gunicorn.socket": line[1]}
    received(application, Reception(1))(environ, None)
    assert found == [reception.IN_ANY_CASE]
    assert line[1].gettimeout() is None
