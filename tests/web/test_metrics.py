"""Figures for those who watch over the site."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.factories import attempt, completed, recording, transcription, upload
from transcripts.models import Status, Transcription, User

pytestmark = pytest.mark.django_db


def told(client: Client, **how: Any) -> dict[str, float]:
    answer = client.get("/metrics", **how)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = [line for line in answer.content.decode().splitlines() if not line.startswith("#")]
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines}


def test_an_empty_site_tells_noughts(client: Client) -> None:
    figures = told(client)
    assert set(figures.values()) == {0}
    assert 'hispeech_library_transcriptions{status="queued"}' in figures


def test_each_figure_is_explained_and_has_its_type(client: Client) -> None:
    lines = client.get("/metrics").content.decode().splitlines()
    named = {line.split()[2] for line in lines if line.startswith("# HELP")}
    assert named == {line.split()[2] for line in lines if line.startswith("# TYPE")}
    assert named == {line.split("{")[0].split()[0] for line in lines if not line.startswith("#")}


def test_work_money_and_uploads_are_counted(client: Client, anahit: User) -> None:
    transcription(recording(anahit))
    attempt(completed(recording(anahit, "Գաղտնի նիստ")), billed_seconds=60.5)
    attempt(transcription(recording(anahit), Status.UNCONFIRMED), "unconfirmed", billed_seconds=None)
    upload(anahit)
    figures = told(client)
    prefix = "hispeech_library_"
    assert figures[prefix + 'transcriptions{status="queued"}'] == 1
    assert figures[prefix + 'transcriptions{status="completed"}'] == 1
    assert figures[prefix + 'attempts{outcome="settled"}'] == 1
    assert figures[prefix + 'attempts{outcome="unconfirmed"}'] == 1
    assert figures[prefix + "paid_seconds_total"] == 60.5
    assert figures[prefix + 'uploads{state="receiving"}'] == 1
    assert "Գաղտնի" not in client.get("/metrics").content.decode()


def test_the_oldest_unfinished_one_says_how_long_it_waits(client: Client, anahit: User) -> None:
    for status in (Status.QUEUED, Status.COMPLETED):
        transcription(recording(anahit), status)
    Transcription.objects.filter(status=Status.QUEUED).update(asked_at=timezone.now() - timedelta(hours=1))
    Transcription.objects.filter(status=Status.COMPLETED).update(asked_at=timezone.now() - timedelta(days=1))
    assert 3600 <= told(client)["hispeech_library_longest_wait_seconds"] < 3700


@pytest.mark.parametrize(
    "how",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"headers": {"X-Forwarded-For": "127.0.0.1"}},
    ],
)
def test_without_a_token_it_is_for_this_machine_alone(client: Client, how: dict[str, Any]) -> None:
    assert client.get("/metrics", **how).status_code == 404


def test_a_token_opens_it_from_everywhere_and_is_then_asked_of_all(
    client: Client, settings: Settings
) -> None:
    settings.METRICS_TOKEN = "a long secret"
    assert told(client, REMOTE_ADDR="192.0.2.7", headers={"Authorization": "Bearer a long secret"})
    for said in ({}, {"Authorization": "Bearer another"}, {"Authorization": "Basic a long secret"}):
        assert client.get("/metrics", headers=said).status_code == 404
