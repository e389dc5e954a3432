"""Jobs left with HiSpeech are looked up by one worker at a time, and by another where that one dies."""

import threading
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from transcripts.hispeech import Answer, JobFailed, State
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


def also_left(by: User, job_id: str) -> Attempt:
    job, now = factories.transcription(factories.recording(by), Status.TRANSCRIBING), timezone.now()
    return factories.attempt(job, "open", job_id=job_id, body_sent_at=now, answered_at=now, next_look_at=now)


def test_the_next_look_at_others_is_not_put_off_by_what_has_ended(
    left_with_hispeech: Attempt, anahit: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = also_left(anahit, "j-0")
    answers = {"j-0": JobFailed("it broke"), "j-1": Answer("j-1", State.WORKING)}
    monkeypatch.setattr(polling, "_ask", lambda attempt: answers[attempt.job_id])
    next_looks = []

    def fail(attempt: Attempt, *_others: object) -> None:
        left_with_hispeech.refresh_from_db()
        assert left_with_hispeech.next_look_at is not None
        next_looks.append((left_with_hispeech.next_look_at - now).total_seconds())

    monkeypatch.setattr(polling, "_failed", fail)
    now = timezone.now()
    assert polling.look_up([ended.pk, left_with_hispeech.pk])
    assert 0 < next_looks[0] < 1


def test_an_answer_that_is_slow_in_coming_holds_up_no_other(
    left_with_hispeech: Attempt, anahit: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended, come = also_left(anahit, "j-0"), threading.Event()

    def ask(attempt: Attempt) -> Answer | JobFailed:
        if attempt.pk == ended.pk:
            return JobFailed("it broke")
        come.wait(20)
        return Answer("j-1", State.WORKING)

    monkeypatch.setattr(polling, "_ask", ask)
    monkeypatch.setattr(polling, "_failed", lambda *_given: come.set())
    now = timezone.now()
    assert polling.look_up([left_with_hispeech.pk, ended.pk])
    assert (timezone.now() - now).total_seconds() < 15
