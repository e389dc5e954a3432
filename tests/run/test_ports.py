"""Where the site listens, and what is said where it cannot."""

import socket

import pytest

from hispeech_web.run import ports
from hispeech_web.run.refusal import Refusal


def test_a_taken_port_is_told_with_another_to_try() -> None:
    with ports.listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(Refusal, match=f"Port {port} is taken.*PORT="):
            ports.listen("127.0.0.1", port)


def test_a_host_that_is_not_ours_is_told() -> None:
    with pytest.raises(Refusal, match="HOST"):
        ports.listen("192.0.2.1", 0)  # RFC 5737: nobody's address


def test_somebody_who_comes_early_waits_in_the_queue() -> None:
    with ports.listen("127.0.0.1", 0) as listener:
        socket.create_connection(listener.getsockname(), timeout=1).close()


def test_a_free_port_is_free_and_a_taken_one_is_not() -> None:
    port = ports.free_port()
    assert ports.is_free(port)
    with ports.listen("127.0.0.1", port):
        assert not ports.is_free(port)
    assert not ports.is_free(65536)


def test_who_asks_for_several_ports_gets_different_ones() -> None:
    found = [ports.free_port() for _ in range(200)]
    assert len(set(found)) == 200
