"""Whose times are found next: a burst of jobs comes first, but not for ever, and what somebody has just corrected does not wait."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from transcripts.models import Status, Timing, Transcription, User
from transcripts.timing.claims import A_FEW_JOBS, JOBS_FIRST, claim

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storage")]

Wanted = Callable[..., Timing]


@pytest.fixture
def wanted(anahit: User) -> Wanted:
    def wanted(**fields: object) -> Timing:
        job = factories.completed(factories.recording(anahit))
        Timing.want(job, timezone.now())
        Timing.objects.filter(pk=job.pk).update(**fields)
        return Timing.objects.get(pk=job.pk)

    return wanted


def on_their_way(anahit: User, count: int) -> list[Transcription]:
    row = factories.recording(anahit)
    return [factories.transcription(row, Status.TRANSCRIBING) for _ in range(count)]


def test_times_are_found_beside_a_few_jobs(wanted: Wanted, anahit: User) -> None:
    timing = wanted()
    on_their_way(anahit, A_FEW_JOBS)
    assert claim(timezone.now()) == timing


def test_many_jobs_come_first(wanted: Wanted, anahit: User) -> None:
    timing = wanted()
    jobs = on_their_way(anahit, A_FEW_JOBS + 1)
    assert claim(timezone.now()) is None
    Transcription.every.filter(pk=jobs[0].pk).update(status=Status.QUEUED)
    assert claim(timezone.now()) == timing


def test_no_burst_keeps_times_waiting_for_ever(wanted: Wanted, anahit: User) -> None:
    timing = wanted(wanted_at=timezone.now() - JOBS_FIRST - timedelta(seconds=1))
    on_their_way(anahit, A_FEW_JOBS + 1)
    assert claim(timezone.now()) == timing


def test_what_was_just_corrected_does_not_wait_for_jobs(wanted: Wanted, anahit: User) -> None:
    wanted()
    corrected = wanted(belongs=1.0)
    on_their_way(anahit, A_FEW_JOBS + 1)
    assert claim(timezone.now()) == corrected
