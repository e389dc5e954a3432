"""The bell without a broker: the work that has been done is done, and what is due is found later."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from kombu.exceptions import OperationalError

from tests import factories
from transcripts import tasks
from transcripts.models import Status, User
from transcripts.transcription import polling

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*about: object) -> None:
        raise OperationalError("Connection refused.")

    for task in (tasks.advance, tasks.look_up, tasks.sweep):
        monkeypatch.setattr(task, "delay", refuse)


@pytest.mark.usefixtures("no_broker")
def test_work_that_was_done_is_no_failure_for_want_of_a_broker(
    anahit: User, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = factories.transcription(factories.recording(anahit))
    monkeypatch.setattr(polling, "look_up", lambda ids: True)
    tasks.look_up([1])
    tasks.ring()
    waiting.refresh_from_db()
    assert waiting.status == Status.PREPARING
    assert waiting.next_look_at is not None
    assert waiting.next_look_at > timezone.now()
    assert caplog.text.count("The broker does not answer") == 2


@pytest.mark.usefixtures("no_broker")
def test_who_looks_for_due_work_is_told_of_a_missing_broker(anahit: User) -> None:
    factories.transcription(factories.recording(anahit))
    with pytest.raises(OperationalError):
        tasks.hand_out()


def test_who_comes_while_another_looks_leaves_it_to_that_one_to_look_once_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looking, go_on, looks = threading.Event(), threading.Event(), []

    def look(now: datetime) -> int:
        looks.append(now)
        looking.set()
        assert go_on.wait(20)
        return 1

    monkeypatch.setattr(tasks, "_look", look)
    with ThreadPoolExecutor() as pool:
        first = pool.submit(tasks.hand_out)
        assert looking.wait(20)
        assert [tasks.hand_out() for _ in range(5)] == [0] * 5
        go_on.set()
        assert first.result() == len(looks) == 2


def test_of_many_that_are_brought_at_once_only_the_first_rings(
    anahit: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    rings: list[int] = []
    monkeypatch.setattr(tasks.sweep, "delay", lambda: rings.append(1))
    row = factories.recording(anahit)
    for _number in range(3):
        tasks.ring_for(factories.transcription(row).pk)
    assert len(rings) == 1


def test_who_waits_for_a_later_moment_is_no_reason_not_to_ring(
    anahit: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    rings: list[int] = []
    monkeypatch.setattr(tasks.sweep, "delay", lambda: rings.append(1))
    row = factories.recording(anahit)
    factories.transcription(row, next_look_at=timezone.now() + timedelta(minutes=1))
    tasks.ring_for(factories.transcription(row).pk)
    assert len(rings) == 1
