"""The multipart upload of one Upload: what the bucket has of it, and what it is told. Keeps nothing itself."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TypedDict

from hispeech_web.bucket import Bucket, plain_errors
from transcripts.intake.part import Part
from transcripts.media import keys
from transcripts.models.upload import Upload

PIECES = "uploads"


@dataclass(frozen=True, slots=True)
class Piece:
    """An object of its own that waits to go into a part: `size` bytes from `start` of the upload on."""

    key: str
    start: int
    size: int

    @property
    def end(self) -> int:
        return self.start + self.size


@dataclass(frozen=True, slots=True)
class Arrived:
    """What the bucket has: `tags` of the parts in order, the bytes in them, and the chain of pieces after them."""

    tags: tuple[str, ...]
    in_parts: int
    chain: tuple[Piece, ...] = ()

    @property
    def end(self) -> int:
        return self.chain[-1].end if self.chain else self.in_parts


def chained(pieces: Iterable[Piece], start: int) -> Iterator[Piece]:
    """Those that follow on each other without a gap from `start` on; each brings something that those before did not."""
    for piece in sorted(pieces, key=lambda piece: (piece.start, -piece.size)):
        if piece.start <= start < piece.end:
            yield piece
            start = piece.end


class _Place(TypedDict):
    Bucket: str
    Key: str


class _Under(_Place):
    UploadId: str


class Multipart:
    """Everything raises FileNotFoundError where the multipart upload has been ended, and BucketAway."""

    def __init__(self, bucket: Bucket, upload: Upload) -> None:
        self.name = keys.original(upload.recording_id)
        self._bucket, self._client = bucket, bucket.client
        self._pieces_under = f"{PIECES}/{upload.pk}"
        self._place: _Place = {"Bucket": bucket.bucket_name, "Key": bucket.key(self.name)}
        self._id: str = upload.notes.get("multipart", "")

    @property
    def _this(self) -> _Under:
        return {**self._place, "UploadId": self._id}

    def begin(self) -> str:
        """Returns its id."""
        with plain_errors(self.name):
            return self._client.create_multipart_upload(**self._place)["UploadId"]

    def arrived(self) -> Arrived:
        if not self._id:
            raise FileNotFoundError(self.name)
        with plain_errors(self.name):
            pages = self._client.get_paginator("list_parts").paginate(**self._this)
            parts = [part for page in pages for part in page.get("Parts", ())]
        in_parts = sum(part["Size"] for part in parts)
        chain = tuple(chained(self._pieces(), in_parts))
        return Arrived(tuple(part["ETag"] for part in parts), in_parts, chain)

    def _pieces(self) -> list[Piece]:
        prefix = self._bucket.key(self._pieces_under) + "/"
        with plain_errors(prefix):
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket.bucket_name, Prefix=prefix
            )
            found = [one for page in pages for one in page.get("Contents", ())]
        named = ((one, _start(one["Key"])) for one in found)
        return [Piece(one["Key"], start, one["Size"]) for one, start in named if start is not None]

    def send_part(self, number: int, part: Part) -> str:
        """Returns its tag."""
        with plain_errors(self.name), part.whole() as body:
            return self._client.upload_part(**self._this, PartNumber=number, Body=body)["ETag"]

    def send_piece(self, start: int, part: Part) -> None:
        """What is new in it, from `start` of the upload on; under a name that nobody else uses."""
        key = self._bucket.key(f"{self._pieces_under}/{start:020d}-{uuid.uuid4().hex[:12]}")
        with plain_errors(key), part.news() as body:
            self._client.put_object(Bucket=self._bucket.bucket_name, Key=key, Body=body)

    def fill(self, part: Part, arrived: Arrived) -> None:
        """The part's beginning, from the pieces that wait for it."""
        at = arrived.in_parts
        for piece in arrived.chain:
            with plain_errors(piece.key):
                found = self._client.get_object(
                    Bucket=self._bucket.bucket_name, Key=piece.key, Range=f"bytes={at - piece.start}-"
                )
                part.fill(at - arrived.in_parts, found["Body"])
            at = piece.end

    def drop(self, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            with suppress(FileNotFoundError), plain_errors(piece.key):
                self._client.delete_object(Bucket=self._bucket.bucket_name, Key=piece.key)

    def drop_all(self) -> None:
        self.drop(self._pieces())

    def join(self, tags: Iterable[str]) -> None:
        """The parts become the file."""
        with plain_errors(self.name):
            self._client.complete_multipart_upload(
                **self._this,
                MultipartUpload={
                    "Parts": [{"ETag": tag, "PartNumber": at} for at, tag in enumerate(tags, start=1)]
                },
            )

    def abort(self) -> None:
        with suppress(FileNotFoundError), plain_errors(self.name):
            if self._id:
                self._client.abort_multipart_upload(**self._this)


def _start(key: str) -> int | None:
    """Where a piece begins; None for what is none: some servers list a file that they are just writing."""
    number = key.rpartition("/")[2].partition("-")[0]
    return int(number) if number.isdecimal() else None
