"""The bell without a broker: the work that has been done is done, and what is due is found later."""

import pytest
from django.utils import timezone
from kombu.exceptions import OperationalError

from tests import factories
from transcripts import tasks
from transcripts.models import Status, User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*about: object) -> None:
        raise OperationalError("Connection refused.")

    for task in (tasks.advance, tasks.look_up, tasks.sweep):
        monkeypatch.setattr(task, "delay", refuse)


@pytest.mark.usefixtures("no_broker")
def test_work_that_was_done_is_no_failure_for_want_of_a_broker(
    anahit: User, caplog: pytest.LogCaptureFixture
) -> None:
    waiting = factories.transcription(factories.recording(anahit))
    tasks.look_up([])
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
