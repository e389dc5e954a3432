"""Bytes of uploads on their way into a bucket: cut anywhere, sent twice, by two at once, by processes that died."""

import os
import random
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from hispeech_web.bucket import Bucket, BucketAway
from hispeech_web.run.ports import free_port
from tests import factories
from tests.s3 import KINDS, Servers, opened, server
from transcripts.intake import bucket as room
from transcripts.intake.bucket import InBucket, part_size
from transcripts.intake.multipart import Arrived, Multipart, Piece, chained
from transcripts.intake.part import Part
from transcripts.media import keys
from transcripts.models import Upload, User

MiB = 1024 * 1024
BLOCK = 256 * 1024
CONTENT = os.urandom(22 * MiB + 5)


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, s3_servers: Servers, own_storage: None) -> Iterator[Bucket]:
    with opened(s3_servers[request.param].new_bucket(location="in/side")) as bucket:
        yield bucket


def begun(store: InBucket, length: int | None = len(CONTENT)) -> Upload:
    """Not in the database: what the store knows it asks the bucket."""
    upload = Upload(length=length, notes={})
    store.begin(upload)
    return upload


def blocks(content: bytes, breaks_after: int | None = None) -> Iterator[bytes]:
    for start in range(0, len(content), BLOCK):
        if breaks_after is not None and start >= breaks_after:
            raise ConnectionResetError
        yield content[start : start + BLOCK]


def always() -> bool:
    return True


def sent(store: InBucket, upload: Upload, until: int, content: bytes = CONTENT) -> int:
    at = store.offset(upload)
    return store.append(upload, blocks(content[at:until]), at, always)


def lying(bucket: Bucket, upload: Upload) -> bytes:
    with bucket.open(keys.original(upload.recording_id)) as file:
        content: bytes = file.read()
    return content


def everything(bucket: Bucket) -> list[str]:
    pages = bucket.client.list_objects_v2(Bucket=bucket.bucket_name)
    return [one["Key"] for one in pages.get("Contents", ())]


def multiparts(bucket: Bucket) -> list[str]:
    found = bucket.client.list_multipart_uploads(Bucket=bucket.bucket_name)
    return [one["UploadId"] for one in found.get("Uploads", ())]


