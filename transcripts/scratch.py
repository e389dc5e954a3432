"""Between the storage, wherever it is, and the disk that programs work on."""

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from django.conf import settings
from django.db.models.fields.files import FieldFile

log = logging.getLogger(__name__)

BLOCK = 1024 * 1024


@contextmanager
def on_disk(stored: FieldFile) -> Iterator[Path]:
    """The stored file as a local path: itself in a folder storage, else a copy that goes afterwards.

    Raises FileNotFoundError where the storage has lost it.
    """
    try:
        path = Path(stored.path)
    except NotImplementedError:
        with stored.open("rb") as source, NamedTemporaryFile(dir=settings.SCRATCH_DIR) as copy:
            shutil.copyfileobj(source, copy, BLOCK)
            copy.flush()
            yield Path(copy.name)
        return
    if not path.is_file():
        raise FileNotFoundError(path.name)
    yield path


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
