"""Bytes into a folder: what came is there, once, in order, whoever wrote and whatever broke."""

import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.storage import FileSystemStorage
from hypothesis import given
from hypothesis import strategies as st

from transcripts.intake.folder import Folder
from transcripts.models import Upload


class Broken(Exception):
    """The line, in the middle of a body."""


def yes() -> bool:
    return True


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(FileSystemStorage(tmp_path))


@pytest.fixture
def upload(folder: Folder) -> Upload:
    upload = Upload(recording_id=uuid4())
    folder.begin(upload)
    return upload


def place(folder: Folder, upload: Upload) -> Path:
    return Path(folder._storage.path(f"recordings/{upload.recording_id}/original"))


def cut(blocks: list[bytes]) -> Iterator[bytes]:
    yield from blocks
    raise Broken


pieces = st.lists(st.tuples(st.lists(st.binary(max_size=50), max_size=5), st.booleans()), max_size=8)


@given(pieces)
def test_whatever_breaks_every_byte_that_came_is_there_once(
    tmp_path_factory: pytest.TempPathFactory, requests: list[tuple[list[bytes], bool]]
) -> None:
    """Each request brings blocks, and breaks off after them or not; before each, the server may have been killed."""
    where, upload = tmp_path_factory.mktemp("media"), Upload(recording_id=uuid4())
    Folder(FileSystemStorage(where)).begin(upload)
    sent = b""
    for blocks, breaks in requests:
        folder = Folder(FileSystemStorage(where))
        assert folder.offset(upload) == len(sent)
        if breaks:
            with pytest.raises(Broken):
                folder.append(upload, cut(blocks), len(sent), yes)
        else:
            assert folder.append(upload, blocks, len(sent), yes) == len(sent) + sum(map(len, blocks))
        sent += b"".join(blocks)
    folder = Folder(FileSystemStorage(where))
    folder.complete(upload)
    folder.complete(upload)
    assert place(folder, upload).read_bytes() == sent
    assert folder.offset(upload) == len(sent)
    assert [path.name for path in place(folder, upload).parent.iterdir()] == ["original"]


def test_nothing_is_written_at_another_place_than_the_end(folder: Folder, upload: Upload) -> None:
    folder.append(upload, [b"12345"], 0, yes)
    assert folder.append(upload, [b"late"], 3, yes) == 3
    assert folder.append(upload, [b"early"], 9, yes) == 9
    folder.complete(upload)
    assert place(folder, upload).read_bytes() == b"12345"


def test_who_has_lost_their_turn_writes_no_more(folder: Folder, upload: Upload) -> None:
    turns = iter([True, True, False])
    assert folder.append(upload, [b"1", b"2", b"3", b"4"], 0, lambda: next(turns)) == 2
    assert folder.offset(upload) == 2


def test_two_who_write_at_once_never_mix(folder: Folder, upload: Upload) -> None:
    """Both send the same file, in blocks of their own sizes, and neither knows of the other."""
    whole = bytes(n % 251 for n in range(400_000))
    together = threading.Barrier(2)

    def send(size: int) -> None:
        together.wait(20)
        for _again in range(2000):
            offset = folder.offset(upload)
            rest = [whole[at : at + size] for at in range(offset, len(whole), size)]
            folder.append(upload, rest, offset, yes)

    threads = [threading.Thread(target=send, args=(size,)) for size in (997, 1409)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    folder.complete(upload)
    assert place(folder, upload).read_bytes() == whole


def test_a_full_disk_keeps_what_fitted(folder: Folder, upload: Upload) -> None:
    part = folder._part(upload)
    part.unlink()
    part.symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        folder.append(upload, [b"12345"], 0, yes)


def test_discarded_it_leaves_no_trace(folder: Folder, upload: Upload, tmp_path: Path) -> None:
    folder.append(upload, [b"12345"], 0, yes)
    folder.discard(upload)
    folder.discard(upload)
    assert list((tmp_path / "recordings").iterdir()) == []
    assert folder.offset(upload) == 0


def test_what_else_lies_there_is_left(folder: Folder, upload: Upload) -> None:
    sound = place(folder, upload).with_name("sound.flac")
    sound.write_bytes(b"flac")
    folder.discard(upload)
    assert sound.exists()


def test_what_was_lost_cannot_be_completed(folder: Folder, upload: Upload) -> None:
    folder.discard(upload)
    with pytest.raises(FileNotFoundError):
        folder.complete(upload)


def test_files_get_the_rights_that_the_storage_gives(tmp_path: Path) -> None:
    storage = FileSystemStorage(tmp_path, file_permissions_mode=0o640, directory_permissions_mode=0o750)
    folder, upload = Folder(storage), Upload(recording_id=uuid4())
    folder.begin(upload)
    folder.complete(upload)
    assert place(folder, upload).stat().st_mode & 0o777 == 0o640
    assert place(folder, upload).parent.stat().st_mode & 0o777 == 0o750


def test_the_room_left_is_that_of_the_disk(folder: Folder) -> None:
    free = folder.free_bytes()
    assert free is not None
    assert free > 0