@pytest.mark.parametrize("seed", range(2))
def test_whatever_comes_in_whatever_pieces_arrives_whole(place: Bucket, seed: int) -> None:
    chance, store = random.Random(seed), InBucket(place)
    upload, at = begun(store), 0
    while at < len(CONTENT):
        assert store.offset(upload) == at
        piece = CONTENT[at : at + chance.choice([7, 200_000, 3 * MiB, 8 * MiB, 20 * MiB])]
        breaks_after = chance.choice([None, len(piece) // 2])
        try:
            at = store.append(upload, blocks(piece, breaks_after), at, always)
        except ConnectionResetError:
            before, at = at, store.offset(upload)
            assert at >= before + (breaks_after or 0)
    store.complete(upload)
    assert lying(place, upload) == CONTENT
    assert everything(place) == [place.key(keys.original(upload.recording_id))]
    assert multiparts(place) == []


def test_a_small_file_is_one_part(place: Bucket) -> None:
    store = InBucket(place)
    upload = begun(store, 5)
    store.append(upload, [b"wor", b"ds"], 0, always)
    store.complete(upload)
    assert lying(place, upload) == b"words"


def test_completing_twice_changes_nothing(place: Bucket) -> None:
    store = InBucket(place)
    upload = begun(store)
    sent(store, upload, len(CONTENT))
    store.complete(upload)
    store.complete(upload)
    assert store.offset(upload) == len(CONTENT)
    assert lying(place, upload) == CONTENT


def test_killed_between_the_last_part_and_the_end_it_is_completed_later(place: Bucket) -> None:
    store = InBucket(place)
    upload = begun(store)
    sent(store, upload, len(CONTENT))
    multipart = Multipart(place, upload)
    arrived = multipart.arrived()
    with Part(arrived.end - arrived.in_parts) as last:
        multipart.fill(last, arrived)
        multipart.send_part(3, last)
    assert store.offset(upload) == len(CONTENT)
    store.complete(upload)
    assert lying(place, upload) == CONTENT


def test_killed_between_a_part_and_its_pieces_nothing_counts_twice(place: Bucket) -> None:
    """The pieces that a part was made of are still there."""
    store = InBucket(place)
    upload = begun(store)
    sent(store, upload, 5 * MiB)
    multipart = Multipart(place, upload)
    with Part(part_size(), begun=5 * MiB) as part:
        part.add(memoryview(CONTENT[5 * MiB : 8 * MiB]))
        multipart.fill(part, multipart.arrived())
        multipart.send_part(1, part)
    assert store.offset(upload) == 8 * MiB
    sent(store, upload, len(CONTENT))
    store.complete(upload)
    assert lying(place, upload) == CONTENT


def test_an_old_request_cannot_spoil_what_its_successor_brings(place: Bucket) -> None:
    """It wakes up late, with bytes that have come again meanwhile."""
    store = InBucket(place)
    upload = begun(store)

    def hanging() -> Iterator[bytes]:
        yield from blocks(CONTENT[: 6 * MiB])
        sent(store, upload, 18 * MiB)  # another connection begins anew, and comes further
        yield from blocks(CONTENT[6 * MiB : 10 * MiB])

    store.append(upload, hanging(), 0, always)
    assert store.offset(upload) == 18 * MiB
    sent(store, upload, len(CONTENT))
    store.complete(upload)
    assert lying(place, upload) == CONTENT


def test_whoever_is_relieved_keeps_what_came_and_stops(place: Bucket) -> None:
    store = InBucket(place)
    upload = begun(store)
    turns = iter([True, True, False])
    reached = store.append(upload, blocks(CONTENT), 0, lambda: next(turns))
    assert reached == store.offset(upload) == 2 * BLOCK


def test_bytes_for_another_place_are_not_taken(place: Bucket) -> None:
    store = InBucket(place)
    upload = begun(store)
    store.append(upload, [b"words"], 0, always)
    store.append(upload, [b"more"], 2, always)
    assert store.offset(upload) == 5


def test_what_is_discarded_leaves_nothing(place: Bucket) -> None:
    store = InBucket(place)
    half, whole = begun(store), begun(store)
    sent(store, half, 9 * MiB)
    sent(store, whole, len(CONTENT))
    store.complete(whole)
    for upload in (half, whole, half):
        store.discard(upload)
    assert (everything(place), multiparts(place)) == ([], [])
    assert store.offset(half) == 0
    with pytest.raises(FileNotFoundError):
        store.append(half, [b"words"], 0, always)
    with pytest.raises(FileNotFoundError):
        store.complete(half)


def test_a_bucket_that_goes_away_keeps_what_it_has(tmp_path: Path, own_storage: None) -> None:
    port = free_port()
    with server("nanio", tmp_path, port) as here:
        options = here.new_bucket()
        with opened(options) as bucket:
            upload = begun(InBucket(bucket))
            sent(InBucket(bucket), upload, 9 * MiB)
    with opened(options) as bucket:
        store = InBucket(bucket)
        with pytest.raises(BucketAway):
            store.append(upload, blocks(CONTENT[9 * MiB :]), 9 * MiB, always)
        with server("nanio", tmp_path, port):
            assert store.offset(upload) == 9 * MiB
            sent(store, upload, len(CONTENT))
            store.complete(upload)
            assert lying(bucket, upload) == CONTENT


def test_nothing_stays_in_the_scratch_folder(place: Bucket, settings: Settings) -> None:
    store = InBucket(place)
    upload = begun(store)
    with pytest.raises(ConnectionResetError):
        store.append(upload, blocks(CONTENT, breaks_after=12 * MiB), 0, always)
    assert list(settings.SCRATCH_DIR.iterdir()) == []


def test_the_largest_file_allowed_has_no_more_parts_than_there_may_be(settings: Settings) -> None:
    settings.MAX_UPLOAD_BYTES = 5 * 1024 * MiB
    assert part_size() == room.PART
    settings.MAX_UPLOAD_BYTES = 1024 * 1024 * MiB
    assert part_size() * room.MOST_PARTS >= settings.MAX_UPLOAD_BYTES
    assert part_size() % MiB == 0


# --- what the killed leave behind ------------------------------------------------------------------


def _kept(by: User, upload: Upload) -> Upload:
    now = timezone.now()
    upload.team, upload.created_by = by.teams.get(), by
    upload.filename, upload.stt_model = "ժողով.mp3", "model-01052025"
    upload.created_at = upload.touched_at = upload.expires_at = now
    upload.save(force_insert=True)
    return upload


def test_what_no_upload_knows_is_cleared_away_once_it_is_old(bucket: Bucket, anahit: User) -> None:
    """(Moto would not do: it says of all multipart uploads that they were begun in 2010.)"""
    store = InBucket(bucket)
    known, unknown = _kept(anahit, begun(store)), begun(store)
    sent(store, known, MiB)
    sent(store, unknown, MiB)
    now = timezone.now()
    store.remove_strays(now - timedelta(days=1))
    assert len(multiparts(bucket)) == len(everything(bucket)) == 2
    store.remove_strays(now + timedelta(days=1))
    assert multiparts(bucket) == [known.notes["multipart"]]
    assert store.offset(known) == MiB
    assert len(everything(bucket)) == 1


def test_the_files_of_the_library_are_no_strays(bucket: Bucket, anahit: User) -> None:
    row = factories.recording(anahit)
    InBucket(bucket).remove_strays(timezone.now() + timedelta(days=1))
    assert bucket.exists(str(row.file.name))


# --- the chain -------------------------------------------------------------------------------------


@given(
    start=st.integers(0, 50),
    found=st.lists(st.tuples(st.integers(0, 100), st.integers(1, 40)), max_size=12),
)
def test_a_chain_has_no_gap_and_misses_nothing(start: int, found: list[tuple[int, int]]) -> None:
    pieces = [Piece(uuid.uuid4().hex, at, size) for at, size in found]
    chain = tuple(chained(pieces, start))
    at = start
    for piece in chain:
        assert piece.start <= at < piece.end
        at = piece.end
    assert not any(piece.start <= at < piece.end for piece in pieces)
    assert Arrived((), start, chain).end == at
