"""The embedded broker, for real."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection

from hispeech_web import places
from hispeech_web.celery import app
from hispeech_web.run import broker
from hispeech_web.run.refusal import Refusal
from hispeech_web.run.supervisor import Supervisor

pytestmark = pytest.mark.processes


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    made = Supervisor()
    yield made
    made.stop()


def start(supervisor: Supervisor, data: Path) -> Path:
    """Returns its folder."""
    folder = data / "broker"
    supervisor.start(broker.program(places.broker_socket(), folder, dict(os.environ)), seconds=10)
    return folder


def queued(*messages: str) -> list[str]:
    """Put messages in, and take out all there are."""
    with Connection(f"redis+socket://{places.broker_socket()}") as connection:
        queue = connection.SimpleQueue("letters")
        for message in messages:
            queue.put(message)
        found = [queue.get(timeout=5).payload for _ in range(queue.qsize())]
        queue.close()
    return found


@pytest.mark.parametrize("name", ["data", "մեր տվյալները", "a-long-way-down/" * 8])
def test_it_takes_messages_wherever_the_data_lies(
    supervisor: Supervisor, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / name))
    folder = start(supervisor, tmp_path / name)
    assert queued("բարև") == ["բարև"]
    for private in (folder, places.broker_socket().parent):
        assert private.stat().st_mode & 0o777 == 0o700
    assert places.broker_socket().stat().st_mode & 0o777 == 0o700


def test_it_remembers_over_a_restart(
    supervisor: Supervisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    start(supervisor, tmp_path)
    with Connection(f"redis+socket://{places.broker_socket()}") as connection:
        connection.SimpleQueue("letters").put("waiting")
    supervisor.stop()
    start(supervisor, tmp_path)
    assert queued() == ["waiting"]


def test_what_another_server_wrote_does_not_stop_it(
    supervisor: Supervisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    written = tmp_path / "broker" / "appendonlydir"
    written.mkdir(parents=True)
    (written / "appendonly.aof.manifest").write_text("of a kind that nobody can read\n")
    start(supervisor, tmp_path)
    assert queued("hello") == ["hello"]


def test_a_folder_that_somebody_else_put_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(Refusal, match="belongs to somebody else"):
        broker.program(tmp_path / "link" / "broker.sock", tmp_path / "broker", {})


def test_commands_share_their_client_as_long_as_its_connections_last(
    supervisor: Supervisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    start(supervisor, tmp_path / "data")
    with app.connection(f"redis+socket://{places.broker_socket()}") as connection:
        channel: Any = connection.default_channel
        with channel.conn_or_acquire() as first, channel.conn_or_acquire() as second:
            assert first is second
            assert first.ping()
        channel._disconnect_pools()
        with channel.conn_or_acquire() as third:
            assert third is not first
            assert third.ping()
