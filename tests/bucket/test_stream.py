"""Reading a file in a bucket over lines that break."""

import os
import tracemalloc

import pytest
from django.core.files.base import ContentFile

from hispeech_web.bucket import Bucket, BucketAway, stream
from tests.bucket.poor_line import poor_line
from tests.s3 import Server, opened

CONTENT = os.urandom(3 * 1024 * 1024)


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "PAUSES", (0.01,) * 4)


def test_reading_goes_on_where_the_line_broke(s3: Server) -> None:
    options = s3.new_bucket()
    with opened(options) as bucket:
        name = bucket.save("recordings/1/sound.flac", ContentFile(CONTENT))
    with poor_line(s3.url, breaks_after=700_000) as url, opened({**options, "endpoint_url": url}) as bucket:
        with bucket.open(name) as file:
            assert file.read() == CONTENT
        with bucket.open(name) as file:
            file.seek(1_000_000)
            assert file.read() == CONTENT[1_000_000:]


def test_a_line_that_carries_nothing_ends_in_away(s3: Server) -> None:
    options = s3.new_bucket()
    with opened(options) as bucket:
        name = bucket.save("recordings/1/sound.flac", ContentFile(CONTENT))
    with (
        poor_line(s3.url, breaks_after=10) as url,
        opened({**options, "endpoint_url": url}) as bucket,
        pytest.raises(BucketAway),
    ):
        bucket.open(name)


def test_a_file_that_was_taken_away_meanwhile_is_missing(archive: Bucket) -> None:
    name = archive.save("recordings/1/sound.flac", ContentFile(CONTENT))
    with archive.open(name) as file:
        file.read(10)
        archive.delete(name)
        file.seek(2_000_000)
        with pytest.raises(FileNotFoundError):
            file.read()


def test_memory_does_not_grow_with_the_file(archive: Bucket) -> None:
    name = archive.save("recordings/1/original", ContentFile(CONTENT * 8))
    tracemalloc.start()
    with archive.open(name) as file:
        while file.read(64 * 1024):
            pass
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2 * 1024 * 1024
