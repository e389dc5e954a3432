import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import factories
from transcripts.errors import RaceLost
from transcripts.models import ACTIVE, ARROWS, FINISHED, Reason, Status, Transcription, User
from transcripts.models.lifecycle import sources


def test_every_status_has_its_arrows() -> None:
    assert set(ARROWS) == set(Status) == ACTIVE | FINISHED
    assert not ACTIVE & FINISHED


def test_a_completed_transcription_never_changes_again() -> None:
    assert ARROWS[Status.COMPLETED] == frozenset()


def test_every_status_is_reached_from_the_queue() -> None:
    reached = {Status.QUEUED}
    while more := {target for status in reached for target in ARROWS[status]} - reached:
        reached |= more
    assert reached == set(Status)


@pytest.mark.parametrize("status", list(Status))
def test_a_lost_answer_can_still_arrive_unless_there_is_one(status: Status) -> None:
    assert (status in sources(Status.COMPLETED)) == (status != Status.COMPLETED)


def test_a_verb_moves_the_row(anahit: User) -> None:
    job = factories.transcription(factories.recording(anahit), Status.PREPARING)
    now = timezone.now()
    job.begin_submitting(now)
    job.refresh_from_db()
    assert (job.status, job.submitting_at) == (Status.SUBMITTING, now)


def test_who_comes_second_changes_nothing(anahit: User) -> None:
    job = factories.transcription(factories.recording(anahit), Status.TRANSCRIBING)
    same = Transcription.objects.get(pk=job.pk)
    job.complete(timezone.now())
    with pytest.raises(RaceLost):
        same.fail(timezone.now(), Reason.REFUSED)
    same.refresh_from_db()
    assert (same.status, same.reason) == (Status.COMPLETED, "")


def test_a_worker_that_lost_its_lease_changes_nothing(anahit: User) -> None:
    job = factories.transcription(factories.recording(anahit), Status.PREPARING)
    now = timezone.now()
    assert job.take_lease(now)
    other = Transcription.objects.get(pk=job.pk)
    assert other.take_lease(now + 2 * (other.lease_until - now)) if other.lease_until else False
    with pytest.raises(RaceLost):
        job.begin_submitting(now)


def test_a_living_lease_is_not_taken(anahit: User) -> None:
    job = factories.transcription(factories.recording(anahit), Status.PREPARING)
    now = timezone.now()
    assert job.take_lease(now)
    assert not Transcription.objects.get(pk=job.pk).take_lease(now)


def test_what_is_finished_is_not_worked_on(anahit: User) -> None:
    job = factories.completed(factories.recording(anahit))
    assert not job.take_lease(timezone.now())


@pytest.mark.parametrize(
    "broken",
    [
        {"status": Status.FAILED, "reason": "", "finished_at": timezone.now(), "next_look_at": None},
        {"status": Status.QUEUED, "reason": "refused"},
        {"status": Status.QUEUED, "next_look_at": None},
        {"status": Status.COMPLETED, "finished_at": None},
    ],
)
def test_the_database_refuses_a_row_that_makes_no_sense(anahit: User, broken: dict[str, object]) -> None:
    job = factories.transcription(factories.recording(anahit))
    with pytest.raises(IntegrityError), transaction.atomic():
        Transcription.objects.filter(pk=job.pk).update(**broken)
