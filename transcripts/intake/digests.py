"""SHA-256 of what is arriving, computed while it is written, so that the file need not be read once more in the end.

Only what this process has seen from the first byte to the last: after a restart, or where several processes take
turns, nothing is known here, and the file is read.
"""

import hashlib
import queue
import threading
from collections import OrderedDict
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from hashlib import _Hash

# Uploads that were begun and not ended; of more than these the longest untouched is forgotten.
MOST = 512
# Blocks that wait to be hashed; writing waits then, so that memory has an end.
AHEAD = 2

_lock = threading.Lock()
_known: "OrderedDict[UUID, tuple[int, _Hash]]" = OrderedDict()


class Digesting:
    """Of one request's blocks, which go on from `offset`; `keep` what came of it in the end."""

    def __init__(self, upload_id: UUID, offset: int) -> None:
        self._upload_id, self._offset = upload_id, offset
        self._hash = _carried(upload_id, offset)

    def over(self, blocks: Iterable[bytes]) -> Generator[bytes, None, None]:
        """The same blocks, hashed in another thread: both hashing and writing leave Python's lock to others."""
        if self._hash is None:
            yield from blocks
            return
        with self._beside() as digest:
            for block in blocks:
                digest(block)
                self._offset += len(block)
                yield block

    @contextmanager
    def _beside(self) -> Iterator[Callable[[bytes], None]]:
        """Takes blocks off our hands; at the end waits until all are hashed."""
        waiting: queue.Queue[bytes | None] = queue.Queue(AHEAD)
        thread = threading.Thread(target=self._digest, args=(waiting,), name="digest", daemon=True)
        thread.start()
        try:
            yield waiting.put
        finally:
            waiting.put(None)
            thread.join()

    def _digest(self, waiting: "queue.Queue[bytes | None]") -> None:
        while (block := waiting.get()) is not None and self._hash is not None:
            self._hash.update(block)

    def keep(self, offset: int | None = None) -> None:
        """`offset` is how far the storage says that it came; where it did not take every block our digest is of something
        else, and of no use to anybody.
        """
        with _lock:
            _known.pop(self._upload_id, None)
            if self._hash is not None and offset in (None, self._offset):
                _known[self._upload_id] = (self._offset, self._hash)
            while len(_known) > MOST:
                _known.popitem(last=False)


def _carried(upload_id: UUID, offset: int) -> "_Hash | None":
    with _lock:
        known = _known.pop(upload_id, None)
    if offset == 0:
        return hashlib.sha256()
    return known[1] if known is not None and known[0] == offset else None


def digest_of(upload_id: UUID, length: int) -> str | None:
    """Of all `length` bytes, or None where it is not known here."""
    known = _carried(upload_id, length) if length else None
    return known.hexdigest() if known is not None else None
