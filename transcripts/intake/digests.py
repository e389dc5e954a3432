"""SHA-256 of files that are still arriving: one thread reads behind those who write, so that little is left to be read
when the last byte is there.

Bytes that have arrived never change, so what was digested stays right, whoever writes on. What is known here is this
process's alone, and lost with it: then the file is read once more.
"""

import hashlib
import logging
import os
import queue
import threading
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from hashlib import _Hash

log = logging.getLogger(__name__)

BLOCK = 256 * 1024
# Uploads under way; of more than these, the one that was begun first is read once more in the end.
MOST = 512


class Digest:
    """Of the first `offset` bytes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._hash: _Hash = hashlib.sha256()
        self._offset = 0

    def go_on(self, path: Path) -> "_Hash":
        """As far as the file reaches now. Raises FileNotFoundError."""
        block = memoryview(bytearray(BLOCK))
        with self._lock, path.open("rb", buffering=0) as file:
            # Not to the end of the file, which a writer may put off for ever, but to where it is now.
            reaches = os.fstat(file.fileno()).st_size
            file.seek(self._offset)
            while self._offset < reaches and (size := file.readinto(block) or 0):
                self._hash.update(block[:size])
                self._offset += size
            return self._hash


class Follower:
    """The thread and what it has read. It rests where nobody writes."""

    def __init__(self) -> None:
        self._known: OrderedDict[UUID, Digest] = OrderedDict()
        self._asked: queue.SimpleQueue[tuple[UUID, Path]] = queue.SimpleQueue()
        self._waiting: set[UUID] = set()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def follow(self, upload_id: UUID, path: Path) -> None:
        """There is more to read."""
        with self._lock:
            if upload_id in self._waiting:
                return
            self._waiting.add(upload_id)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="digests", daemon=True)
                self._thread.start()
        self._asked.put((upload_id, path))

    def digest_of(self, upload_id: UUID, path: Path) -> str:
        """In hex, of the whole file; reads what is left of it. Raises FileNotFoundError."""
        return self._digest(upload_id).go_on(path).hexdigest()

    def forget(self, upload_id: UUID) -> None:
        with self._lock:
            self._known.pop(upload_id, None)

    def _digest(self, upload_id: UUID) -> Digest:
        with self._lock:
            digest = self._known.setdefault(upload_id, Digest())
            while len(self._known) > MOST:
                self._known.popitem(last=False)
            return digest

    def _run(self) -> None:
        while True:
            upload_id, path = self._asked.get()
            with self._lock:
                self._waiting.discard(upload_id)
            # Gone to its place, or gone altogether: whoever needs the digest reads the rest.
            with suppress(FileNotFoundError):
                self._read(upload_id, path)

    def _read(self, upload_id: UUID, path: Path) -> None:
        try:
            self._digest(upload_id).go_on(path)
        except OSError as error:
            if isinstance(error, FileNotFoundError):
                raise
            log.warning("An upload could not be read behind its writer: %s", type(error).__name__)
            self.forget(upload_id)


follower = Follower()
