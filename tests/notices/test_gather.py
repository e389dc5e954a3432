"""Who is told what: the person who asked, of what took long or went wrong, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests import factories
from transcripts.models import Notice, Reason, Status, Transcription, User
from transcripts.notices.gather import LONG, gather

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_storage")]


def asked(by: User, ago: timedelta = LONG, **fields: object) -> Transcription:
    row = factories.recording(by)
    return factories.transcription(
        row, Status.TRANSCRIBING, asked_at=timezone.now() - ago - timedelta(seconds=1), **fields
    )


def test_a_long_job_that_ends_is_told_once(bagrat: User) -> None:
    job = asked(bagrat)
    job.complete(timezone.now())
    assert gather(timezone.now()) == 1
    assert gather(timezone.now()) == 0
    notice = Notice.objects.get()
    assert (notice.user, notice.transcription, notice.status) == (bagrat, job, Status.COMPLETED)
    assert notice.seen_at is None


def test_whoever_still_looks_is_not_told(bagrat: User) -> None:
    asked(bagrat, ago=timedelta(seconds=5)).complete(timezone.now())
    assert gather(timezone.now()) == 1
    assert not Notice.objects.exists()


def test_what_went_wrong_is_always_told(bagrat: User) -> None:
    asked(bagrat, ago=timedelta()).fail(timezone.now(), Reason.REFUSED, mine=False)
    asked(bagrat, ago=timedelta()).lose_answer(timezone.now(), mine=False)
    gather(timezone.now())
    assert sorted(Notice.objects.values_list("status", flat=True)) == ["failed", "unconfirmed"]


def test_what_one_cancelled_oneself_is_no_news(bagrat: User) -> None:
    asked(bagrat).cancel(timezone.now())
    assert gather(timezone.now()) == 0


def test_a_retry_is_told_of_again_and_its_time_begins_anew(bagrat: User) -> None:
    job = asked(bagrat)
    job.fail(timezone.now(), Reason.REFUSED, mine=False)
    gather(timezone.now())
    job.queue_again(timezone.now(), by=bagrat, again=False)
    job.complete(timezone.now())
    gather(timezone.now())
    assert Notice.objects.count() == 1
    job.refresh_from_db()
    assert timezone.now() - job.asked_at < LONG


def test_parts_are_nobodys_news(bagrat: User) -> None:
    whole = asked(bagrat, in_parts=True)
    part = factories.transcription(
        whole.recording, Status.TRANSCRIBING, part_of=whole, part_start=0.0, part_end=1.0
    )
    part.fail(timezone.now(), Reason.REFUSED, mine=False)
    assert gather(timezone.now()) == 0


def test_two_who_look_at_once_tell_once(bagrat: User) -> None:
    for _ in range(12):
        asked(bagrat).complete(timezone.now())

    def look(_number: int) -> None:
        gather(timezone.now())
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(look, range(4)))
    gather(timezone.now())
    assert Notice.objects.count() == 12
