"""Jobs left with HiSpeech are looked up by one worker at a time, and by another where that one dies."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from transcripts.models import Attempt, Status, User
from transcripts.sandbox import Sandbox
from transcripts.transcription import polling

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def left_with_hispeech(anahit: User) -> Attempt:
    job = factories.transcription(factories.recording(anahit), Status.TRANSCRIBING)
    now = timezone.now()
    return factories.attempt(job, "open", job_id="j-1", body_sent_at=now, answered_at=now, next_look_at=now)


@pytest.mark.parametrize(("lease", "claim"), [(3, 10), (30, 60)])
def test_who_took_a_job_and_died_is_followed_by_another(
    left_with_hispeech: Attempt, settings: Settings, lease: int, claim: int
) -> None:
    settings.LEASE = timedelta(seconds=lease)
    now = timezone.now()
    assert polling.claim(now) == [left_with_hispeech.pk]
    assert polling.claim(now + timedelta(seconds=claim - 1)) == []
    assert polling.claim(now + timedelta(seconds=claim)) == [left_with_hispeech.pk]


def test_who_is_told_to_come_later_comes_no_sooner(left_with_hispeech: Attempt, sandbox: Sandbox) -> None:
    sandbox.fault("too_many", retry_after="40", way="lookup")
    now = timezone.now()
    polling.look_up(polling.claim(now))
    left_with_hispeech.refresh_from_db()
    assert left_with_hispeech.next_look_at is not None
    assert 40 <= (left_with_hispeech.next_look_at - now).total_seconds() < 45
