"""Files go after the commit, whatever is killed or away meanwhile, in a folder and in a bucket."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from tests import factories
from transcripts.media import keys
from transcripts.models import Note, Receipt, Recording, User, Why
from transcripts.removal.clearing import LATER, clear_some
from transcripts.removal.purge import purge, take_sound

pytestmark = [pytest.mark.usefixtures("any_storage"), pytest.mark.django_db]


class Killed(BaseException):
    """As a kill: nobody catches it."""


def brought(by: User) -> Recording:
    """With its sound, its waveform, and a beginning that only the folder knows."""
    row = factories.recording(by)
    for field, key in (("sound", keys.sound(row.pk)), ("peaks", keys.peaks(row.pk))):
        setattr(row, field, default_storage.save(key, ContentFile(field.encode())))
    row.save(update_fields=["sound", "peaks"])
    default_storage.save(keys.track_beginning(row.pk, 1), ContentFile(b"begins"))
    return row


def lying(row: Recording) -> list[str]:
    try:
        return sorted(default_storage.listdir(keys.folder(row.pk))[1])
    except FileNotFoundError:
        return []


def gone(row: Recording) -> Receipt:
    return purge(row.pk, why=Why.PERSON, now=timezone.now())


def kill_after(monkeypatch: pytest.MonkeyPatch, deletes: int) -> None:
    left, real = [deletes], default_storage.delete

    def delete(name: str) -> None:
        if not left[0]:
            raise Killed
        left[0] -= 1
        real(name)

    monkeypatch.setattr(default_storage, "delete", delete)


def test_all_files_go_and_the_receipt_names_them(anahit: User) -> None:
    row = brought(anahit)
    names = lying(row)
    receipt = gone(row)
    assert lying(row) == names  # nothing before the commit
    clear_some(timezone.now())
    receipt.refresh_from_db()
    assert lying(row) == []
    assert sorted(one["name"].rpartition("/")[2] for one in receipt.files) == names
    assert receipt.bytes == len(factories.tone()) + len(b"sound" + b"peaks" + b"begins")
    assert receipt.files_gone_at is not None


@pytest.mark.parametrize("deletes", range(4))
def test_who_is_killed_in_the_midst_is_followed_by_another(
    anahit: User, monkeypatch: pytest.MonkeyPatch, deletes: int
) -> None:
    row = brought(anahit)
    receipt = gone(row)
    with monkeypatch.context() as patched:
        kill_after(patched, deletes)
        with pytest.raises(Killed):
            clear_some(timezone.now())
    receipt.refresh_from_db()
    assert (len(lying(row)), receipt.files_gone_at) == (4 - deletes, None)
    clear_some(timezone.now())
    receipt.refresh_from_db()
    assert (lying(row), len(receipt.files), receipt.look_at) == ([], 4, None)


def test_while_the_storage_is_away_it_waits(anahit: User, monkeypatch: pytest.MonkeyPatch) -> None:
    row = brought(anahit)
    gone(row)

    def away(name: str) -> Any:
        raise ConnectionError

    with monkeypatch.context() as patched:
        patched.setattr(default_storage, "delete", away)
        clear_some(timezone.now())
    assert len(lying(row)) == 4
    assert clear_some(timezone.now()) == 0  # not at once again
    clear_some(timezone.now() + LATER + timedelta(seconds=1))
    assert lying(row) == []


def test_what_another_recording_needs_stays(anahit: User) -> None:
    row, twin = brought(anahit), factories.recording(anahit)
    Recording.objects.filter(pk=twin.pk).update(file=row.file.name)
    receipt = gone(row)
    clear_some(timezone.now())
    receipt.refresh_from_db()
    assert [f"{keys.folder(row.pk)}/{name}" for name in lying(row)] == [row.file.name]
    assert (len(receipt.files), receipt.files_gone_at is not None) == (3, True)


def test_a_name_elsewhere_goes_too(anahit: User) -> None:
    row = factories.recording(anahit)
    elsewhere = default_storage.save("old/place", ContentFile(b"x"))
    Recording.objects.filter(pk=row.pk).update(rendition=elsewhere)
    gone(row)
    clear_some(timezone.now())
    assert not default_storage.exists(elsewhere)


def test_the_sound_alone_goes_with_all_its_files(anahit: User) -> None:
    row = brought(anahit)
    job = factories.completed(row)
    take_sound(row.pk, why=Why.RULE, now=timezone.now())
    clear_some(timezone.now())
    assert lying(row) == []
    assert job.revisions.get().text == factories.MEETING


def test_what_was_written_in_the_same_moment_is_swept_away(anahit: User) -> None:
    row = factories.recording(anahit)
    job = factories.completed(row)
    gone(row)
    Note.objects.create(transcription=job, author=anahit, moment=0, text="Ուշ", created_at=timezone.now())
    clear_some(timezone.now())
    assert not Note.objects.exists()
