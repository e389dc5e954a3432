"""A recording's whole way with its files in a bucket; and what happens while the bucket is away."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import httpx
import pytest
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from hispeech_web.bucket import Bucket
from hispeech_web.run.ports import free_port
from tests.api.tus import Sender
from tests.factories import SAMPLES
from tests.s3 import Server, close, server
from tests.transcription.conftest import look, only_attempt, work
from transcripts.intake.finish import finish
from transcripts.intake.store import chosen
from transcripts.models import Recording, Stage, Status, Transcription, Upload, User
from transcripts.sandbox import Sandbox

pytestmark = pytest.mark.django_db(transaction=True)
Bring = Callable[..., Transcription]
MEETING = (SAMPLES / "meeting.mp3").read_bytes()


def _piece(client: Client, recording: Recording, first: int, last: int) -> bytes:
    """As a player gets it."""
    to = client.get(f"/recordings/{recording.pk}/media")["Location"]
    return httpx.get(to, headers={"Range": f"bytes={first}-{last}"}).content


def test_from_the_resumable_door_to_the_player(
    bucket: Bucket, sandbox: Sandbox, client: Client, bagrat: User
) -> None:
    sender = Sender(client, bagrat)
    address = sender.begin(len(MEETING), {"filename": "ժողով.mp3"})
    sender.patch(address, MEETING[:100_000])
    assert sender.offset(address) == 100_000
    assert sender.patch(address, MEETING[100_000:], 100_000).status_code == 204
    recording = Recording.objects.get()
    work()
    assert recording.transcriptions.get().status == Status.COMPLETED
    recording.refresh_from_db()
    assert all(bucket.exists(str(file.name)) for file in (recording.file, recording.sound, recording.peaks))
    client.force_login(bagrat)
    assert _piece(client, recording, 1000, 1999) == MEETING[1000:2000]
    assert client.get(f"/recordings/{recording.pk}/peaks").status_code == 200


def test_from_the_form_to_the_words(
    bucket: Bucket, sandbox: Sandbox, bring: Bring, settings: Settings
) -> None:
    job = bring()
    work()
    job.refresh_from_db()
    assert job.status == Status.COMPLETED
    with job.recording.file.open("rb") as file:
        assert file.read() == MEETING
    assert list(settings.SCRATCH_DIR.iterdir()) == []


def test_what_is_cut_into_parts_comes_from_the_bucket_too(
    bucket: Bucket, sandbox: Sandbox, bring: Bring, settings: Settings
) -> None:
    settings.HISPEECH_MAX_SECONDS = {"*": "10"}
    job = bring()
    work()
    job.refresh_from_db()
    assert job.status == Status.COMPLETED
    assert job.parts.count() > 1


def test_a_file_that_the_bucket_has_lost_ends_the_job(bucket: Bucket, sandbox: Sandbox, bring: Bring) -> None:
    job = bring()
    bucket.delete(str(job.recording.file.name))
    work()
    job.refresh_from_db()
    assert (job.status, job.reason) == (Status.FAILED, "file_missing")


# --- while it is away ------------------------------------------------------------------------------


class Away:
    """The site's bucket, whose server can be stopped and started."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._port = folder, free_port()
        self.start()

    def start(self) -> Server:
        self._running = server("nanio", self._folder, self._port)
        return self._running.__enter__()

    def stop(self) -> None:
        self._running.__exit__(None, None, None)


@pytest.fixture
def away(tmp_path: Path, settings: Settings) -> Iterator[Away]:
    there = Away(tmp_path)
    options = Server("nanio", f"http://127.0.0.1:{there._port}").new_bucket()
    default = {"BACKEND": "hispeech_web.bucket.Bucket", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "default": default}
    yield there
    close(cast(Bucket, storages["default"]))
    there.stop()


def _due_now() -> None:
    Transcription.objects.filter(status=Status.QUEUED).update(next_look_at=timezone.now())


def test_a_job_waits_for_a_bucket_that_is_away_and_goes_on_when_it_is_back(
    sandbox: Sandbox, away: Away, bring: Bring
) -> None:
    job = bring()
    away.stop()
    for _look in range(3):
        look()
        job.refresh_from_db()
        assert (job.status, job.reason, job.setbacks) == (Status.QUEUED, "", 0)
        assert job.next_look_at is not None
        assert job.next_look_at > timezone.now()
        _due_now()
    away.start()
    work()
    job.refresh_from_db()
    assert job.status == Status.COMPLETED
    assert only_attempt(job).number == 1


def test_a_bucket_that_goes_away_before_the_sending_costs_nothing(
    sandbox: Sandbox, away: Away, bring: Bring
) -> None:
    """The sound track was made by an earlier transcription."""
    job = bring()
    work()
    second = bring(stt_model="conversational")
    away.stop()
    look()
    second.refresh_from_db()
    assert (second.status, second.attempts.count()) == (Status.QUEUED, 0)
    away.start()
    _due_now()
    work()
    second.refresh_from_db()
    assert second.status == Status.COMPLETED
    assert len(sandbox.ledger()) == 2
    assert second.recording == job.recording


def test_programs_are_told_to_come_again(sandbox: Sandbox, away: Away, client: Client, bagrat: User) -> None:
    sender = Sender(client, bagrat)
    address = sender.begin(len(MEETING))
    sender.patch(address, MEETING[:100_000])
    away.stop()
    for answer in (
        sender.announce(1000),
        sender.ask("HEAD", address),
        sender.patch(address, MEETING[100_000:], 100_000),
    ):
        assert answer.status_code == 503
    away.start()
    assert sender.offset(address) == 100_000
    assert sender.patch(address, MEETING[100_000:], 100_000).status_code == 204
    with Recording.objects.get().file.open("rb") as file:
        assert file.read() == MEETING


def test_the_form_says_that_nothing_can_be_stored(away: Away, client: Client, bagrat: User) -> None:
    client.force_login(bagrat)
    away.stop()
    with (SAMPLES / "meeting.mp3").open("rb") as file:
        page = client.post("/upload/", {"stt_model": "model-01052025", "file": file})
    assert "Recordings cannot be stored or fetched just now." in page.content.decode()
    assert not Recording.objects.exists()
    away.start()


def test_what_was_received_becomes_a_recording_when_there_is_room_to_look_at_it(
    sandbox: Sandbox, bucket: Bucket, client: Client, bagrat: User, settings: Settings
) -> None:
    """Its bytes are safe; only looking at them has to wait."""
    settings.SCRATCH_BYTES = 10
    sender = Sender(client, bagrat)
    address = sender.begin(len(MEETING))
    assert sender.patch(address, MEETING).status_code == 204
    upload = Upload.objects.get()
    assert upload.state == Stage.RECEIVED
    settings.SCRATCH_BYTES = 1 << 30
    finish(chosen(), upload)
    assert sender.look(address)["state"] == "done"
