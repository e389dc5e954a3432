"""Requests that stay until the words are there."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from django.utils import timezone
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from hispeech_web import stopping
from tests.api.calls import FORMAL, UPLOAD, key
from tests.factories import MEETING, tone
from transcripts.models import Reason, Revision, Status, Transcription, User
from transcripts.text.sentences import paragraphs, words_of

# --- over a real socket, with the words brought by another hand ----------------------------------------

Answer = dict[str, Any]


@pytest.fixture
def waiting(live_server: LiveServer, anahit: User) -> Callable[[], Future[Answer]]:
    headers = key(anahit)

    def send() -> Answer:
        said = httpx.post(
            f"{live_server.url}{UPLOAD}?stt_model={FORMAL}",
            files={"file": ("ժողով.wav", tone())},
            data={"wait_for_result": "true"},
            headers=headers,
            timeout=30,
        )
        said.raise_for_status()
        return dict(said.json())

    pool = ThreadPoolExecutor(1)
    return lambda: pool.submit(send)


def _the_run() -> Transcription:
    """Once the upload has become one."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if run := Transcription.objects.first():
            return run
        time.sleep(0.05)
    raise AssertionError("no transcription was queued")


def _finish(run: Transcription, **changes: object) -> None:
    Transcription.objects.filter(pk=run.pk).update(
        **{"status": Status.COMPLETED, "finished_at": timezone.now(), "next_look_at": None, **changes}
    )


@pytest.mark.django_db(transaction=True)
def test_who_waits_is_answered_with_the_words(waiting: Callable[[], Future[Answer]]) -> None:
    answer = waiting()
    run = _the_run()
    time.sleep(0.3)
    assert not answer.done()
    document = paragraphs(words_of(MEETING))
    Revision.of_machine(run, document)
    _finish(run)
    said = answer.result(20)
    assert (said["status"], said["job_id"], said["transcription"]) == (200, str(run.pk), MEETING)


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_what_fails_is_told_why(waiting: Callable[[], Future[Answer]]) -> None:
    answer = waiting()
    _finish(_the_run(), status=Status.FAILED, reason=Reason.REFUSED)
    said = answer.result(20)
    assert (said["success"], said["transcription"]) == (False, None)
    assert "did not accept" in said["error"]


@pytest.mark.django_db(transaction=True)
def test_patience_ends_with_the_job_to_ask_for(
    waiting: Callable[[], Future[Answer]], settings: Settings
) -> None:
    settings.API_WAIT_SECONDS = 0.5
    said = waiting().result(20)
    assert (said["status"], said["success"], said["transcription"]) == (202, True, None)
    assert said["job_id"] == str(_the_run().pk)


@pytest.mark.django_db(transaction=True)
def test_without_a_free_seat_the_job_is_told_at_once(
    waiting: Callable[[], Future[Answer]], settings: Settings
) -> None:
    settings.API_WAITING_AT_ONCE = 0
    settings.API_WAIT_SECONDS = 60
    assert waiting().result(20)["status"] == 202


@pytest.mark.django_db(transaction=True)
def test_a_server_asked_to_stop_lets_everybody_go_with_their_job(
    waiting: Callable[[], Future[Answer]],
) -> None:
    answer = waiting()
    _the_run()
    try:
        stopping.tell_by(lambda: True)
        said = answer.result(20)
    finally:
        stopping.tell_by(lambda: False)
    assert (said["status"], said["success"]) == (202, True)
