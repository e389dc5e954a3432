"""What nobody is there for any more is finished, forgotten or removed; what somebody needs stays."""

import os
import time
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from tests.intake.conftest import Announced
from transcripts import clock
from transcripts.intake import sweep
from transcripts.intake.arriving import add
from transcripts.intake.store import Store
from transcripts.models import Recording, Stage, Upload, User

LONG = timedelta(days=30)


def folder_of(recording_id: object) -> Path:
    return Path(default_storage.path(f"recordings/{recording_id}"))


def old(path: Path) -> Path:
    """Untouched for two days, with all in it."""
    then = time.time() - 2 * 24 * 3600
    for part in (*path.iterdir(), path):
        os.utime(part, (then, then))
    return path


def test_what_is_whole_is_received_though_its_request_died(announced: Announced, store: Store) -> None:
    whole, half = announced(3), announced(3)
    add(store, whole, [b"123"], 0)
    add(store, half, [b"12"], 0)
    sweep.receive_silent(store, timezone.now())
    assert set(Upload.objects.values_list("state", flat=True)) == {Stage.RECEIVING}  # it may still be at it
    sweep.receive_silent(store, timezone.now() + 2 * sweep.SILENT)
    whole.refresh_from_db()
    half.refresh_from_db()
    assert (whole.state, half.state) == (Stage.RECEIVED, Stage.RECEIVING)


def test_what_nobody_goes_on_with_gives_back_its_room(announced: Announced, store: Store) -> None:
    upload = announced()
    add(store, upload, [b"123"], 0)
    sweep.expire(store, timezone.now())
    assert folder_of(upload.recording_id).exists()
    sweep.expire(store, timezone.now() + LONG)
    upload.refresh_from_db()
    assert (upload.state, upload.code) == (Stage.REFUSED, "upload_expired")
    assert not folder_of(upload.recording_id).exists()


def test_what_ended_long_ago_is_forgotten(announced: Announced, store: Store) -> None:
    upload = announced()
    sweep.expire(store, timezone.now() + LONG)
    assert Upload.objects.exists()
    sweep.expire(store, timezone.now() + 2 * LONG)
    assert not Upload.objects.exists()
    assert not folder_of(upload.recording_id).exists()


def test_what_was_received_never_expires(announced: Announced, store: Store) -> None:
    upload = announced(3)
    add(store, upload, [b"123"], 0)
    Upload.objects.update(state=Stage.RECEIVED)
    sweep.expire(store, timezone.now() + LONG)
    assert Upload.objects.get().state == Stage.RECEIVED


def test_files_without_a_record_are_removed_when_they_are_old(
    announced: Announced, store: Store, bagrat: User
) -> None:
    kept, under_way = factories.recording(bagrat), announced()
    add(store, under_way, [b"123"], 0)
    for folder in (kept.pk, under_way.recording_id):
        old(folder_of(folder))
    young, lost = folder_of(uuid4()), folder_of(uuid4())
    for folder_of_nobody in (young, lost):
        folder_of_nobody.mkdir()
        (folder_of_nobody / "original").write_bytes(b"left behind")
    old(lost)
    empty = folder_of(uuid4())
    empty.mkdir()
    old(empty)
    foreign = folder_of("something else")
    foreign.mkdir()
    old(foreign)
    sweep.remove_left_behind(store, timezone.now())
    assert set(folder_of(lost.name).parent.iterdir()) == {
        folder_of(kept.pk),
        folder_of(under_way.recording_id),
        young,
        foreign,
    }


def test_what_an_ended_upload_left_is_removed_but_never_a_recordings_file(
    announced: Announced, store: Store, bagrat: User
) -> None:
    upload = announced()
    add(store, upload, [b"123"], 0)
    Upload.objects.update(state=Stage.KNOWN)
    old(folder_of(upload.recording_id))
    made = factories.recording(bagrat)
    Recording.objects.filter(pk=made.pk).update(deleted_at=timezone.now())
    old(folder_of(made.pk))
    sweep.remove_left_behind(store, timezone.now())
    assert not folder_of(upload.recording_id).exists()
    assert folder_of(made.pk).exists()  # in the trash, with a way back


def test_without_any_recording_there_is_nothing_to_sweep(store: Store, db: None) -> None:
    sweep.remove_left_behind(store, timezone.now())


def test_the_clock_does_all_of_it(announced: Announced, settings: Settings) -> None:
    upload = announced()
    Upload.objects.update(expires_at=timezone.now() - LONG)
    for _every, chore in clock.CHORES:
        clock.tidy(chore)
    assert Upload.objects.get().code == "upload_expired"
    assert not folder_of(upload.recording_id).exists()


def test_trouble_never_stops_the_clock(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise OSError("the disk is away")

    clock.tidy(fail)
    assert "OSError" in caplog.text
