"""What only a real connection shows: where an order breaks off, answers that come early, silence."""

import concurrent.futures
import socket
import time
from contextlib import suppress

import pytest

from tests.hispeech.orders import JOB, KEY, SOUND, TEXT, as_json, order
from tests.hispeech.server import answer, content_length, hang_up_rudely, read_head, read_request, serving
from transcripts.hispeech import (
    AnswerLost,
    FileBroken,
    HiSpeech,
    LookupFailed,
    NotAccepted,
    OrderRefused,
    TooLarge,
    Trouble,
    Unreachable,
    patience,
)

# More than the connection's buffers hold, so that an order can break off in its middle.
BIG = bytes(32 * 1024 * 1024)
PAGE = b"<html>502 Bad Gateway</html>"


def test_an_order_arrives_whole_and_is_answered() -> None:
    arrived: list[tuple[str, bytes]] = []

    def script(connection: socket.socket) -> None:
        arrived.append(read_request(connection))
        answer(connection, 200, as_json())

    told: list[bool] = []
    with serving(script) as base, HiSpeech(base, KEY) as hispeech:
        assert hispeech.transcribe(order(), on_body_sent=lambda: told.append(True)).text == TEXT
    head, body = arrived[0]
    assert SOUND in body
    assert len(body) == content_length(head)
    assert "transfer-encoding" not in head.lower()
    assert told == [True]


def test_a_closed_door_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with HiSpeech(f"http://127.0.0.1:{port}", KEY) as hispeech, pytest.raises(Unreachable):
        hispeech.transcribe(order())


def test_a_connection_that_drops_in_the_middle_bought_nothing() -> None:
    def script(connection: socket.socket) -> None:
        read_head(connection)
        hang_up_rudely(connection)

    told: list[bool] = []
    with serving(script) as base, HiSpeech(base, KEY) as hispeech, pytest.raises(Unreachable):
        hispeech.transcribe(order(BIG), on_body_sent=lambda: told.append(True))
    assert not told


@pytest.mark.parametrize("rudely", [True, False])
def test_a_connection_that_drops_after_the_last_byte_loses_the_answer(rudely: bool) -> None:
    def script(connection: socket.socket) -> None:
        read_request(connection)
        if rudely:
            hang_up_rudely(connection)

    told: list[bool] = []
    with serving(script) as base, HiSpeech(base, KEY) as hispeech, pytest.raises(AnswerLost):
        hispeech.transcribe(order(), on_body_sent=lambda: told.append(True))
    assert told == [True]


def test_an_answer_cut_short_is_lost() -> None:
    def script(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + as_json())

    with serving(script) as base, HiSpeech(base, KEY) as hispeech, pytest.raises(AnswerLost):
        hispeech.transcribe(order())


def test_an_answer_that_is_no_http_is_lost() -> None:
    def script(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(b"Bonjour\r\n\r\n")

    with serving(script) as base, HiSpeech(base, KEY) as hispeech, pytest.raises(AnswerLost):
        hispeech.transcribe(order())


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (413, b"", TooLarge),
        (502, PAGE, Trouble),
        (400, b'{"detail": "no"}', OrderRefused),
        (400, PAGE, Unreachable),
    ],
)
def test_an_answer_that_comes_early_is_read_and_bought_nothing(
    status: int, body: bytes, kind: type[NotAccepted]
) -> None:
    def script(connection: socket.socket) -> None:
        read_head(connection)
        answer(connection, status, body, "text/html")

    told: list[bool] = []
    with serving(script) as base, HiSpeech(base, KEY) as hispeech, pytest.raises(NotAccepted) as caught:
        hispeech.transcribe(order(BIG), on_body_sent=lambda: told.append(True))
    assert type(caught.value) is kind
    assert not told


def test_a_page_after_the_order_is_lost() -> None:
    def script(connection: socket.socket) -> None:
        read_request(connection)
        answer(connection, 502, PAGE, "text/html")

    with serving(script) as base, HiSpeech(base, KEY) as hispeech, pytest.raises(AnswerLost):
        hispeech.transcribe(order())


def silent(connection: socket.socket) -> None:
    """Takes everything and says nothing until the other side gives up."""
    while connection.recv(65536):
        pass


def test_patience_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "ANSWER_BASE", 0.2)
    monkeypatch.setattr(patience, "ANSWER_PER_SECOND", 0.0)
    monkeypatch.setattr(patience, "LOOK_UP", 0.2)
    with serving(silent) as base, HiSpeech(base, KEY) as hispeech:
        with pytest.raises(AnswerLost, match="ReadTimeout"):
            hispeech.transcribe(order())
        with pytest.raises(LookupFailed, match="ReadTimeout"):
            hispeech.look_up(JOB)


def test_a_server_that_stops_taking_bought_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "WRITE", 0.3)

    def script(connection: socket.socket) -> None:
        read_head(connection)
        time.sleep(1)

    with serving(script) as base, HiSpeech(base, KEY) as hispeech, pytest.raises(Unreachable, match="Write"):
        hispeech.transcribe(order(BIG))


