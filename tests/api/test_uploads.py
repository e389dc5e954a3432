"""tus 1.0 as programs and our page speak it: what is answered to what."""

import base64
import hashlib
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.api.calls import CONVERSATIONAL, FORMAL
from tests.api.tus import Sender
from tests.factories import SAMPLES, tone
from tests.tus import BODY, UPLOADS, VERSION, metadata
from transcripts.actions.transcribe import transcribe
from transcripts.models import Membership, Recording, Stage, Transcription, Upload, User

pytestmark = pytest.mark.usefixtures("own_storage")
SOUND = tone()
EMPTY = ""


@pytest.fixture
def sender(client: Client, bagrat: User) -> Sender:
    return Sender(client, bagrat)


def stored(upload: Upload) -> list[str]:
    folder = f"recordings/{upload.recording_id}"
    return sorted(default_storage.listdir(folder)[1]) if default_storage.exists(folder) else []


def code(answer: Any) -> str:
    return str(answer.json()["error"]["code"])


# --- the way through -------------------------------------------------------------------------------


def test_a_file_in_pieces_becomes_a_recording_with_its_transcription(sender: Sender, bagrat: User) -> None:
    address = sender.begin(len(SOUND), {"title": "Առավոտյան ժողով", "secure_mode": "1"})
    first = sender.patch(address, SOUND[:10_000])
    assert (first.status_code, first["Upload-Offset"]) == (204, "10000")
    assert sender.offset(address) == 10_000
    last = sender.patch(address, SOUND[10_000:], 10_000)
    assert (last.status_code, last["Upload-Offset"]) == (204, str(len(SOUND)))
    made = Recording.objects.get()
    assert (made.title, made.filename, made.uploaded_by) == ("Առավոտյան ժողով", "ժողով.wav", bagrat)
    assert (made.size, made.sha256) == (len(SOUND), hashlib.sha256(SOUND).hexdigest())
    with made.file.open("rb") as kept:
        assert kept.read() == SOUND
    job = made.transcriptions.get()
    assert (job.stt_model, job.confidential, job.requested_by) == (FORMAL, True, bagrat)
    assert [track["codec"] for track in made.tracks] == ["pcm_s16le"]


def test_what_became_of_it_can_be_asked_for(sender: Sender) -> None:
    address = sender.begin(len(SOUND))
    assert sender.look(address)["state"] == "receiving"
    sender.patch(address, SOUND)
    made = Recording.objects.get()
    told = sender.look(address)
    assert told["recording"] == {
        "id": str(made.pk),
        "title": "ժողով",
        "url": f"/recordings/{made.pk}/",
        "status_url": f"/recordings/{made.pk}/status/",
    }
    assert (told["state"], told["offset"], told["length"]) == ("done", len(SOUND), len(SOUND))
    assert (told["existing"], told["error"], told["tracks"]) == (None, None, None)


def test_the_bytes_may_come_with_the_announcement(sender: Sender) -> None:
    answer = sender.announce(len(SOUND), SOUND)
    assert (answer.status_code, answer["Upload-Offset"]) == (201, str(len(SOUND)))
    assert sender.look(answer["Location"])["state"] == "done"


def test_who_does_not_know_the_length_says_it_later(sender: Sender) -> None:
    address = sender.begin(None)
    assert sender.ask("HEAD", address)["Upload-Defer-Length"] == "1"
    sender.patch(address, SOUND[:9_000])
    assert sender.look(address)["length"] is None
    last = sender.patch(address, SOUND[9_000:], 9_000, Upload_Length=str(len(SOUND)))
    assert last.status_code == 204
    assert sender.look(address)["state"] == "done"


def test_a_length_said_once_stays(sender: Sender) -> None:
    address = sender.begin(None)
    assert sender.patch(address, b"", Upload_Length="5000").status_code == 204
    assert sender.patch(address, b"", Upload_Length="5001").status_code == 400
    assert sender.ask("HEAD", address)["Upload-Length"] == "5000"


