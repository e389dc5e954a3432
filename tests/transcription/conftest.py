"""The workshop at work on real rows and files, with the real sandbox over a real socket."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files import File
from django.utils import timezone

from tests import factories
from transcripts.actions.submit import submit
from transcripts.models import ACTIVE, Attempt, Transcription, User
from transcripts.transcription import polling, steps
from transcripts.transcription.follow import settle_abandoned
from transcripts.transcription.sweep import due


@pytest.fixture
def bring(bagrat: User) -> Callable[..., Transcription]:
    def bring(name: str = "meeting.mp3", by: User = bagrat, **asked: object) -> Transcription:
        with (factories.SAMPLES / name).open("rb") as opened:
            return submit(by=by, file=File(opened), filename=name, **{"stt_model": "formal", **asked})  # type: ignore[arg-type]

    return bring


# A site without experience leaves a job alone for seconds at first; the sandbox takes a twentieth of one.
SOONER = timedelta(seconds=10)


def look() -> bool:
    """What a worker does at one tick of its clock, in this thread."""
    now = timezone.now()
    settle_abandoned(now)
    found = due(now)
    for transcription_id in found:
        steps.advance(transcription_id)
    jobs = polling.claim(now + SOONER)
    if jobs:
        polling.look_up(jobs)
    return bool(found or jobs)


def work(seconds: float = 20.0) -> None:
    """Until nothing is active any more. Fails where that takes longer than `seconds`."""
    until = time.monotonic() + seconds
    while Transcription.objects.filter(status__in=ACTIVE).exists():
        assert time.monotonic() < until, "stuck"
        if not look():
            time.sleep(0.05)


def only_attempt(job: Transcription) -> Attempt:
    return Attempt.objects.get(transcription=job)
