from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import factories
from transcripts.errors import RaceLost
from transcripts.models import Attempt, Outcome, Status, Transcription, User


@pytest.fixture
def job(anahit: User) -> Transcription:
    return factories.transcription(factories.recording(anahit), Status.TRANSCRIBING)


def test_settling_reckons_the_cost_at_the_price_then_in_force(job: Transcription) -> None:
    attempt = factories.attempt(job, "open", price_per_minute=Decimal(12), currency="AMD")
    attempt.settle(timezone.now(), seconds=90, job_id="a91f")
    assert (attempt.outcome, attempt.billed_seconds, attempt.cost) == (Outcome.SETTLED, 90, Decimal(18))


def test_without_a_price_the_seconds_are_kept(job: Transcription) -> None:
    attempt = factories.attempt(job, "open")
    attempt.settle(timezone.now(), seconds=90)
    assert (attempt.billed_seconds, attempt.cost) == (90, None)


def test_a_late_answer_settles_what_was_lost(job: Transcription) -> None:
    attempt = factories.attempt(job, "open")
    attempt.lose(timezone.now(), code="timeout")
    attempt.settle(timezone.now(), seconds=3)
    assert attempt.outcome == Outcome.SETTLED


def test_what_is_settled_stays_so(job: Transcription) -> None:
    attempt = factories.attempt(job)
    with pytest.raises(RaceLost):
        attempt.void(timezone.now(), code="busy")
    with pytest.raises(RaceLost):
        attempt.lose(timezone.now(), code="timeout")


def test_two_open_attempts_for_one_transcription_cannot_be(job: Transcription) -> None:
    factories.attempt(job, "open")
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.attempt(job, "open")


def test_the_last_byte_is_marked_once_and_only_while_open(job: Transcription) -> None:
    attempt = factories.attempt(job, "open")
    assert attempt.mark_sent(timezone.now())
    assert not attempt.mark_sent(timezone.now())
    other = factories.attempt(factories.transcription(job.recording), "voided")
    assert not other.mark_sent(timezone.now())
    assert Attempt.objects.get(pk=other.pk).body_sent_at is None
