"""Uploads into a bucket against the real web process: cut, taken over, killed."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from hispeech_web.bucket import Bucket
from tests.bench.sound import recording
from tests.intake.hanging import hanging
from tests.intake.server import PATIENCE, Server, serving
from tests.intake.test_over_the_wire import announce, send, where
from tests.s3 import Servers, opened
from transcripts.intake.bucket import PART
from transcripts.media import keys

pytestmark = pytest.mark.processes
SENT = PART + 3_000_001


@pytest.fixture(scope="module")
def options(s3_servers: Servers) -> dict[str, Any]:
    return s3_servers["nanio"].new_bucket()


@pytest.fixture
def archive(options: dict[str, Any]) -> Iterator[Bucket]:
    with opened(options) as bucket:
        yield bucket


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, options: dict[str, Any]) -> Iterator[Server]:
    variables = {
        "AWS_STORAGE_BUCKET_NAME": options["bucket_name"],
        "AWS_S3_ENDPOINT_URL": options["endpoint_url"],
        "AWS_ACCESS_KEY_ID": options["access_key"],
        "AWS_SECRET_ACCESS_KEY": options["secret_key"],
        "SILENCE_SECONDS": "600",
    }
    with serving(tmp_path_factory.mktemp("site"), **variables) as started:
        yield started


@pytest.fixture(scope="module")
def long_sound() -> bytes:
    """Two parts and some."""
    return recording(1000, 600)


@pytest.fixture
def sound(long_sound: bytes, request: pytest.FixtureRequest) -> bytes:
    """Unlike that of any other test: players leave alone what follows on the sound."""
    return long_sound + str(request.node.name).encode()


def _go_on(server: Server, address: str, sound: bytes, archive: Bucket) -> None:
    offset = where(server, address)
    until = time.monotonic() + PATIENCE
    # What the old request had is put away while we ask: then we ask once more, as every client does.
    while send(server, address, sound[offset:], offset).status_code == 409:
        assert time.monotonic() < until
        offset = where(server, address)
    told = server.look(address)
    assert told["state"] == "done", told
    with archive.open(keys.original(told["recording"]["id"])) as file:
        assert file.read() == sound


def test_a_connection_that_ends_leaves_every_byte_that_came(
    server: Server, sound: bytes, archive: Bucket
) -> None:
    address = announce(server, len(sound))
    with hanging(server, address, sound[:SENT], meant=len(sound)):
        pass
    server.wait_for(address, SENT)
    _go_on(server, address, sound, archive)


def test_killed_in_the_middle_of_a_request_whole_parts_are_safe(
    server: Server, sound: bytes, archive: Bucket
) -> None:
    address = announce(server, len(sound))
    with hanging(server, address, sound[:SENT], meant=len(sound)):
        server.wait_for(address, PART)
        server.kill()
    server.start()
    assert where(server, address) >= PART
    _go_on(server, address, sound, archive)


def test_who_comes_back_takes_over_from_the_dead_connection(
    server: Server, sound: bytes, archive: Bucket
) -> None:
    address = announce(server, len(sound))
    with hanging(server, address, sound[:SENT], meant=len(sound)):
        server.wait_for(address, PART)
        _go_on(server, address, sound, archive)
