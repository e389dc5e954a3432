"""The scratch folder: what killed processes leave there goes, what somebody works on stays, and it is never overfull."""

import os
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile
from pytest_django import Settings

from hispeech_web.bucket import Bucket
from tests.factories import recording, tone
from transcripts.errors import storage_is_away
from transcripts.models import User
from transcripts.scratch import NoRoom, on_disk, stored, sweep_scratch, work_folder

DAY = 24 * 3600


@pytest.fixture
def scratch(settings: Settings, tmp_path: Path) -> Path:
    settings.SCRATCH_DIR = tmp_path
    return tmp_path


def _written(path: Path, at: float) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"half a recording")
    os.utime(path, (at, at))
    if path.parent.name.startswith("work-"):
        os.utime(path.parent, (at, at))
    return path


def test_what_nobody_wrote_to_for_a_day_is_swept_away(scratch: Path) -> None:
    _written(scratch / "upload-1", at=1000.0)
    _written(scratch / "work-1" / "sound.flac", at=1000.0)
    sweep_scratch(1000.0 + DAY + 1)
    assert list(scratch.iterdir()) == []


def test_a_folder_in_which_somebody_writes_stays(scratch: Path) -> None:
    _written(scratch / "upload-1", at=1000.0 + DAY)
    file = _written(scratch / "work-1" / "sound.flac", at=1000.0)
    os.utime(file, (1000.0 + DAY, 1000.0 + DAY))
    sweep_scratch(1000.0 + DAY + 1)
    assert sorted(path.name for path in scratch.iterdir()) == ["upload-1", "work-1"]


# --- copies out of a bucket ------------------------------------------------------------------------


@pytest.fixture
def in_bucket(bucket: Bucket, anahit: User) -> FieldFile:
    return recording(anahit).file


def test_what_lies_in_a_bucket_is_copied_for_as_long_as_it_is_needed(
    in_bucket: FieldFile, settings: Settings
) -> None:
    with on_disk(in_bucket) as path:
        assert path.read_bytes() == tone()
        assert path.parent == settings.SCRATCH_DIR
    assert list(settings.SCRATCH_DIR.iterdir()) == []


def test_what_lies_in_a_folder_is_not_copied(own_storage: None, anahit: User, settings: Settings) -> None:
    file = recording(anahit).file
    with on_disk(file) as path:
        assert path == Path(file.path)


def test_a_lost_file_is_missing_wherever_it_lay(any_storage: str, anahit: User) -> None:
    file = recording(anahit).file
    file.storage.delete(str(file.name))
    with pytest.raises(FileNotFoundError), on_disk(file):
        pass


def test_a_copy_that_does_not_fit_beside_the_others_has_to_wait(
    in_bucket: FieldFile, settings: Settings
) -> None:
    settings.SCRATCH_BYTES = 2 * len(tone()) - 1
    with on_disk(in_bucket) as first:
        with pytest.raises(NoRoom), on_disk(in_bucket):
            pass
        assert list(settings.SCRATCH_DIR.iterdir()) == [first]
    with on_disk(in_bucket):
        pass


def test_the_work_of_others_counts(in_bucket: FieldFile, settings: Settings) -> None:
    settings.SCRATCH_BYTES = len(tone()) + 100
    with work_folder() as folder:
        (folder / "sound.flac").write_bytes(bytes(101))
        with pytest.raises(NoRoom) as caught, on_disk(in_bucket):
            pass
    assert storage_is_away(caught.value)


def test_the_disk_keeps_its_reserve(in_bucket: FieldFile, settings: Settings) -> None:
    settings.DISK_RESERVE_BYTES = 1 << 60
    with pytest.raises(NoRoom), on_disk(in_bucket):
        pass


# --- back into the storage -------------------------------------------------------------------------


def test_what_was_made_is_put_away_and_nothing_is_overwritten(any_storage: str, tmp_path: Path) -> None:
    made = tmp_path / "made"
    names = []
    for words in (b"the first", b"the second"):
        made.write_bytes(words)
        names.append(stored(made, "recordings/1/sound.flac"))
    assert names[0] != names[1]
    for name, words in zip(names, (b"the first", b"the second"), strict=True):
        with default_storage.open(name) as opened:
            assert opened.read() == words
