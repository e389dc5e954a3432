"""Files in a bucket, against servers that speak S3 over HTTP."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile

from hispeech_web.bucket import Bucket, BucketAway
from hispeech_web.run.ports import free_port
from tests.s3 import SECRET_KEY, Server, Servers, opened, server

# More than two parts of what is sent at once.
LARGE = os.urandom(17 * 1024 * 1024 + 3)
ARMENIAN = "attachment; filename*=utf-8''%D5%AA.flac"


def _kept(archive: Bucket, content: bytes = b"words", name: str = "recordings/1.2/sound.flac") -> str:
    saved: str = archive.save(name, ContentFile(content))
    return saved


def test_a_large_file_comes_back_byte_by_byte(archive: Bucket) -> None:
    source = ContentFile(LARGE)
    name = archive.save("recordings/1/original", source)
    assert not source.closed
    assert archive.size(name) == len(LARGE)
    with archive.open(name) as file:
        assert file.size == len(LARGE)
        assert file.read() == LARGE


def test_reading_begins_wherever_one_wants(archive: Bucket) -> None:
    with archive.open(_kept(archive, b"0123456789")) as file:
        file.seek(4)
        assert file.read(3) == b"456"
        file.seek(-2, os.SEEK_END)
        assert file.read() == b"89"
        file.seek(0)
        assert file.read(1) == b"0"
        file.seek(50)
        assert file.read() == b""


def test_a_file_that_was_closed_may_be_opened_again(archive: Bucket) -> None:
    file = archive.open(_kept(archive))
    for _ in range(2):
        with file.open("rb") as again:
            assert again.read() == b"words"
    assert file.closed


def test_an_empty_file_is_a_file(archive: Bucket) -> None:
    with archive.open(_kept(archive, b"")) as file:
        assert file.read() == b""


def test_what_is_not_there_is_missing(archive: Bucket) -> None:
    assert not archive.exists("recordings/1/original")
    for look in (archive.open, archive.size, archive.get_modified_time):
        with pytest.raises(FileNotFoundError):
            look("recordings/1/original")
    archive.delete("recordings/1/original")


def test_two_files_never_get_one_name(archive: Bucket) -> None:
    first, second = _kept(archive, b"first"), _kept(archive, b"second")
    assert first != second
    assert first.endswith(".flac")
    assert archive.open(first).read() == b"first"
    archive.delete(first)
    assert not archive.exists(first)
    assert archive.exists(second)


def test_a_name_leads_to_nothing_outside(archive: Bucket) -> None:
    with pytest.raises(SuspiciousOperation):
        archive.open("../others")


def test_files_are_read_here_and_saved_never_opened_for_writing(archive: Bucket) -> None:
    with pytest.raises(ValueError, match="save"):
        archive.open("recordings/1/original", "wb")


def test_folders_and_files_are_listed(archive: Bucket) -> None:
    name = _kept(archive)
    assert archive.listdir("recordings") == (["1.2"], [])
    assert archive.listdir("recordings/1.2") == ([], [name.rpartition("/")[2]])
    assert archive.listdir("nothing") == ([], [])
    assert datetime.now(UTC) - archive.get_modified_time(name) < timedelta(minutes=10)


@pytest.mark.parametrize(
    "ask",
    [
        lambda bucket: bucket.exists("x"),
        lambda bucket: bucket.open("x"),
        lambda bucket: bucket.listdir("x"),
        lambda bucket: bucket.save("x", ContentFile(b"x")),
        lambda bucket: bucket.require(),
    ],
)
def test_a_missing_bucket_is_not_a_missing_file(s3: Server, ask: Callable[[Bucket], object]) -> None:
    with (
        opened({**s3.new_bucket(), "bucket_name": "never-made"}) as bucket,
        pytest.raises(BucketAway, match="NoSuchBucket"),
    ):
        ask(bucket)


def test_a_refused_key_is_not_a_missing_file_and_stays_secret(s3_servers: Servers) -> None:
    wrong = {**s3_servers["nanio"].new_bucket(), "secret_key": "another-secret"}
    with opened(wrong) as bucket, pytest.raises(BucketAway) as caught:
        bucket.exists("x")
    assert "secret" not in repr(caught.value)
    assert SECRET_KEY not in repr(bucket)


def test_a_bucket_that_comes_back_serves_again(tmp_path: Path) -> None:
    port = free_port()
    with server("nanio", tmp_path, port) as here:
        options = here.new_bucket()
        with opened(options) as bucket:
            name = _kept(bucket)
    with opened(options) as bucket:
        with pytest.raises(BucketAway):
            bucket.exists(name)
        with server("nanio", tmp_path, port):
            assert bucket.open(name).read() == b"words"


def test_all_threads_share_one_client(archive: Bucket) -> None:
    """Each would cost some 13 MB, times the server's threads."""
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(archive.client)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert {id(client) for client in found} == {id(archive.client)}


