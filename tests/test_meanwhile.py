"""What is held stays ours while long work goes on, and the database is there for others."""

import logging
import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from pytest_django import Settings

from transcripts.meanwhile import renewing, rest
from transcripts.models import Team

PATIENCE = 60  # seconds


@pytest.fixture(autouse=True)
def _short_lease(settings: Settings) -> None:
    settings.LEASE = timedelta(seconds=0.03)


class Renewals:
    """Counts them; fails the first `failing` times as a database does that is away."""

    def __init__(self, failing: int = 0) -> None:
        self.count, self._failing, self._changed = 0, failing, threading.Condition()

    def __call__(self) -> None:
        with self._changed:
            self.count += 1
            self._changed.notify_all()
        if self.count <= self._failing:
            raise OperationalError("host=secret")

    def reach(self, count: int) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self.count >= count, PATIENCE)


def test_a_lease_is_renewed_again_and_again() -> None:
    renewals = Renewals()
    with renewing(renewals, what="a thing"):
        assert renewals.reach(3)


def test_nothing_is_renewed_afterwards_even_where_the_work_fails() -> None:
    renewals = Renewals()

    def work() -> None:
        with renewing(renewals, what="a thing"):
            assert renewals.reach(1)
            raise ValueError("half-way")

    with pytest.raises(ValueError, match="half-way"):
        work()
    assert not any(thread.name == "lease" for thread in threading.enumerate())


def test_a_database_that_is_away_is_asked_again_and_its_words_are_kept_to_ourselves(
    caplog: pytest.LogCaptureFixture,
) -> None:
    renewals = Renewals(failing=2)
    with caplog.at_level(logging.WARNING), renewing(renewals, what="a thing"):
        assert renewals.reach(4)
    assert caplog.messages == ["The lease of a thing could not be renewed: OperationalError"] * 2


@pytest.mark.django_db(transaction=True)
def test_a_server_gets_its_connection_back() -> None:
    Team.objects.count()
    rest()
    assert (connection.connection is None) == (connection.vendor != "sqlite")
    assert Team.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_what_is_not_committed_is_not_given_away() -> None:
    with transaction.atomic():
        Team.objects.create(name="Լրատուն")
        rest()
        assert Team.objects.count() == 1
    assert Team.objects.count() == 1
