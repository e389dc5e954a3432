"""What the upload page asks of tus beyond what programs do: its session, what is known already, sound tracks."""

import pytest
from django.test import Client

from tests.api.calls import CONVERSATIONAL
from tests.api.tus import SOUND, Sender, code, stored
from tests.factories import SAMPLES
from tests.tus import VERSION
from transcripts.actions.transcribe import transcribe
from transcripts.models import Recording, Stage, Transcription, Upload, User
from transcripts.models.transcription import Model

pytestmark = pytest.mark.usefixtures("own_storage")


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


# --- trials ----------------------------------------------------------------------------------------


def test_both_models_may_try_one_minute_instead_of_one_all(
    sender: Sender, bagrat: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("transcripts.intake.trials.MINUTE", 0.5)
    address = sender.begin(len(SOUND), {"stt_model": "", "try_out": "1", "ask_track": "1"})
    assert sender.patch(address, SOUND).status_code == 204
    recording = Recording.objects.get()
    told = sender.look(address)
    assert (told["state"], told["tracks"], told["existing"]) == ("done", None, None)
    assert told["recording"]["url"] == f"/recordings/{recording.pk}/try/"
    assert told["recording"]["is_tried"] is True
    runs = Transcription.every.all()
    assert {(run.stt_model, run.is_trial, run.requested_by) for run in runs} == {
        (model.value, True, bagrat) for model in Model
    }


def test_of_what_is_shorter_than_a_minute_both_transcribe_all(sender: Sender) -> None:
    address = sender.begin(len(SOUND), {"stt_model": "", "try_out": "1"})
    sender.patch(address, SOUND)
    told = sender.look(address)["recording"]
    assert (told["is_tried"], told["url"]) == (False, f"/recordings/{told['id']}/")
    assert Transcription.objects.count() == 2


def test_the_same_file_brought_to_be_tried_again_buys_nothing(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("transcripts.intake.trials.MINUTE", 0.5)
    for _time in range(2):
        address = sender.begin(len(SOUND), {"stt_model": "", "try_out": "1"})
        sender.patch(address, SOUND)
        assert sender.look(address)["recording"]["is_tried"] is True
    assert Recording.objects.count() == 1
    assert Transcription.every.count() == 2


def test_of_several_tracks_one_is_chosen_before_anything_is_tried(sender: Sender) -> None:
    address = sender.begin(len(two_tracks()), {"stt_model": "", "try_out": "1", "ask_track": "1"})
    sender.patch(address, two_tracks())
    assert [track["index"] for track in sender.look(address)["tracks"]] == [0, 1]
    assert not Transcription.every.exists()
