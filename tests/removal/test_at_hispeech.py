"""Deleted for good while HiSpeech works on it, or long after: the books of both sides still agree."""

import time
from collections.abc import Callable

import pytest
from django.core.files import File
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from tests.faults.evidence import _rows, _tries
from tests.faults.judge import Evidence, judge
from tests.transcription.conftest import look, only_attempt, work
from transcripts.actions.remove import delete_for_good
from transcripts.actions.submit import submit
from transcripts.models import Outcome, Paragraph, Revision, Status, Transcription, User
from transcripts.removal.clearing import clear_some
from transcripts.sandbox import Sandbox

pytestmark = pytest.mark.django_db(transaction=True)


def bring(by: User) -> Transcription:
    with (factories.SAMPLES / "meeting.mp3").open("rb") as opened:
        return submit(by=by, file=File(opened), filename="meeting.mp3", stt_model="formal")


def until(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        if not look():
            time.sleep(0.02)


def breaches(sandbox: Sandbox) -> list[object]:
    return list(judge(Evidence(rows=_rows(), tries=_tries(), entries=sandbox.ledger())))


@pytest.mark.parametrize("mode", ["sync", "async"])
def test_what_had_been_bought_stays_in_the_books(
    sandbox: Sandbox, anahit: User, settings: Settings, mode: str
) -> None:
    settings.HISPEECH_MODE = mode
    job = bring(anahit)
    work()
    delete_for_good(by=anahit, recording=job.recording)
    clear_some(timezone.now())
    assert breaches(sandbox) == []
    assert only_attempt(job).outcome == Outcome.SETTLED


def test_an_answer_that_comes_afterwards_is_paid_and_not_kept(
    sandbox: Sandbox, anahit: User, settings: Settings
) -> None:
    settings.HISPEECH_MODE = "async"
    settings.HISPEECH_PRICE_PER_MINUTE = {"*": "12"}
    job = bring(anahit)
    until(lambda: bool(job.attempts.exclude(job_id="")))
    delete_for_good(by=anahit, recording=job.recording)
    until(lambda: not job.attempts.filter(outcome=Outcome.OPEN))
    attempt = only_attempt(job)
    job.refresh_from_db()
    assert (attempt.outcome, attempt.cost is not None, job.status) == (
        Outcome.SETTLED,
        True,
        Status.CANCELLED,
    )
    assert not Revision.objects.exists()
    assert not Paragraph.objects.exists()
    assert breaches(sandbox) == []
    # The same bytes again are a new recording and a new order: nothing is known of them any more.
    again = bring(anahit)
    assert again.recording_id != job.recording_id
