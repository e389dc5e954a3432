"""What was received becomes a recording, whoever lives to make it."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from pytest_django import Settings

from tests.factories import SAMPLES, tone
from tests.intake.conftest import Announced
from transcripts import tasks
from transcripts.intake.arriving import add, receive_if_whole
from transcripts.intake.finish import finish, is_soon_done
from transcripts.intake.store import Store
from transcripts.intake.sweep import due
from transcripts.models import Membership, Recording, Stage, Transcription, Upload

SOUND = tone()


def received(announced: Announced, store: Store, content: bytes = SOUND, **said: object) -> Upload:
    upload = announced(len(content), **said)
    assert receive_if_whole(upload, add(store, upload, [content], 0))
    return upload


def test_it_becomes_the_recording_that_it_was_to_be(announced: Announced, store: Store) -> None:
    upload = received(announced, store)
    finish(store, upload)
    made = Recording.objects.get()
    assert (made.pk, upload.made) == (upload.recording_id, made)
    assert made.file.name == f"recordings/{made.pk}/original"
    assert upload.state == Stage.DONE
    assert upload.transcription == made.transcriptions.get()


def test_done_twice_it_is_made_once(announced: Announced, store: Store) -> None:
    upload = received(announced, store)
    again = Upload.objects.get()
    finish(store, upload)
    finish(store, again)
    assert Transcription.objects.count() == 1


def test_what_another_is_making_is_left_to_them(announced: Announced, store: Store) -> None:
    upload = received(announced, store)
    assert Upload.objects.get().take_lease(timezone.now())
    finish(store, upload)
    assert not Recording.objects.exists()


def test_what_a_dead_worker_was_making_is_made_by_the_next(
    announced: Announced, store: Store, settings: Settings
) -> None:
    upload = received(announced, store)
    assert Upload.objects.get().take_lease(timezone.now() - 2 * settings.LEASE)
    finish(store, upload)
    assert upload.state == Stage.DONE


def test_whoever_took_over_decides_and_nothing_is_made_twice(
    announced: Announced, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Our word has run out while we were reading; somebody else has the upload now."""
    upload = received(announced, store)
    from transcripts.intake import finish as finishing

    examined = finishing._examined

    def slowly(mine: Upload) -> object:
        found = examined(mine)
        Upload.objects.update(lease="00000000-0000-0000-0000-000000000001")
        return found

    monkeypatch.setattr(finishing, "_examined", slowly)
    finish(store, upload)
    assert not Recording.objects.exists()
    assert Upload.objects.get().state == Stage.RECEIVED


def test_what_is_terminated_meanwhile_is_not_made(
    announced: Announced, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = received(announced, store)
    from transcripts.intake import finish as finishing

    examined = finishing._examined

    def slowly(mine: Upload) -> object:
        found = examined(mine)
        Upload.objects.all().delete()
        return found

    monkeypatch.setattr(finishing, "_examined", slowly)
    finish(store, upload)
    assert not Recording.objects.exists()


def test_a_refusal_is_kept_with_its_sentence_and_the_bytes_go(announced: Announced, store: Store) -> None:
    silent = (SAMPLES / "bad/no_audio_track.mp4").read_bytes()
    upload = received(announced, store, silent)
    finish(store, upload)
    assert (upload.state, upload.code, upload.sentence) == (
        Stage.REFUSED,
        "no_sound",
        "This video has no sound.",
    )
    assert not default_storage.exists(f"recordings/{upload.recording_id}")


def test_who_lost_their_right_meanwhile_brings_nothing(announced: Announced, store: Store) -> None:
    upload = received(announced, store)
    Membership.objects.update(role="viewer")
    finish(store, upload)
    assert (upload.state, upload.code) == (Stage.REFUSED, "not_allowed")


def test_what_the_disk_had_not_written_when_the_machine_stopped_is_brought_again(
    announced: Announced, store: Store
) -> None:
    upload = received(announced, store)
    part = Path(default_storage.path(f"recordings/{upload.recording_id}/original.part"))
    os.truncate(part, 1000)
    finish(store, upload)
    assert (upload.state, upload.lease, store.offset(upload)) == (Stage.RECEIVING, None, 1000)
    assert receive_if_whole(upload, add(store, upload, [SOUND[1000:]], 1000))
    finish(store, upload)
    assert upload.state == Stage.DONE
    assert Path(Recording.objects.get().file.path).read_bytes() == SOUND


def test_a_file_that_is_gone_is_brought_from_its_beginning_or_not_at_all(
    announced: Announced, store: Store
) -> None:
    upload = received(announced, store)
    store.discard(upload)
    finish(store, upload)
    assert (upload.state, store.offset(upload)) == (Stage.RECEIVING, 0)


def test_the_workers_look_finds_what_nobody_finished(announced: Announced, store: Store) -> None:
    upload = received(announced, store)
    assert due(timezone.now()) == [upload.pk]
    assert due(timezone.now()) == []  # told to one
    assert due(timezone.now() + timedelta(minutes=1)) == [upload.pk]
    tasks.finish_upload(str(upload.pk))
    assert Upload.objects.get().state == Stage.DONE
    assert due(timezone.now() + timedelta(minutes=2)) == []


def test_an_upload_that_has_gone_is_no_trouble(db: None) -> None:
    tasks.finish_upload("00000000-0000-0000-0000-000000000001")


def test_nobody_waits_while_the_storage_writes_a_large_file() -> None:
    assert is_soon_done(Upload(length=10 * 1024 * 1024))
    assert not is_soon_done(Upload(length=10**12))
