"""Uploads into a bucket: the parts of one multipart upload, which become the recording's file in the end.

Every part but the last has the same size, so that a part has the same bytes whoever sends it: a request that still hangs
on a dead connection cannot spoil what its successor brings. What is smaller than a part waits in objects of its own,
named by where they begin. A piece that is in a part already counts no more: nothing is lost and nothing counted
twice, whichever of the two steps a killed process had done.
"""

import math
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from types import TracebackType

from django.conf import settings

from hispeech_web.bucket import Bucket, BucketAway
from transcripts.intake.multipart import Arrived, Multipart
from transcripts.intake.part import Part
from transcripts.intake.strays import remove_strays
from transcripts.media import keys
from transcripts.models.upload import Upload

MiB = 1024 * 1024
# S3 takes at most so many parts, and none but the last under 5 MiB. As large as what our page sends at once.
MOST_PARTS = 10_000
PART = 8 * MiB


def part_size() -> int:
    """So that the largest file allowed has no more parts than S3 takes."""
    return max(PART, math.ceil(settings.MAX_UPLOAD_BYTES / MOST_PARTS / MiB) * MiB)


class InBucket:
    """The offset is what the bucket holds; nothing is remembered between two requests.

    Everything raises BucketAway where the bucket cannot be reached.
    """

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket

    def _multipart(self, upload: Upload) -> Multipart:
        return Multipart(self._bucket, upload)

    def begin(self, upload: Upload) -> None:
        upload.notes |= {"multipart": self._multipart(upload).begin(), "part_size": part_size()}

    def offset(self, upload: Upload) -> int:
        """0 where nothing is there."""
        try:
            return self._multipart(upload).arrived().end
        except FileNotFoundError:
            return self._size_in_place(upload) or 0

    def append(
        self, upload: Upload, blocks: Iterable[bytes], offset: int, still_mine: Callable[[], bool]
    ) -> int:
        """Raises FileNotFoundError where the bucket has given the upload up."""
        multipart = self._multipart(upload)
        arrived = multipart.arrived()
        if arrived.end != offset:
            return offset
        with _Gathering(multipart, arrived, upload.notes["part_size"]) as gathering:
            for block in blocks:
                if not still_mine():
                    break
                gathering.add(block)
        return gathering.end

    def complete(self, upload: Upload) -> None:
        """Raises FileNotFoundError where neither the parts nor the whole are there."""
        multipart = self._multipart(upload)
        try:
            _join(multipart)
        except FileNotFoundError:
            if self._size_in_place(upload) is None:
                raise
        multipart.drop_all()

    def discard(self, upload: Upload) -> None:
        multipart = self._multipart(upload)
        multipart.abort()
        multipart.drop_all()
        self._bucket.delete(multipart.name)

    def free_bytes(self) -> int | None:
        return None

    def remove_strays(self, before: datetime) -> None:
        remove_strays(self._bucket, before)

    def _size_in_place(self, upload: Upload) -> int | None:
        with suppress(FileNotFoundError):
            return self._bucket.size(keys.original(upload.recording_id))
        return None


def _join(multipart: Multipart) -> None:
    arrived = multipart.arrived()
    tags = arrived.tags
    if arrived.chain:
        with Part(arrived.end - arrived.in_parts) as last:
            multipart.fill(last, arrived)
            tags = (*tags, multipart.send_part(len(tags) + 1, last))
    multipart.join(tags)


class _Gathering:
    """Blocks become parts; what is left over in the end, however it ends, waits in a piece."""

    def __init__(self, multipart: Multipart, arrived: Arrived, size: int) -> None:
        self._multipart, self._arrived, self._size = multipart, arrived, size
        self._part = Part(size, begun=arrived.end - arrived.in_parts)

    @property
    def end(self) -> int:
        return self._arrived.in_parts + self._part.filled

    def add(self, block: bytes) -> None:
        rest = memoryview(block)
        while rest:
            if not self._part.room:
                self._send()
            now, rest = rest[: self._part.room], rest[self._part.room :]
            self._part.add(now)
        if not self._part.room:
            self._send()

    def _send(self) -> None:
        arrived = self._arrived
        self._multipart.fill(self._part, arrived)
        tag = self._multipart.send_part(len(arrived.tags) + 1, self._part)
        self._part.close()
        self._part = Part(self._size)
        self._arrived = Arrived((*arrived.tags, tag), arrived.in_parts + self._size)
        with suppress(BucketAway):  # the end of the upload takes them away, too
            self._multipart.drop(arrived.chain)

    def __enter__(self) -> "_Gathering":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._part.has_news:
                start = self._arrived.in_parts + self._part.begun
                self._multipart.send_piece(start, self._part)
        finally:
            self._part.close()
