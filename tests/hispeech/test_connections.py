import socket

import httpx
import pytest

from tests.hispeech.orders import as_json
from tests.hispeech.server import answer, read_request, serving
from transcripts.hispeech import connections


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.8.8.8", "::1"])
def test_this_machine_is_known_by_its_names(host: str) -> None:
    assert connections.is_loopback(host)


@pytest.mark.parametrize("host", ["api.hispeech.ai", "10.0.0.1", "localhost.example", "::2", ""])
def test_other_machines_are_not_this_one(host: str) -> None:
    assert not connections.is_loopback(host)


def test_a_silent_connection_is_kept_alive() -> None:
    def script(connection: socket.socket) -> None:
        read_request(connection)
        answer(connection, 200, as_json())

    with serving(script) as base:
        transport = connections.transport(httpx.URL(base), kept=0)
        with httpx.Client(transport=transport) as http, http.stream("GET", base) as response:
            ours = response.extensions["network_stream"].get_extra_info("socket")
            assert ours.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
            if hasattr(socket, "TCP_KEEPIDLE"):
                # Less than the five minutes after which many firewalls forget.
                assert ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) <= 120