def test_the_metadata_comes_back_as_it_was_sent(sender: Sender) -> None:
    said = metadata(filename="ա.wav", stt_model="formal", folder="Լուրեր") + ",unknown"
    address = sender.ask("POST", UPLOADS, Upload_Length="7", Upload_Metadata=said)["Location"]
    assert sender.ask("HEAD", address)["Upload-Metadata"] == said


def test_interrupted_ones_are_listed_the_newest_first(sender: Sender, anahit: User) -> None:
    mine = [sender.begin(100 + n).rpartition("/")[2] for n in range(2)]
    Sender(Client(), anahit).begin(5)
    sender.patch(sender.begin(len(SOUND)), SOUND)
    listed = sender.ask("GET", UPLOADS).json()
    assert [one["id"] for one in listed["results"]] == mine[::-1]
    assert listed["next"] is None


def test_an_expired_one_is_not_listed(sender: Sender) -> None:
    sender.begin(10)
    Upload.objects.update(expires_at=timezone.now())
    assert sender.ask("GET", UPLOADS).json()["results"] == []


def test_terminated_nothing_is_left(sender: Sender) -> None:
    address = sender.begin(len(SOUND))
    sender.patch(address, SOUND[:5_000])
    upload = Upload.objects.get()
    assert stored(upload) == ["original.part"]
    assert sender.ask("DELETE", address).status_code == 204
    assert stored(upload) == []
    assert sender.ask("HEAD", address).status_code == 404
    assert sender.ask("DELETE", address).status_code == 404


def test_terminating_what_is_in_the_library_leaves_it_there(sender: Sender) -> None:
    address = sender.begin(len(SOUND))
    sender.patch(address, SOUND)
    assert sender.ask("DELETE", address).status_code == 204
    with Recording.objects.get().file.open("rb") as kept:
        assert kept.read() == SOUND


# --- what cannot be done ---------------------------------------------------------------------------


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


# --- who may what ----------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["HEAD", "PATCH", "DELETE", "GET"])
@pytest.mark.parametrize("who", ["anahit", "mallory"])
def test_what_another_brings_is_not_there(
    sender: Sender, method: str, who: str, request: pytest.FixtureRequest
) -> None:
    address = sender.begin(10)
    other = Sender(Client(), request.getfixturevalue(who))
    assert other.ask(method, address, Upload_Offset="0").status_code == 404
    assert sender.offset(address) == 0


def test_an_unknown_one_is_not_there(sender: Sender) -> None:
    assert sender.ask("HEAD", f"{UPLOADS}{uuid4()}").status_code == 404
    assert sender.ask("HEAD", f"{UPLOADS}nonsense").status_code == 404


