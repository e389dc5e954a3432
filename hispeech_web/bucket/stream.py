"""Reading a file in the bucket, whatever its size, in little memory."""

import io
import logging
import threading
from typing import TYPE_CHECKING, Any, Protocol

from botocore.exceptions import BotoCoreError

from hispeech_web.bucket.errors import BucketAway, plain_errors

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

log = logging.getLogger(__name__)

# Before reading goes on where the connection broke, in seconds; a byte that comes begins them anew.
PAUSES = (0.1, 0.5, 2.0, 5.0)


class Source(Protocol):
    """What a stream must know of the bucket that it reads from."""

    bucket_name: str

    @property
    def client(self) -> "S3Client": ...

    def key(self, name: str) -> str:
        """The object's key."""
        ...


class Stream(io.RawIOBase):
    """A file in the bucket, read from where one stands; a broken connection is taken up again there.

    Raises FileNotFoundError at once where it is missing, BucketAway at once or while reading.
    """

    def __init__(self, bucket: Source, name: str) -> None:
        self._bucket, self._name = bucket, name
        self._at = 0
        with plain_errors(name):
            found = bucket.client.get_object(Bucket=bucket.bucket_name, Key=bucket.key(name))
        self.size, self._tag, self._body = found["ContentLength"], found["ETag"], found["Body"]
        self._body_at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Asks nobody: the next reading does."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, into: Any) -> int:
        wanted = min(len(into), self.size - self._at)
        if wanted <= 0:
            return 0
        block = self._read(wanted)
        into[: len(block)] = block
        self._at += len(block)
        self._body_at = self._at
        return len(block)

    def _read(self, wanted: int) -> bytes:
        for pause in PAUSES:
            try:
                return self._try_to_read(wanted)
            except (BotoCoreError, BucketAway, OSError) as error:
                if isinstance(error, FileNotFoundError):
                    raise
                log.warning("Reading from the bucket broke off (%s); it goes on.", type(error).__name__)
                self._body.close()
                self._body_at = -1
                threading.Event().wait(pause)
        with plain_errors(self._name):
            return self._try_to_read(wanted)

    def _try_to_read(self, wanted: int) -> bytes:
        if self._body_at != self._at:
            self._reopen()
        block: bytes = self._body.read(wanted)
        if not block:
            raise BucketAway("the answer ended early")
        return block

    def _reopen(self) -> None:
        """From where we stand; only of the very file that was opened."""
        self._body.close()
        with plain_errors(self._name):
            found = self._bucket.client.get_object(
                Bucket=self._bucket.bucket_name,
                Key=self._bucket.key(self._name),
                Range=f"bytes={self._at}-",
                IfMatch=self._tag,
            )
        self._body, self._body_at = found["Body"], self._at

    def close(self) -> None:
        if not self.closed:
            self._body.close()
        super().close()
