"""One sandbox that answers as soon as it has heard, cleared before each test."""

from collections.abc import Iterator

import pytest

from transcripts.sandbox import Sandbox, running

AT_ONCE: dict[str, object] = {"delay": 0, "per_second": 0}
ORDINARY = {
    **AT_ONCE,
    "key": "",
    "speed": 1,
    "longest": 60,
    "capacity": 0,
    "when_full": "wait",
    "max_bytes": 1024**3,
    "hear": "sound",
}


@pytest.fixture(scope="package")
def shared_box() -> Iterator[Sandbox]:
    with running(delay=0, per_second=0) as box:
        yield box


@pytest.fixture
def box(shared_box: Sandbox) -> Sandbox:
    shared_box.change(ORDINARY)
    shared_box.reset()
    return shared_box
