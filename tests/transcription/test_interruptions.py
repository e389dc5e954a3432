"""Workers that die or stall, people who change their mind: at every moment the books stay right."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from tests.transcription.conftest import look, only_attempt, work
from transcripts.actions.cancel import cancel
from transcripts.actions.retry import retry
from transcripts.models import Attempt, Outcome, Reason, Status, Transcription, User
from transcripts.sandbox import Sandbox
from transcripts.transcription import start, steps
from transcripts.transcription.outgoing import Outgoing
from transcripts.transcription.sweep import due

pytestmark = pytest.mark.django_db(transaction=True)
Bring = Callable[..., Transcription]
LONG_AGO = timedelta(minutes=10)


@contextmanager
def in_flight(job: Transcription, sandbox: Sandbox) -> Iterator[None]:
    """A worker of its own sends the job; inside the block HiSpeech has it and has not answered yet."""
    sandbox.fault("slow", seconds=1.5)
    assert due(timezone.now()) == [job.pk]
    worker = threading.Thread(target=run, args=[job])
    worker.start()
    while not Attempt.objects.filter(transcription=job, body_sent_at__isnull=False).exists():
        assert worker.is_alive(), "ended too early"
    job.refresh_from_db()
    yield
    worker.join()
    job.refresh_from_db()


def run(job: Transcription) -> None:
    try:
        steps.advance(job.pk)
    finally:
        connection.close()


def left_behind(by: User, status: Status, **attempt: object) -> Transcription:
    """As a killed worker leaves it: at work, an attempt open, a lease that nobody renews."""
    row = factories.recording(by)
    then = timezone.now() - LONG_AGO
    job = factories.transcription(row, status, lease_until=then, next_look_at=then, submitting_at=then)
    factories.attempt(job, "open", created_at=then, **attempt)
    return job


def test_who_died_before_the_last_byte_is_followed_by_another_for_nothing(
    sandbox: Sandbox, bagrat: User
) -> None:
    job = left_behind(bagrat, Status.SUBMITTING)
    work()
    job.refresh_from_db()
    assert job.status == Status.COMPLETED
    outcomes = [attempt.outcome for attempt in job.attempts.order_by("number")]
    assert outcomes == [Outcome.VOIDED, Outcome.SETTLED]
    assert len(sandbox.ledger()) == 1


def test_who_died_after_the_last_byte_leaves_a_question_for_a_person(sandbox: Sandbox, bagrat: User) -> None:
    job = left_behind(bagrat, Status.TRANSCRIBING, body_sent_at=timezone.now() - LONG_AGO)
    work()
    job.refresh_from_db()
    assert (job.status, job.reason) == (Status.UNCONFIRMED, Reason.ANSWER_LOST)
    assert not sandbox.ledger()
    retry(by=bagrat, transcription=job)
    work()
    job.refresh_from_db()
    assert job.status == Status.COMPLETED
    outcomes = [attempt.outcome for attempt in job.attempts.order_by("number")]
    assert outcomes == [Outcome.UNCONFIRMED, Outcome.SETTLED]


def test_a_recording_that_stops_every_worker_does_not_go_round_for_ever(
    sandbox: Sandbox, bagrat: User
) -> None:
    job = left_behind(bagrat, Status.SUBMITTING)
    Transcription.objects.filter(pk=job.pk).update(setbacks=8)
    work()
    job.refresh_from_db()
    assert (job.status, job.reason) == (Status.FAILED, Reason.INTERNAL)
    assert not sandbox.ledger()


def test_a_job_left_with_hispeech_is_looked_up_by_whoever_lives(
    sandbox: Sandbox, bring: Bring, bagrat: User
) -> None:
    first = bring()
    work()
    taken_in = only_attempt(first).job_id
    job = left_behind(
        bagrat, Status.TRANSCRIBING, way="async", job_id=taken_in, body_sent_at=timezone.now() - LONG_AGO
    )
    work()
    job.refresh_from_db()
    assert job.status == Status.COMPLETED
    assert len(sandbox.ledger()) == 1


def given_up(by: User, job_id: str) -> Transcription:
    """Its answer was never heard, though HiSpeech had named the job; a person says "send again"."""
    row = factories.recording(by)
    job = factories.transcription(row, Status.UNCONFIRMED)
    then = timezone.now() - timedelta(seconds=20)
    factories.attempt(job, "unconfirmed", created_at=then, body_sent_at=then, job_id=job_id, way="async")
    retry(by=by, transcription=job)
    return job


def test_before_sending_again_it_is_asked_for_once_more(sandbox: Sandbox, bring: Bring, bagrat: User) -> None:
    first = bring()
    work()
    job = given_up(bagrat, only_attempt(first).job_id)
    work()
    job.refresh_from_db()
    assert job.status == Status.COMPLETED
    assert only_attempt(job).outcome == Outcome.SETTLED
    assert len(sandbox.ledger()) == 1


def test_what_hispeech_still_works_on_is_waited_for_rather_than_sent_again(
    sandbox: Sandbox, bring: Bring, bagrat: User, settings: Settings
) -> None:
    settings.HISPEECH_MODE = "async"
    sandbox.change({"delay": 2})
    bring()
    look()
    job = given_up(bagrat, Attempt.objects.get().job_id)
    work()
    job.refresh_from_db()
    assert job.status == Status.COMPLETED
    assert only_attempt(job).outcome == Outcome.SETTLED
    assert len(sandbox.ledger()) == 1


def test_a_job_that_failed_after_all_leaves_no_doubt_in_the_ledger(
    sandbox: Sandbox, bring: Bring, bagrat: User
) -> None:
    sandbox.fault("failed_job")
    first = bring()
    work()
    taken_in = [entry.job_id for entry in sandbox.ledger()]
    job = given_up(bagrat, taken_in[0])
    work()
    job.refresh_from_db()
    assert job.status == Status.COMPLETED
    outcomes = [attempt.outcome for attempt in job.attempts.order_by("number")]
    assert outcomes == [Outcome.VOIDED, Outcome.SETTLED]
    first.refresh_from_db()
    assert first.status == Status.FAILED


def test_cancelling_before_the_last_byte_costs_nothing(
    sandbox: Sandbox, bring: Bring, bagrat: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sends = start._send

    def cancel_then_send(job: Transcription, attempt: Attempt, out: Outgoing) -> object:
        cancel(by=bagrat, transcription=Transcription.objects.get(pk=job.pk))
        return sends(job, attempt, out)

    monkeypatch.setattr(start, "_send", cancel_then_send)
    job = bring()
    look()
    job.refresh_from_db()
    assert job.status == Status.CANCELLED
    assert only_attempt(job).outcome == Outcome.VOIDED
    assert not any(entry.accepted for entry in sandbox.ledger())


def test_what_was_cancelled_is_not_queued_again_by_a_busy_service(
    sandbox: Sandbox, bring: Bring, bagrat: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sends = start._send

    def send_then_cancel(job: Transcription, attempt: Attempt, out: Outgoing) -> object:
        try:
            return sends(job, attempt, out)
        finally:
            cancel(by=bagrat, transcription=Transcription.objects.get(pk=job.pk))

    monkeypatch.setattr(start, "_send", send_then_cancel)
    sandbox.fault("too_many")
    job = bring()
    look()
    job.refresh_from_db()
    assert job.status == Status.CANCELLED
    assert only_attempt(job).outcome == Outcome.VOIDED


def test_words_that_come_after_cancelling_are_kept(sandbox: Sandbox, bring: Bring, bagrat: User) -> None:
    job = bring()
    with in_flight(job, sandbox):
        cancel(by=bagrat, transcription=job)
    assert job.status == Status.COMPLETED
    assert job.revisions.exists()
    assert only_attempt(job).outcome == Outcome.SETTLED


def test_waiting_after_all_sends_nothing_anew(sandbox: Sandbox, bring: Bring, bagrat: User) -> None:
    job = bring()
    with in_flight(job, sandbox):
        cancel(by=bagrat, transcription=job)
        job.refresh_from_db()
        retry(by=bagrat, transcription=job)
    work()
    job.refresh_from_db()
    assert job.status == Status.COMPLETED
    assert len(sandbox.ledger()) == 1


def test_a_worker_taken_for_dead_that_brings_the_words_is_believed(sandbox: Sandbox, bring: Bring) -> None:
    job = bring()
    with in_flight(job, sandbox):
        then = timezone.now() - LONG_AGO
        Transcription.objects.filter(pk=job.pk).update(lease_until=then, next_look_at=then)
        look()
        job.refresh_from_db()
        assert job.status == Status.UNCONFIRMED
    assert job.status == Status.COMPLETED
    assert only_attempt(job).outcome == Outcome.SETTLED
    assert len(sandbox.ledger()) == 1


def test_an_attempt_whose_job_was_cancelled_and_whose_worker_died_is_ended(
    sandbox: Sandbox, bagrat: User
) -> None:
    unsent = left_behind(bagrat, Status.SUBMITTING)
    sent = left_behind(bagrat, Status.TRANSCRIBING, body_sent_at=timezone.now() - LONG_AGO)
    for job in (unsent, sent):
        cancel(by=bagrat, transcription=job)
    look()
    assert [only_attempt(job).outcome for job in (unsent, sent)] == [Outcome.VOIDED, Outcome.UNCONFIRMED]


def test_the_same_message_twice_is_one_try(sandbox: Sandbox, bring: Bring) -> None:
    job = bring()
    assert due(timezone.now()) == [job.pk]
    workers = [threading.Thread(target=run, args=[job]) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    work()
    assert len(sandbox.ledger()) == job.attempts.count() == 1
