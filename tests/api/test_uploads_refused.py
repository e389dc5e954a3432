"""What cannot be done by tus is said at once, in words of the protocol, and nothing is lost by it."""

import base64
import hashlib
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.api.calls import FORMAL
from tests.api.tus import SOUND, Sender, code, stored
from tests.factories import SAMPLES
from tests.tus import BODY, UPLOADS, metadata
from transcripts.models import Recording, Upload, User

pytestmark = pytest.mark.usefixtures("own_storage")
EMPTY = ""


@pytest.mark.parametrize("method", ["POST", "HEAD", "PATCH", "DELETE"])
@pytest.mark.parametrize("version", ["", "0.2.2", "1.0"])
def test_another_version_is_told_which_one_this_is(sender: Sender, method: str, version: str) -> None:
    address = UPLOADS if method == "POST" else sender.begin(10)
    answer = sender.ask(method, address, Tus_Resumable=version, Upload_Length="10")
    assert answer.status_code == 412
    assert (answer["Tus-Version"], answer["Tus-Resumable"]) == ("1.0.0", "1.0.0")


def test_what_is_spoken_here_is_told_to_anybody(client: Client, db: None) -> None:
    answer = client.options(UPLOADS)
    assert answer.status_code == 204
    assert answer["Tus-Version"] == "1.0.0"
    assert answer["Tus-Max-Size"] == str(5120 * 1024 * 1024)
    assert set(answer["Tus-Extension"].split(",")) == {
        "creation",
        "creation-with-upload",
        "creation-defer-length",
        "termination",
        "checksum",
        "expiration",
    }
    assert "sha1" in answer["Tus-Checksum-Algorithm"].split(",")


@pytest.mark.parametrize(
    ("headers", "status", "said"),
    [
        ({"Upload-Length": EMPTY}, 400, "parse_error"),
        ({"Upload-Length": "-1"}, 400, "parse_error"),
        ({"Upload-Length": "ten"}, 400, "parse_error"),
        ({"Upload-Length": "1", "Upload-Metadata": "filename not*base64"}, 400, "parse_error"),
        ({"Upload-Metadata": "filename /w=="}, 400, "parse_error"),
        ({"Upload-Metadata": "title YQ==,title YQ=="}, 400, "parse_error"),
        ({"Upload-Metadata": metadata(filename="a.wav")}, 422, "unknown_model"),
        ({"Upload-Metadata": metadata(stt_model="whisper")}, 422, "unknown_model"),
        ({"Upload-Metadata": metadata(stt_model=FORMAL, track="first")}, 400, "parse_error"),
        ({"Upload-Length": "0"}, 422, "empty_file"),
        ({"Upload-Length": str(5120 * 1024 * 1024 + 1)}, 413, "too_large"),
    ],
)
def test_a_bad_announcement_is_answered_before_any_byte(
    sender: Sender, headers: dict[str, str], status: int, said: str
) -> None:
    good = {"Upload-Length": "10", "Upload-Metadata": metadata(stt_model=FORMAL)}
    answer = sender.ask("POST", UPLOADS, more=good | headers)
    assert (answer.status_code, code(answer)) == (status, said)
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload-Offset": EMPTY}, 400),
        ({"Upload-Offset": "x"}, 400),
        ({"Upload-Offset": "-5"}, 400),
        ({"Upload-Offset": "3"}, 409),
        ({"Upload-Offset": "11"}, 409),
        ({"Content-Type": "application/octet-stream"}, 415),
        ({"Content-Type": EMPTY}, 415),
        ({"Upload-Length": "11"}, 400),
        ({"Upload-Checksum": "sha1"}, 460),
        ({"Upload-Checksum": "sha512 YQ=="}, 400),
        ({"Upload-Checksum": "sha1 *"}, 400),
    ],
)
def test_a_bad_patch_changes_nothing(sender: Sender, headers: dict[str, str], status: int) -> None:
    address = sender.begin(10)
    answer = sender.patch(address, b"12345", more=headers)
    assert answer.status_code == status, answer.content
    assert sender.offset(address) == 0


def test_more_bytes_than_announced_are_refused(sender: Sender) -> None:
    address = sender.begin(10)
    assert sender.patch(address, b"x" * 11).status_code == 413
    assert sender.offset(address) == 0


def test_too_many_bytes_of_unsaid_length_are_refused(sender: Sender, settings: Settings) -> None:
    settings.MAX_UPLOAD_BYTES = 100
    address = sender.begin(None)
    assert sender.patch(address, b"x" * 101).status_code == 413
    assert sender.patch(address, b"", Upload_Length="101").status_code == 413


def test_the_length_of_the_body_must_be_said(sender: Sender, live_server: Any, bagrat: User) -> None:
    import httpx

    address = sender.begin(10)
    headers = sender.headers | {"Content-Type": BODY, "Upload-Offset": "0"}
    answer = httpx.patch(f"{live_server.url}{address}", headers=headers, content=iter([b"12345"]))
    assert answer.status_code == 411


