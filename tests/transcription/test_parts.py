"""A recording too long for its model, from upload to one transcript."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests.transcription.conftest import look, work
from transcripts.actions.cancel import cancel
from transcripts.actions.retry import retry
from transcripts.library.money import about
from transcripts.library.offers import offer_to_cancel, offer_to_retry
from transcripts.library.progress import progress
from transcripts.models import ACTIVE, Attempt, Outcome, Reason, Revision, Status, Transcription, User
from transcripts.sandbox import Sandbox

pytestmark = pytest.mark.django_db(transaction=True)
Bring = Callable[..., Transcription]


@pytest.fixture(autouse=True)
def limit(settings: Settings) -> None:
    """The sample lasts 18.6 seconds: two parts."""
    settings.HISPEECH_MAX_SECONDS = {"*": "12"}
    settings.HISPEECH_PRICE_PER_MINUTE = {"*": "60"}


def parts_of(job: Transcription) -> list[Transcription]:
    return list(job.parts)


def failing(sandbox: Sandbox, kind: str) -> None:
    """Trouble for the next upload only."""
    sandbox.fault(kind)


def test_its_parts_are_joined_with_the_times_of_the_whole(sandbox: Sandbox, bring: Bring) -> None:
    job = bring()
    work()
    job.refresh_from_db()
    assert (job.status, job.in_parts) == (Status.COMPLETED, True)
    parts = parts_of(job)
    assert len(parts) == 2
    (machine,) = Revision.objects.filter(transcription=job)
    words = list(machine.document.words)
    said = [word for part in parts for word in part.revisions.get().document.words]
    assert [word.text for word in words] == [word.text for word in said]
    starts = [word.start for word in words if word.start is not None]
    assert starts == sorted(starts)
    assert any(start > (parts[1].part_start or 0) for start in starts)
    assert all(start <= job.recording.duration for start in starts)


def test_no_part_is_longer_than_the_limit_and_each_is_paid_once(sandbox: Sandbox, bring: Bring) -> None:
    job = bring()
    work()
    assert len(sandbox.ledger()) == 2
    assert all((entry.billed_seconds or 0) <= 12 for entry in sandbox.ledger())
    attempts = Attempt.objects.filter(transcription__part_of=job)
    assert [attempt.outcome for attempt in attempts] == [Outcome.SETTLED] * 2
    assert sum(attempt.seconds for attempt in attempts) <= job.recording.duration + 0.01
    assert not Attempt.objects.filter(transcription=job).exists()


def test_people_see_one_transcription(sandbox: Sandbox, bring: Bring) -> None:
    job = bring()
    look()
    assert list(Transcription.objects.all()) == [job]
    assert list(job.recording.transcriptions.all()) == [job]


def test_its_progress_counts_parts(sandbox: Sandbox, bring: Bring) -> None:
    job = bring()
    failing(sandbox, "too_many")
    look()
    look()
    job.refresh_from_db()
    assert job.status == Status.TRANSCRIBING
    seen = progress(job, timezone.now())
    assert (seen.parts, seen.ready) == (2, 1)


def test_only_the_part_that_failed_is_sent_again(sandbox: Sandbox, bring: Bring, bagrat: User) -> None:
    job = bring()
    failing(sandbox, "refusal")
    work()
    job.refresh_from_db()
    assert (job.status, job.reason) == (Status.FAILED, Reason.REFUSED)
    offer = offer_to_retry(job)
    assert offer.free
    assert "missing parts" in offer.words
    retry(by=bagrat, transcription=job)
    work()
    job.refresh_from_db()
    assert job.status == Status.COMPLETED
    assert len(sandbox.ledger()) == 3
    assert sum(bool(entry.billed_seconds) for entry in sandbox.ledger()) == 2


def test_a_lost_answer_of_one_part_makes_the_whole_unconfirmed_and_names_its_price(
    sandbox: Sandbox, bring: Bring, bagrat: User
) -> None:
    job = bring()
    failing(sandbox, "drop_after")
    work()
    job.refresh_from_db()
    assert (job.status, job.reason) == (Status.UNCONFIRMED, Reason.ANSWER_LOST)
    (lost,) = [part for part in parts_of(job) if part.status == Status.UNCONFIRMED]
    offer = offer_to_retry(job)
    assert not offer.free
    assert about(job.stt_model, lost.seconds) in offer.words
    retry(by=bagrat, transcription=job)
    work()
    job.refresh_from_db()
    assert job.status == Status.COMPLETED
    assert len(sandbox.ledger()) == 3


def test_cancelling_the_whole_cancels_its_parts(sandbox: Sandbox, bring: Bring, bagrat: User) -> None:
    job = bring()
    failing(sandbox, "too_many")
    look()
    look()
    job.refresh_from_db()
    assert offer_to_cancel(job).may_be_billed
    cancel(by=bagrat, transcription=job)
    assert not Transcription.every.filter(status__in=ACTIVE).exists()
    retry(by=bagrat, transcription=job)
    work()
    job.refresh_from_db()
    assert job.status == Status.COMPLETED
    assert len([entry for entry in sandbox.ledger() if entry.accepted]) == 2


def test_a_worker_that_dies_between_the_last_part_and_the_joining_loses_nothing(
    sandbox: Sandbox, bring: Bring
) -> None:
    job = bring()
    look()
    for part in parts_of(job):
        assert part.status in ACTIVE
    # Whoever held the whole is gone; its look comes again by itself.
    Transcription.every.filter(pk=job.pk).update(
        lease_until=timezone.now() - timedelta(seconds=1), next_look_at=timezone.now()
    )
    work()
    job.refresh_from_db()
    assert job.status == Status.COMPLETED


def test_a_limit_in_bytes_is_kept_too(sandbox: Sandbox, bring: Bring, settings: Settings) -> None:
    settings.HISPEECH_MAX_SECONDS = {}
    settings.HISPEECH_MAX_MB = {"*": "0.25"}
    job = bring("meeting.flac")
    work()
    job.refresh_from_db()
    assert (job.status, job.in_parts) == (Status.COMPLETED, True)
    assert all(entry.bytes < 0.25 * 1024 * 1024 for entry in sandbox.ledger())


def test_a_limit_that_leaves_no_room_for_a_sentence_is_told(
    sandbox: Sandbox, bring: Bring, settings: Settings
) -> None:
    settings.HISPEECH_MAX_MB = {"*": "0.01"}
    job = bring("meeting.flac")
    work()
    job.refresh_from_db()
    assert (job.status, job.reason) == (Status.FAILED, Reason.TOO_LARGE)
    assert not sandbox.ledger()


def test_parts_lie_side_by_side(sandbox: Sandbox, bring: Bring) -> None:
    job = bring()
    work()
    for before, after in pairwise(parts_of(job)):
        assert before.part_end is not None
        assert after.part_start is not None
        assert before.part_end <= after.part_start
