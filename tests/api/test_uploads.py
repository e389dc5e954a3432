"""tus 1.0 as programs and our page speak it: the way of a file into the library."""

import hashlib

import pytest
from django.test import Client
from django.utils import timezone

from tests.api.calls import FORMAL
from tests.api.tus import SOUND, Sender, stored
from tests.tus import UPLOADS, metadata
from transcripts.models import Recording, Upload, User

pytestmark = pytest.mark.usefixtures("own_storage")


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
        "is_tried": False,
        "warning": None,
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
