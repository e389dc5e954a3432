from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from tests.factories import SAMPLES, tone
from transcripts.models import Reason, Recording, Status, Transcription, User
from transcripts.models.transcription import Model

FORMAL = Model.FORMAL.value


def _file(name: str = "ժողով.wav", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, tone() if content is None else content)


def _post(client: Client, *files: SimpleUploadedFile, **fields: str) -> Any:
    return client.post("/upload/", {"stt_model": FORMAL, **fields, "file": list(files)})


def test_the_page_explains_both_models_with_the_same_sentence(client: Client, bagrat: User) -> None:
    client.force_login(bagrat)
    page = client.get("/upload/").content.decode()
    assert "Խոսում է, գրում է, պատմում է, ասում է։" in page
    assert "Խոսում ա գրում ա, պատմում ա, ասում ա։" in page
    assert page.count(" checked") == 1
    assert "Up to 5.0\xa0GB" in page


def test_one_file_leads_to_its_recording(client: Client, bagrat: User) -> None:
    client.force_login(bagrat)
    answer = _post(client, _file())
    made = Recording.objects.get()
    assert answer["Location"] == f"/recordings/{made.pk}/"
    assert (made.title, made.filename, made.uploaded_by) == ("ժողով", "ժողով.wav", bagrat)


def test_the_wishes_of_the_form_are_kept(client: Client, bagrat: User) -> None:
    client.force_login(bagrat)
    _post(client, _file(), stt_model=Model.CONVERSATIONAL.value, confidential="on")
    job = Transcription.objects.get()
    assert (job.stt_model, job.confidential, job.requested_by) == (Model.CONVERSATIONAL, True, bagrat)


def test_several_files_lead_to_the_library(client: Client, bagrat: User) -> None:
    client.force_login(bagrat)
    answer = client.post(
        "/upload/", {"stt_model": FORMAL, "file": [_file("ա.wav"), _file("բ.wav", tone(1.5))]}, follow=True
    )
    assert answer.redirect_chain == [("/", 302)]
    assert "2 recordings were added." in answer.content.decode()


@pytest.mark.parametrize(
    "name", ["empty.mp3", "text_named.mp3", "picture_named.mp4", "page_named.wav", "random.ogg"]
)
def test_what_is_no_recording_is_refused_in_a_sentence(client: Client, bagrat: User, name: str) -> None:
    client.force_login(bagrat)
    answer = _post(client, _file(name, (SAMPLES / "bad" / name).read_bytes()))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'role="alert"' in page
    assert name in page
    assert not Recording.objects.exists()


def test_good_files_are_kept_beside_a_bad_one(client: Client, bagrat: User) -> None:
    client.force_login(bagrat)
    answer = _post(client, _file("լավ.wav"), _file("վատ.wav", b"text"), stt_model=Model.CONVERSATIONAL.value)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert [made.title for made in Recording.objects.all()] == ["լավ"]
    assert f"/recordings/{Recording.objects.get().pk}/" in page
    assert "վատ.wav" in page
    assert f'value="{Model.CONVERSATIONAL.value}" required checked' in page


def test_no_file_is_answered_in_the_form(client: Client, bagrat: User) -> None:
    client.force_login(bagrat)
    answer = _post(client)
    assert answer.status_code == 400
    assert "Choose at least one recording." in answer.content.decode()


@pytest.mark.parametrize("wish", ["", "model-99"])
def test_a_missing_or_unknown_model_is_answered_in_the_form(client: Client, bagrat: User, wish: str) -> None:
    client.force_login(bagrat)
    answer = _post(client, _file(), stt_model=wish)
    assert answer.status_code == 400
    assert "Choose a model" in answer.content.decode()
    assert not Recording.objects.exists()


def test_a_viewer_is_told_why_not(client: Client, vahe: User) -> None:
    client.force_login(vahe)
    page = client.get("/upload/")
    assert page.status_code == 403
    assert "does not allow uploading" in page.content.decode()
    assert _post(client, _file()).status_code == 403
    assert not Recording.objects.exists()


def test_nothing_of_a_refused_upload_stays_behind(client: Client, bagrat: User, settings: Settings) -> None:
    client.force_login(bagrat)
    _post(client, _file("random.ogg", (SAMPLES / "bad" / "random.ogg").read_bytes()))
    assert list(Path(settings.SCRATCH_DIR).iterdir()) == []


def test_what_the_team_has_already_is_offered_for_nothing(client: Client, bagrat: User, anahit: User) -> None:
    client.force_login(anahit)
    _post(client, _file("առաջինը.wav"))
    client.force_login(bagrat)
    answer = _post(client, _file("նույնը.wav"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Your team has this recording already: “առաջինը”." in page
    assert "Ordered by Anahit" in page
    assert f'<a href="/recordings/{Recording.objects.get().pk}/">Use it: free</a>' in page


def test_what_may_have_been_bought_is_not_offered_as_if_it_had_words(client: Client, bagrat: User) -> None:
    client.force_login(bagrat)
    _post(client, _file())
    job = Transcription.objects.get()
    lost = {"status": Status.UNCONFIRMED, "reason": Reason.ANSWER_LOST}
    Transcription.objects.update(finished_at=timezone.now(), next_look_at=None, **lost)
    page = _post(client, _file()).content.decode()
    assert "its answer was lost: it may have been charged." in page
    assert "Go there and decide" in page
    assert "Use it: free" not in page
    again = reverse("recording_transcribe", args=[job.recording_id])
    refused = client.post(again, {"stt_model": "formal"}).content.decode()
    assert "Go there and decide" in refused
    assert "Transcribe again: may cost ≈" in refused


def test_it_is_bought_again_only_on_purpose(client: Client, bagrat: User) -> None:
    client.force_login(bagrat)
    _post(client, _file())
    refused = _post(client, _file())
    assert refused.status_code == 409
    assert 'name="again"' in refused.content.decode()
    assert Transcription.objects.count() == 1
    Transcription.objects.update(status="completed", finished_at=timezone.now(), next_look_at=None)
    assert _post(client, _file(), again="on").status_code == 302
    assert Transcription.objects.count() == 2


def test_who_is_not_sure_has_both_try_the_first_minute(
    client: Client, anahit: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("transcripts.intake.trials.MINUTE", 0.5)
    client.force_login(anahit)
    assert "≈ 2 minutes of paid sound for each recording" in client.get("/upload/").content.decode()
    answer = _post(client, _file(), stt_model="try")
    row = Recording.objects.get()
    assert answer["Location"] == f"/recordings/{row.pk}/try/"
    assert not Transcription.objects.exists()
    assert Transcription.every.filter(recording=row, is_trial=True).count() == 2
    again = _post(client, _file(), stt_model="try")
    assert again["Location"] == f"/recordings/{row.pk}/try/"
    assert Transcription.every.count() == 2
