"""One part of a multipart upload while it is gathered."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import IO, Protocol

from django.conf import settings

# More than this goes to the scratch folder, into a file without a name that ends with us, however we end.
IN_MEMORY = 1024 * 1024
BLOCK = 256 * 1024


class _Readable(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


class Part:
    """At most `size` bytes. The first `begun` of them wait elsewhere: they are filled in when the part is whole."""

    def __init__(self, size: int, begun: int = 0) -> None:
        self._size, self.begun = size, begun
        self.filled = begun
        self._file = _scratch()
        self._file.seek(begun)

    @property
    def room(self) -> int:
        return self._size - self.filled

    @property
    def has_news(self) -> bool:
        return self.filled > self.begun

    def add(self, block: memoryview) -> None:
        self._file.write(block)
        self.filled += len(block)

    def fill(self, at: int, source: _Readable) -> None:
        self._file.seek(at)
        shutil.copyfileobj(source, self._file, BLOCK)
        self.filled = max(self.filled, self._file.tell())

    @contextmanager
    def whole(self) -> Iterator[IO[bytes]]:
        self._file.seek(0)
        yield self._file

    @contextmanager
    def news(self) -> Iterator[IO[bytes]]:
        """In a file of their own: where sending has to be repeated, boto3 begins at the file's beginning."""
        with _scratch() as alone:
            self._file.seek(self.begun)
            shutil.copyfileobj(self._file, alone, BLOCK)
            alone.seek(0)
            yield alone

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> "Part":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _scratch() -> IO[bytes]:
    return SpooledTemporaryFile(IN_MEMORY, mode="w+b", dir=str(settings.SCRATCH_DIR))
