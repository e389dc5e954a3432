"""Uploads into a folder: appended to a file beside their place, which takes that place in the end."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from django.core.files.storage import FileSystemStorage

from transcripts.media import keys
from transcripts.models.upload import Upload

PART = ".part"


class Folder:
    """The offset is the size of the file: what a killed server had written is there, and nothing else is believed."""

    def __init__(self, storage: FileSystemStorage) -> None:
        self._storage = storage

    def _place(self, upload: Upload) -> Path:
        return Path(self._storage.path(keys.original(upload.recording_id)))

    def _part(self, upload: Upload) -> Path:
        place = self._place(upload)
        return place.with_name(place.name + PART)

    def begin(self, upload: Upload) -> None:
        part = self._part(upload)
        part.parent.mkdir(parents=True, exist_ok=True)
        if self._storage.directory_permissions_mode is not None:
            part.parent.chmod(self._storage.directory_permissions_mode)
        part.touch()

    def offset(self, upload: Upload) -> int:
        """0 where nothing is there."""
        for path in (self._part(upload), self._place(upload)):
            with suppress(FileNotFoundError):
                return path.stat().st_size
        return 0

    def append(
        self, upload: Upload, blocks: Iterable[bytes], offset: int, still_mine: Callable[[], bool]
    ) -> int:
        """Two that write at once never mix: each block goes in under a lock, and only where its writer left off."""
        with self._part(upload).open("r+b", buffering=0) as part:
            for block in blocks:
                if not still_mine() or not _written(part.fileno(), block, offset):
                    break
                offset += len(block)
        return offset

    def complete(self, upload: Upload) -> None:
        """On the disk before it is said to be there; raises FileNotFoundError where nothing is."""
        part, place = self._part(upload), self._place(upload)
        try:
            with part.open("rb") as opened:
                os.fdatasync(opened.fileno())
        except FileNotFoundError:
            if place.exists():
                return
            raise
        if self._storage.file_permissions_mode is not None:
            part.chmod(self._storage.file_permissions_mode)
        with suppress(FileNotFoundError):  # somebody else is completing it just now
            part.replace(place)
        _settle(place.parent)

    def discard(self, upload: Upload) -> None:
        self._part(upload).unlink(missing_ok=True)
        self._place(upload).unlink(missing_ok=True)
        with suppress(OSError):  # not there, or somebody keeps something else in it
            self._place(upload).parent.rmdir()

    def free_bytes(self) -> int | None:
        place = Path(self._storage.location)
        place.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(place).free

    def remove_strays(self, before: datetime) -> None:
        """There are none: all that was begun lies beside its place."""


@contextmanager
def _alone(descriptor: int) -> Iterator[None]:
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def _written(descriptor: int, block: bytes, offset: int) -> bool:
    """False where the file does not end at `offset`: somebody else has written since."""
    with _alone(descriptor):
        if os.fstat(descriptor).st_size != offset:
            return False
        rest = memoryview(block)
        while rest:
            done = os.pwrite(descriptor, rest, offset)
            offset, rest = offset + done, rest[done:]
    return True


def _settle(folder: Path) -> None:
    """A new name in a folder is safe once the folder itself is written."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
