"""Our storage in front of each of the servers."""

from collections.abc import Iterator

import pytest

from hispeech_web.bucket import Bucket
from tests.s3 import KINDS, Server, Servers, opened


@pytest.fixture(params=KINDS)
def s3(request: pytest.FixtureRequest, s3_servers: Servers) -> Server:
    return s3_servers[request.param]


@pytest.fixture
def archive(s3: Server) -> Iterator[Bucket]:
    with opened(s3.new_bucket(location="in/side")) as bucket:
        yield bucket
