"""The embedded site as a whole, as `make run` starts it."""

import json
import os
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from hispeech_web.run import ports
from tests.run.migrated import lay
from tests.run.stack import Stack, wait_until

pytestmark = pytest.mark.processes

Start = Callable[..., Stack]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a site with its data in a folder whose name is not an easy one; `anew` without any records."""
    stacks: list[Stack] = []

    def begin(anew: bool = False, **variables: str) -> Stack:
        folder = tmp_path / "մեր տվյալները"
        stacks.append(Stack(folder if anew else lay(folder), **variables))
        return stacks[-1]

    yield begin
    for stack in stacks:
        stack.end_what_is_left()


def test_a_first_start_serves_and_a_second_finds_what_the_first_made(start: Start) -> None:
    first = start(anew=True, ADMIN_EMAIL="anahit@example.am", ADMIN_PASSWORD="nuagh-nuagh-8").is_ready()
    assert first.get("/healthz") == (200, "ok")
    assert first.get("/")[0] == 302
    # A page that was pasted into the search box is a search as well.
    assert first.get(f"/?q={quote('ա' * 10_000)}")[0] == 302
    assert b"/accounts/login/?next=/%3Fq%3D%25D5" in _as_typed(first.port, "/?q=ձայն")
    assert json.loads(first.get("/readyz")[1]) == {"database": "ok", "broker": "ok", "storage": "ok"}
    assert "as anahit@example.am" in first.words
    assert "nuagh-nuagh-8" not in first.words
    assert first.stop() == 0
    assert first.processes() == {}

    second = start().is_ready()
    assert "with your email address and password" in second.words
    assert second.stop(signal.SIGTERM) == 0
    assert second.processes() == {}


def _as_typed(port: int, address: str) -> bytes:
    """What is answered to an address whose letters nobody has written as %XX: curl sends it so."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(f"GET {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        return b"".join(iter(lambda: line.recv(65536), b""))


def test_a_killed_supervisor_leaves_nothing_behind(start: Start) -> None:
    stack = start().is_ready()
    assert len(stack.processes()) >= 5
    assert "/accounts/setup/" in stack.words
    stack.stop(signal.SIGKILL)
    wait_until(lambda: not stack.processes(), stack.processes)


def test_what_dies_is_started_again(start: Start) -> None:
    stack = start().is_ready()
    before = stack.processes()
    dead = [stack.the("valkey-server|redis-server"), stack.the("celery"), stack.the("gunicorn")]
    for process in dead:
        os.kill(process, signal.SIGKILL)
    wait_until(lambda: stack.words.count("starting it again") == 3, lambda: stack.words)
    wait_until(lambda: stack.get("/readyz")[0] == 200, lambda: stack.words)
    wait_until(lambda: bool(stack.the("celery")), lambda: stack.words)
    assert not set(dead) & set(stack.processes())
    assert len(stack.processes()) == len(before)


def test_a_probe_says_what_is_out_and_no_more(start: Start) -> None:
    stack = start(CELERY_BROKER_URL="redis://:hidden-word@127.0.0.1:9/0").is_ready()
    status, body = stack.get("/readyz")
    assert (status, json.loads(body)) == (503, {"database": "ok", "broker": "out", "storage": "ok"})
    assert stack.get("/healthz")[0] == 200
    stack.stop()
    assert "hidden-word" not in stack.words


def test_a_taken_port_is_told_in_a_sentence(start: Start) -> None:
    with ports.listen("127.0.0.1", 0) as taken:
        stack = start(PORT=str(taken.getsockname()[1]))
        assert stack.ended() == 2
    assert "is taken" in stack.words
    assert "Traceback" not in stack.words
    assert stack.processes() == {}


def test_a_first_owner_who_has_no_address_stops_the_start(start: Start) -> None:
    stack = start(ADMIN_EMAIL="anahit", ADMIN_PASSWORD="nuagh-nuagh-8")
    assert stack.ended() == 1
    assert "ADMIN_EMAIL is not an email address" in stack.words
    assert stack.processes() == {}
