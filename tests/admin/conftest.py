"""Somebody who keeps the site running, and a library with everything in it."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import attempt, completed, recording, upload
from transcripts.actions.notes import write
from transcripts.models import ApiToken, IdempotencyKey, PollingProof, Transcription, User

# A word of a transcript, which no page of the administration may show.
SECRET_WORD = "Գաղտնաբառ"


@pytest.fixture
def staff(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_superuser("root@example.am", "right horse"))
    return client


def grow(by: User, name: str) -> Transcription:
    """One more of everything that belongs to a recording."""
    run = completed(recording(by, f"Ժողով {name}"), f"{SECRET_WORD} {name}")
    attempt(run, "voided", error_code="busy")
    attempt(run)
    PollingProof.objects.create(mark=name, base_url="https://api.hispeech.ai", tried_at=timezone.now())
    IdempotencyKey.objects.create(team=run.recording.team, key=name, request="0" * 64, transcription=run)
    upload(by, f"{name}.wav")
    write(by=by, transcription=run, moment=0.0, text=SECRET_WORD)
    ApiToken.create(user=by, team=run.recording.team, name=name)
    return run


@pytest.fixture
def run(anahit: User) -> Transcription:
    return grow(anahit, "one")
