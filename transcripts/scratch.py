"""Between the storage, wherever it is, and the disk that programs work on."""

import errno
import fcntl
import hashlib
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage
from django.db.models.fields.files import FieldFile

log = logging.getLogger(__name__)

BLOCK = 1024 * 1024


def sha256_of(path: Path) -> str:
    """In hex."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


class NoRoom(OSError):
    """The scratch folder is as full as it may be; some work that is under way will make room."""

    def __init__(self, size: int) -> None:
        super().__init__(errno.ENOSPC, f"no room for {size} bytes in the scratch folder")


@contextmanager
def on_disk(file: FieldFile) -> Iterator[Path]:
    """The stored file as a local path: itself in a folder storage, else a copy that goes afterwards.

    Raises FileNotFoundError where the storage has lost it, NoRoom where a copy would not fit, another OSError where the
    storage cannot be reached.
    """
    if not isinstance(file.storage, FileSystemStorage):
        with _copy(file) as copy:
            yield copy
        return
    path = Path(file.path)
    if not path.is_file():
        raise FileNotFoundError(path.name)
    yield path


@contextmanager
def _copy(file: FieldFile) -> Iterator[Path]:
    with file.open("rb") as source, NamedTemporaryFile(dir=settings.SCRATCH_DIR, prefix="copy-") as copy:
        _take_room(copy.fileno(), file.file.size)
        shutil.copyfileobj(source, copy, BLOCK)
        copy.flush()
        yield Path(copy.name)


def _take_room(descriptor: int, size: int) -> None:
    """Make the empty file as large as it will be, so that all others see what is taken; one asks after the other."""
    folder = os.open(settings.SCRATCH_DIR, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        free = shutil.disk_usage(settings.SCRATCH_DIR).free - settings.DISK_RESERVE_BYTES
        if size > min(free, settings.SCRATCH_BYTES - _taken()):
            raise NoRoom(size)
        if size:
            os.posix_fallocate(descriptor, 0, size)
    finally:
        os.close(folder)


def _taken() -> int:
    """Bytes in the scratch folder, whoever put them there."""
    total = 0
    for path in settings.SCRATCH_DIR.rglob("*"):
        with suppress(FileNotFoundError):  # just gone
            total += path.stat().st_size
    return total


def stored(path: Path, key: str) -> str:
    """Put a file from the disk into the storage. Returns the name it has there, which may be longer than `key`.

    Raises OSError where the storage cannot be reached or has no room.
    """
    with path.open("rb") as opened:
        return default_storage.save(key, File(opened))


@contextmanager
def work_folder() -> Iterator[Path]:
    """A folder that is gone afterwards, whatever happens."""
    with TemporaryDirectory(dir=settings.SCRATCH_DIR, prefix="work-") as folder:
        yield Path(folder)


def sweep_scratch(now: float) -> None:
    """Remove what the killed have left in the scratch folder: whatever nobody has written to for long.

    `now` in seconds since the epoch.
    """
    oldest = now - settings.SCRATCH_KEPT.total_seconds()
    for path in settings.SCRATCH_DIR.iterdir():
        if _last_written(path) < oldest:
            log.info("Swept away what a stopped process had left in the scratch folder.")
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def _last_written(path: Path) -> float:
    """Of all that lies in it, the latest; for ever in the future where it has just gone."""
    try:
        return max(part.stat().st_mtime for part in (path, *path.rglob("*")))
    except FileNotFoundError:
        return float("inf")