# --- signed addresses --------------------------------------------------------------------------------


def _signed(bucket: Bucket, name: str, seconds: int = 60) -> str:
    return bucket.signed(name, seconds=seconds, content_type="audio/flac", disposition=ARMENIAN)


def test_a_signed_address_gives_the_piece_that_was_asked_for(archive: Bucket) -> None:
    address = _signed(archive, _kept(archive, b"0123456789"))
    assert address.startswith(archive.origin + "/")
    answer = httpx.get(address, headers={"Range": "bytes=2-5"})
    assert (answer.status_code, answer.content) == (206, b"2345")


def test_a_signed_address_says_how_the_file_is_called(s3_servers: Servers) -> None:
    with opened(s3_servers["moto"].new_bucket()) as bucket:
        answer = httpx.get(_signed(bucket, _kept(bucket)))
    assert answer.headers["Content-Type"] == "audio/flac"
    assert answer.headers["Content-Disposition"] == ARMENIAN


def test_a_forged_or_expired_address_is_refused(s3_servers: Servers) -> None:
    with opened(s3_servers["nanio"].new_bucket()) as bucket:
        name, other = _kept(bucket), _kept(bucket, b"another's")
        address = _signed(bucket, name)
        short = _signed(bucket, name, seconds=1)
        assert httpx.get(address).status_code == 200
        assert httpx.get(address.replace(name, other)).status_code == 403
        assert httpx.get(address.partition("?")[0]).status_code == 403
        time.sleep(2.1)
        assert httpx.get(short).status_code == 403


@pytest.mark.parametrize(
    ("options", "origin"),
    [
        ({"endpoint_url": "http://minio:9000"}, "http://minio:9000"),
        (
            {"endpoint_url": "http://minio:9000", "addressing_style": "virtual"},
            "http://recordings.minio:9000",
        ),
        (
            {"endpoint_url": "http://minio:9000", "public_endpoint_url": "https://media.example.am"},
            "https://media.example.am",
        ),
        ({"region_name": "eu-central-1"}, "https://recordings.s3.eu-central-1.amazonaws.com"),
    ],
)
def test_browsers_are_sent_to_where_they_reach_it(options: dict[str, str], origin: str) -> None:
    keys = {"access_key": "a", "secret_key": "b", "region_name": "us-east-1"}
    with opened({"bucket_name": "recordings", **keys, **options}) as bucket:
        assert bucket.origin == origin


# --- the folder stack --------------------------------------------------------------------------------


def test_without_a_bucket_boto3_is_never_loaded() -> None:
    """It would cost the site and the worker 25 MB each."""
    code = (
        "import sys, django; django.setup(); import hispeech_web.urls, hispeech_web.wsgi, transcripts.clock; "
        "from transcripts.intake.store import chosen; chosen(); "
        "assert not {'boto3', 'botocore', 'storages'} & set(sys.modules)"
    )
    here = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    subprocess.run([sys.executable, "-c", code], check=True, env=here, cwd=Path(__file__).parents[2])
