"""Between the storage, wherever it is, and the disk that programs work on."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from django.conf import settings
from django.db.models.fields.files import FieldFile

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