def test_a_wrong_checksum_keeps_nothing_and_a_right_one_all(sender: Sender) -> None:
    address = sender.begin(len(SOUND))
    digests: dict[str, Callable[[bytes], bytes]] = {
        "sha1": lambda data: hashlib.sha1(data).digest(),
        "md5": lambda data: hashlib.md5(data).digest(),
        "sha256": lambda data: hashlib.sha256(data).digest(),
        "crc32": lambda data: zlib.crc32(data).to_bytes(4, "big"),
    }
    offset = 0
    for name, digest in digests.items():
        piece = SOUND[offset : offset + 5_000]
        told = f"{name} {base64.b64encode(digest(piece)).decode()}"
        answer = sender.patch(address, b"?" + piece[1:], offset, Upload_Checksum=told)
        assert (answer.status_code, code(answer)) == (460, "checksum_mismatch")
        assert sender.offset(address) == offset
        assert sender.patch(address, piece, offset, Upload_Checksum=told).status_code == 204
        offset += 5_000
        assert sender.offset(address) == offset


def test_what_is_no_recording_is_refused_for_good(sender: Sender) -> None:
    text = (SAMPLES / "bad/text_named.mp3").read_bytes()
    address = sender.begin(len(text))
    answer = sender.patch(address, text)
    assert (answer.status_code, code(answer)) == (422, "not_media")
    told = sender.look(address)
    assert told["state"] == "refused"
    assert told["error"]["message"] == answer.json()["error"]["message"]
    assert "text file" in told["error"]["message"]
    assert stored(Upload.objects.get()) == []
    assert sender.ask("HEAD", address).status_code == 410
    assert sender.patch(address, b"more", len(text)).status_code == 410
    assert not Recording.objects.exists()


def test_the_same_may_be_said_at_the_announcement(sender: Sender) -> None:
    text = (SAMPLES / "bad/text_named.mp3").read_bytes()
    answer = sender.announce(len(text), text)
    assert (answer.status_code, code(answer)) == (422, "not_media")


def test_an_expired_one_is_gone(sender: Sender) -> None:
    address = sender.begin(10)
    Upload.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert sender.ask("HEAD", address).status_code == 410
    answer = sender.patch(address, b"12345")
    assert (answer.status_code, code(answer)) == (410, "upload_expired")


def test_going_on_gives_it_more_time(sender: Sender, settings: Settings) -> None:
    announced = sender.announce(10)
    before: datetime = parsedate_to_datetime(announced["Upload-Expires"])
    left = before - timezone.now()
    assert timedelta(hours=167) < left <= timedelta(hours=168)
    settings.UPLOAD_KEPT = timedelta(hours=500)
    Upload.objects.update(touched_at=timezone.now() - timedelta(hours=1))
    after = sender.patch(announced["Location"], b"123")["Upload-Expires"]
    assert after.endswith(" GMT")
    assert parsedate_to_datetime(after) > before + timedelta(hours=300)


def test_answers_are_not_kept_by_anybody_on_the_way(sender: Sender) -> None:
    address = sender.begin(10)
    assert sender.ask("HEAD", address)["Cache-Control"] == "no-store"
    assert sender.ask("GET", address)["Cache-Control"] == "no-store"


def test_a_client_without_patch_says_what_it_means(sender: Sender) -> None:
    address = sender.begin(10)
    answer = sender.ask("POST", address, b"12345", Upload_Offset="0", X_HTTP_Method_Override="PATCH")
    assert (answer.status_code, answer["Upload-Offset"]) == (204, "5")
    assert sender.ask("POST", address, X_HTTP_Method_Override="DELETE").status_code == 204
    assert not Upload.objects.exists()


@pytest.mark.parametrize("slash", ["", "/"])
def test_the_closing_slash_does_not_matter(sender: Sender, slash: str) -> None:
    at = UPLOADS.rstrip("/") + slash
    answer = sender.ask("POST", at, Upload_Length="10", Upload_Metadata=metadata(stt_model=FORMAL))
    assert answer.status_code == 201
    assert sender.offset(answer["Location"].rstrip("/") + slash) == 0


def test_a_completed_one_stays_completed(sender: Sender) -> None:
    address = sender.begin(len(SOUND))
    sender.patch(address, SOUND)
    assert sender.offset(address) == len(SOUND)
    assert sender.patch(address, b"", len(SOUND)).status_code == 204
    assert sender.patch(address, SOUND, 0).status_code == 409
    assert sender.patch(address, b"more", len(SOUND)).status_code == 413
    assert Recording.objects.count() == 1


# --- room ------------------------------------------------------------------------------------------


def test_a_full_disk_is_told_before_the_bytes_come(sender: Sender, settings: Settings) -> None:
    settings.DISK_RESERVE_BYTES = 1 << 60
    answer = sender.announce(10)
    assert (answer.status_code, code(answer)) == (507, "disk_full")


def test_what_others_have_announced_is_not_promised_twice(sender: Sender, settings: Settings) -> None:
    import shutil

    settings.MAX_UPLOAD_BYTES = 1 << 60
    free = shutil.disk_usage(Path(settings.MEDIA_ROOT).parent).free
    settings.DISK_RESERVE_BYTES = free // 2
    sender.begin(free * 3 // 8)
    assert sender.announce(free * 3 // 8).status_code == 507


def test_a_disk_that_fills_on_the_way_keeps_what_came(sender: Sender) -> None:
    address = sender.begin(len(SOUND))
    upload = Upload.objects.get()
    part = Path(default_storage.path(f"recordings/{upload.recording_id}/original.part"))
    part.unlink()
    part.symlink_to("/dev/full")
    answer = sender.patch(address, SOUND)
    assert (answer.status_code, code(answer)) == (507, "disk_full")
    part.unlink()
    part.touch()
    assert sender.patch(address, SOUND).status_code == 204
