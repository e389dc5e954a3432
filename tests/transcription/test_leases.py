"""Who is at work says so, also after a rest in which nobody was."""

import time
import uuid
from datetime import timedelta

import pytest
from pytest_django import Settings

from transcripts.transcription import leases


def test_the_first_lease_after_a_rest_is_renewed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LEASE = timedelta(seconds=0.3)
    renewed: set[uuid.UUID] = set()
    monkeypatch.setattr(leases, "_thread", None)
    monkeypatch.setattr(leases, "_renew", lambda: renewed.update(leases._held))
    with leases.holding(uuid.uuid4()):
        pass
    # So long that the thread has come to rest.
    time.sleep(0.5)
    mark = uuid.uuid4()
    with leases.holding(mark):
        until = time.monotonic() + 5
        while mark not in renewed and time.monotonic() < until:
            time.sleep(0.02)
    assert mark in renewed
