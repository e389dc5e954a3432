"""Where the bytes of an upload go: straight to where they will stay, `keys.original(upload.recording_id)`."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol

from django.conf import DEFAULT_STORAGE_ALIAS
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage, storages

from transcripts.intake.folder import Folder
from transcripts.models.upload import Upload


class Store(Protocol):
    """One for each kind of storage. Each may be asked from any process, and after any of them was killed."""

    def begin(self, upload: Upload) -> None:
        """Make ready for the first byte. May write into `upload.notes`; the caller saves them."""

    def offset(self, upload: Upload) -> int:
        """How many bytes have arrived: asked of the storage, nothing is remembered. A server that is killed loses none of them."""

    def append(
        self, upload: Upload, blocks: Iterable[bytes], offset: int, still_mine: Callable[[], bool]
    ) -> int:
        """Add blocks (at most 256 KiB each) from `offset` on; returns the new offset.

        Keeps every byte that came, also when `blocks` raises (which is passed on). Stops quietly when `still_mine` says
        False: somebody else writes from here on. May write into `upload.notes`; the caller saves them, always.
        Raises OSError with ENOSPC where the storage is full; what fitted is kept.
        """

    def complete(self, upload: Upload) -> None:
        """All bytes are there: afterwards they lie whole and safe in their place. May be repeated."""

    def discard(self, upload: Upload) -> None:
        """Take away whatever there is of it, in its place or on the way there. May be repeated."""

    def free_bytes(self) -> int | None:
        """How much more there is room for. None: nobody knows, or there is no end to it."""

    def remove_strays(self, before: datetime) -> None:
        """What was begun before then, that no Upload knows of and no listing of the storage shows."""


def chosen() -> Store:
    """The one for the storage that the settings name."""
    storage = storages[DEFAULT_STORAGE_ALIAS]
    if isinstance(storage, FileSystemStorage):
        return Folder(storage)
    # Only where there is one: boto3 is heavy.
    from hispeech_web.bucket import Bucket
    from transcripts.intake.bucket import InBucket

    if isinstance(storage, Bucket):
        return InBucket(storage)
    raise ImproperlyConfigured(f"Uploads do not know how to reach {type(storage).__name__}.")