def test_an_answer_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "WHOLE_ANSWER", 0.2)

    def script(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
        while True:
            connection.sendall(b" ")
            time.sleep(0.05)

    with serving(script) as base, HiSpeech(base, KEY) as hispeech, pytest.raises(AnswerLost, match="slowly"):
        hispeech.transcribe(order())


def test_a_slow_answer_is_waited_for() -> None:
    def script(connection: socket.socket) -> None:
        read_request(connection)
        time.sleep(0.5)
        answer(connection, 200, as_json())

    with serving(script) as base, HiSpeech(base, KEY) as hispeech:
        assert hispeech.transcribe(order()).text == TEXT


class Listener:
    """A server that takes what comes until the client hangs up, and counts it."""

    def __init__(self) -> None:
        self._counted: list[tuple[int, bytes]] = []

    def __call__(self, connection: socket.socket) -> None:
        head, body = read_head(connection)
        with suppress(ConnectionError):
            while piece := connection.recv(65536):
                body += piece
        self._counted.append((content_length(head), body))

    def wait(self) -> tuple[int, bytes]:
        """What the head promised, and what came."""
        deadline = time.monotonic() + 10
        while not self._counted and time.monotonic() < deadline:
            time.sleep(0.01)
        return self._counted[0]


def test_a_broken_file_leaves_the_order_unfinished_at_the_server() -> None:
    listener = Listener()
    with serving(listener) as base, HiSpeech(base, KEY) as hispeech:
        with pytest.raises(FileBroken):
            hispeech.transcribe(order(size=len(SOUND) + 10))
        promised, arrived = listener.wait()
    assert len(arrived) < promised


def test_what_goes_wrong_while_telling_comes_out_and_leaves_the_order_unfinished() -> None:
    listener = Listener()

    def tell() -> None:
        raise RuntimeError("the lease is gone")

    with serving(listener) as base, HiSpeech(base, KEY) as hispeech:
        with pytest.raises(RuntimeError, match="the lease is gone"):
            hispeech.transcribe(order(), on_body_sent=tell)
        promised, arrived = listener.wait()
    assert len(arrived) < promised
    assert b"--\r\n" not in arrived.partition(SOUND)[2]


def test_each_order_has_a_connection_of_its_own_and_look_ups_share_one() -> None:
    connections: list[int] = []

    def script(connection: socket.socket) -> None:
        connections.append(0)
        while True:
            head, _ = read_request(connection)
            answer(connection, 200, as_json())
            connections[-1] += 1
            if head.startswith("POST"):
                return

    with serving(script) as base, HiSpeech(base, KEY) as hispeech:
        for _ in range(2):
            hispeech.transcribe(order())
        for _ in range(3):
            hispeech.look_up(JOB)
    assert connections == [1, 1, 3]


def test_a_proxy_of_the_environment_does_not_come_between_us_and_our_own_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    def script(connection: socket.socket) -> None:
        read_request(connection)
        answer(connection, 200, as_json())

    with serving(script) as base, HiSpeech(base, KEY) as hispeech:
        assert hispeech.look_up(JOB).text == TEXT


def test_a_proxy_of_the_environment_is_used_for_the_world(monkeypatch: pytest.MonkeyPatch) -> None:
    heads: list[str] = []

    def script(connection: socket.socket) -> None:
        head, _ = read_request(connection)
        heads.append(head)
        answer(connection, 200, as_json())

    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with serving(script) as proxy:
        # The lower-case name counts first, as for other programs.
        monkeypatch.setenv("http_proxy", proxy.removeprefix("http://"))
        with HiSpeech("http://hispeech.example", KEY) as hispeech:
            assert hispeech.look_up(JOB).text == TEXT
        monkeypatch.setenv("no_proxy", "hispeech.example")
        with HiSpeech("http://hispeech.example", KEY) as hispeech, pytest.raises(LookupFailed):
            hispeech.look_up(JOB)
    assert len(heads) == 1
    assert heads[0].startswith(f"GET http://hispeech.example/api/v1/transcriptions/{JOB} ")


def test_a_proxy_that_refuses_bought_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    heads: list[str] = []

    def script(connection: socket.socket) -> None:
        heads.append(read_head(connection)[0])
        answer(connection, 403, PAGE, "text/html")

    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with serving(script) as proxy:
        monkeypatch.setenv("https_proxy", proxy)
        with HiSpeech("https://hispeech.example", KEY) as hispeech, pytest.raises(Unreachable, match="Proxy"):
            hispeech.transcribe(order())
    assert heads[0].startswith("CONNECT hispeech.example:443 ")
    assert KEY not in heads[0]


def test_one_client_serves_many_threads_at_once() -> None:
    waiting: list[socket.socket] = []
    threads = 128

    def script(connection: socket.socket) -> None:
        # Nobody is answered before everybody has been heard.
        read_request(connection)
        waiting.append(connection.dup())
        if len(waiting) == threads:
            for held in waiting:
                answer(held, 200, as_json())
                held.close()

    pool = concurrent.futures.ThreadPoolExecutor(threads)
    with serving(script) as base, HiSpeech(base, KEY) as hispeech, pool:
        answers = list(pool.map(lambda _: hispeech.transcribe(order()), range(threads)))
    assert [given.text for given in answers] == [TEXT] * threads