@pytest.mark.parametrize("who", ["vahe", "gayane"])
def test_who_may_not_upload_is_told_at_once(client: Client, who: str, request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(who)
    client.force_login(user)
    answer = Sender(client).announce(10)
    assert (answer.status_code, code(answer)) == (403, "not_allowed")


def test_who_lost_their_right_meanwhile_adds_no_more(sender: Sender, bagrat: User) -> None:
    address = sender.begin(10)
    Membership.objects.filter(user=bagrat).update(role="viewer")
    assert sender.patch(address, b"12345").status_code == 403


def test_without_a_key_nothing_opens(client: Client, db: None) -> None:
    answer = Sender(client).announce(10)
    assert (answer.status_code, code(answer)) == (401, "not_authenticated")


# --- the page --------------------------------------------------------------------------------------


def test_the_page_uploads_with_its_session(bagrat: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(bagrat)
    page = Sender(client)
    refused = page.announce(10)
    assert (refused.status_code, code(refused)) == (403, "csrf")
    client.get("/upload/")
    page.headers = VERSION | {"X-CSRFToken": client.cookies["csrftoken"].value}
    address = page.begin(len(SOUND))
    assert page.patch(address, SOUND).status_code == 204
    assert Recording.objects.get().uploaded_by == bagrat


def test_an_ended_session_is_told_apart_and_the_upload_waits(bagrat: User) -> None:
    client = Client()
    client.force_login(bagrat)
    page = Sender(client)
    address = page.begin(len(SOUND))
    page.patch(address, SOUND[:1_000])
    client.session.flush()
    answer = page.patch(address, SOUND[1_000:], 1_000)
    assert (answer.status_code, code(answer)) == (401, "signed_out")
    client.force_login(bagrat)
    assert page.offset(address) == 1_000
    assert page.patch(address, SOUND[1_000:], 1_000).status_code == 204


def test_what_the_team_has_already_is_offered_and_not_bought(sender: Sender, anahit: User) -> None:
    earlier = Sender(Client(), anahit)
    earlier.patch(earlier.begin(len(SOUND)), SOUND)
    made = Recording.objects.get()
    address = sender.begin(len(SOUND), {"filename": "նույնը.wav"})
    assert sender.patch(address, SOUND).status_code == 204
    told = sender.look(address)
    assert told["state"] == "known"
    assert told["recording"]["id"] == str(made.pk)
    existing = told["existing"]
    assert existing["url"] == f"/recordings/{made.pk}/"
    assert existing["transcribe_url"] == f"/recordings/{made.pk}/transcribe"
    assert "Anahit" in existing["who_when"]
    assert existing["again"] == "Transcribe again: ≈ 1 second of paid sound"
    assert Transcription.objects.count() == 1
    assert stored(Upload.objects.get(state=Stage.KNOWN)) == []


def test_it_is_bought_again_on_purpose_for_the_same_recording(sender: Sender) -> None:
    sender.patch(sender.begin(len(SOUND)), SOUND)
    address = sender.begin(len(SOUND), {"again": "1"})
    sender.patch(address, SOUND)
    assert sender.look(address)["state"] == "done"
    assert (Recording.objects.count(), Transcription.objects.count()) == (1, 2)
    assert stored(Upload.objects.get(again=True)) == []


def test_the_other_model_is_another_transcription_of_the_same_recording(sender: Sender) -> None:
    sender.patch(sender.begin(len(SOUND)), SOUND)
    sender.patch(sender.begin(len(SOUND), {"stt_model": CONVERSATIONAL}), SOUND)
    assert (Recording.objects.count(), Transcription.objects.count()) == (1, 2)


# --- tracks ----------------------------------------------------------------------------------------


def two_tracks() -> bytes:
    return (SAMPLES / "two_tracks.mka").read_bytes()


def test_the_page_asks_before_one_of_several_tracks_is_bought(sender: Sender, bagrat: User) -> None:
    address = sender.begin(len(two_tracks()), {"ask_track": "1"})
    assert sender.patch(address, two_tracks()).status_code == 204
    told = sender.look(address)
    assert told["state"] == "done"
    assert [track["index"] for track in told["tracks"]] == [0, 1]
    made = Recording.objects.get()
    assert told["recording"]["id"] == str(made.pk)
    assert not Transcription.objects.exists()
    transcribe(by=bagrat, recording=made, stt_model="formal", track=1)
    assert sender.look(address)["tracks"] is None  # somebody has chosen


def test_brought_once_more_it_still_waits_for_the_choice(sender: Sender) -> None:
    for _twice in range(2):
        address = sender.begin(len(two_tracks()), {"ask_track": "1"})
        sender.patch(address, two_tracks())
        assert len(sender.look(address)["tracks"]) == 2
    assert Recording.objects.count() == 1
    assert not Transcription.objects.exists()


def test_who_says_which_track_is_not_asked(sender: Sender) -> None:
    address = sender.begin(len(two_tracks()), {"ask_track": "1", "track": "1"})
    sender.patch(address, two_tracks())
    made = Recording.objects.get()
    assert sender.look(address)["tracks"] is None
    assert (made.track, made.transcriptions.get().track) == (1, 1)


def test_a_track_that_is_not_there_is_refused(sender: Sender) -> None:
    address = sender.begin(len(two_tracks()), {"track": "7"})
    answer = sender.patch(address, two_tracks())
    assert (answer.status_code, code(answer)) == (422, "unknown_track")
    assert not Recording.objects.exists()


def test_programs_are_not_asked(sender: Sender) -> None:
    sender.patch(sender.begin(len(two_tracks())), two_tracks())
    assert Transcription.objects.count() == 1


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
