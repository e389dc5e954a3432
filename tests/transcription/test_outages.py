"""The database goes away in the worst moments: between HiSpeech's answer and its being written down."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from tests import factories
from tests.transcription.conftest import look, only_attempt, work
from transcripts.actions.cancel import cancel
from transcripts.actions.retry import retry
from transcripts.models import Attempt, Outcome, Status, Transcription, User
from transcripts.sandbox import Sandbox
from transcripts.transcription import outages, start
from transcripts.transcription.follow import follow

pytestmark = pytest.mark.django_db(transaction=True)
Bring = Callable[..., Transcription]


class Outage:
    """Statements that match are refused for so many times, as by a database that is being restarted."""

    def __init__(self, holds: Callable[[str], bool], times: int) -> None:
        self._holds, self._left = holds, times

    def __call__(self, execute: Callable[..., object], sql: str, *about: object) -> object:
        if self._left and self._holds(sql):
            self._left -= 1
            raise OperationalError("the database system is shutting down")
        return execute(sql, *about)


@contextmanager
def outage(holds: Callable[[str], bool], times: int) -> Iterator[None]:
    with connection.execute_wrapper(Outage(holds, times)):
        yield


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outages, "PAUSES", (0.01,) * 5)


def _settles(sql: str) -> bool:
    return sql.startswith('UPDATE "transcripts_attempt"') and "billed_seconds" in sql


def _marks(sql: str) -> bool:
    return sql.startswith('UPDATE "transcripts_attempt" SET "body_sent_at"')


def test_a_paid_answer_outlives_an_outage(sandbox: Sandbox, bring: Bring) -> None:
    job = bring()
    with outage(_settles, times=3):
        work()
    job.refresh_from_db()
    assert job.status == Status.COMPLETED
    assert only_attempt(job).outcome == Outcome.SETTLED
    assert len(sandbox.ledger()) == 1


def test_what_cannot_be_marked_is_not_sent_to_its_end(
    sandbox: Sandbox, bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "FIRST_SETBACK", 0.1)
    job = bring()
    with outage(_marks, times=1):
        work()
    job.refresh_from_db()
    assert job.status == Status.COMPLETED
    assert [one.outcome for one in job.attempts.order_by("number")] == [Outcome.VOIDED, Outcome.SETTLED]
    assert [entry.accepted for entry in sandbox.ledger()] == [False, True]


def test_an_outage_while_preparing_is_no_fault_of_the_job(sandbox: Sandbox, bring: Bring) -> None:
    job = bring()
    with outage(lambda sql: sql.startswith('UPDATE "transcripts_recording"'), times=1):
        look()
    job.refresh_from_db()
    assert (job.status, job.reason) == (Status.PREPARING, "")
    Transcription.objects.update(lease_until=None, next_look_at=timezone.now())
    work()
    job.refresh_from_db()
    assert job.status == Status.COMPLETED


def test_insisting_ends_with_what_the_last_try_raised() -> None:
    tries: list[int] = []

    def never() -> None:
        tries.append(1)
        raise OperationalError(f"try {len(tries)}")

    with pytest.raises(OperationalError, match="try 6"):
        outages.insist(never)


def test_cancelled_and_awaited_again_before_the_last_byte_is_sent_anew(
    sandbox: Sandbox, bring: Bring, bagrat: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person changes their mind twice while the bytes are on their way."""
    job = bring()
    mark = start._mark_sent

    def change_minds(transcription: Transcription, attempt: Attempt) -> None:
        monkeypatch.undo()
        cancel(by=bagrat, transcription=Transcription.objects.get(pk=job.pk))
        retry(by=bagrat, transcription=Transcription.objects.get(pk=job.pk))
        mark(transcription, attempt)

    monkeypatch.setattr(start, "_mark_sent", change_minds)
    work()
    job.refresh_from_db()
    assert job.status == Status.COMPLETED
    assert [one.outcome for one in job.attempts.order_by("number")] == [Outcome.VOIDED, Outcome.SETTLED]
    assert sum(entry.accepted for entry in sandbox.ledger()) == 1


@pytest.mark.parametrize(
    ("outcome", "status"), [("voided", Status.QUEUED), ("unconfirmed", Status.UNCONFIRMED)]
)
def test_an_attempt_that_others_ended_decides_what_follows(
    anahit: User, outcome: str, status: Status
) -> None:
    job = factories.transcription(factories.recording(anahit), Status.TRANSCRIBING)
    factories.attempt(job, outcome)
    job.take_lease(timezone.now())
    follow(job)
    job.refresh_from_db()
    assert job.status == status
