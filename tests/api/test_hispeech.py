"""The HiSpeech-compatible door, asked as HiSpeech's own clients ask."""

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django import Settings

from tests.api.calls import CONVERSATIONAL, FORMAL, SHAPE, UPLOAD, key, look, send, sound
from tests.factories import MEETING, SAMPLES, completed, recording, transcription
from transcripts.models import (
    Membership,
    Reason,
    Recording,
    Revision,
    Role,
    Status,
    Team,
    Transcription,
    User,
)
from transcripts.text.document import Document, Paragraph, Word


def test_an_upload_is_answered_at_once_with_its_job(client: Client, anahit: User) -> None:
    said = send(client, anahit)
    run = Transcription.objects.get()
    assert said.status_code == 200
    assert said.json() == {
        "job_id": str(run.pk),
        "error": None,
        "success": True,
        "secure_mode": False,
        "return_word_timestamps": False,
        "status": 202,
        "transcription": None,
        "audio_duration": 1,
    }


def test_the_answer_has_hispeech_fields_in_their_order(client: Client, anahit: User) -> None:
    assert list(send(client, anahit).json()) == SHAPE


def test_an_upload_stands_in_the_library_of_the_tokens_team(client: Client, anahit: User, team: Team) -> None:
    send(client, anahit, file=sound("Նիստ մարտի 5.wav"))
    row = Recording.objects.get()
    assert (row.title, row.filename) == ("Նիստ մարտի 5", "Նիստ մարտի 5.wav")
    assert (row.team, row.uploaded_by) == (team, anahit)
    assert row.transcriptions.get().stt_model == FORMAL


@pytest.mark.parametrize("header", ["x-auth-token", "X-Auth-Token", "Authorization"])
def test_a_token_is_taken_in_either_header(client: Client, anahit: User, header: str) -> None:
    secret = key(anahit)["x-auth-token"]
    value = f"Bearer {secret}" if header == "Authorization" else secret
    said = client.get("/api/v1/transcriptions/none", headers={header: value})
    assert said.status_code == 404


@pytest.mark.parametrize("headers", [{}, {"x-auth-token": "hst_wrong"}, {"Authorization": "Basic YTpi"}])
def test_without_a_good_token_nothing_is_read(client: Client, db: None, headers: dict[str, str]) -> None:
    said = client.post(UPLOAD + f"?stt_model={FORMAL}", {"file": sound()}, headers=headers)
    assert said.status_code == 401
    assert said.json()["success"] is False
    assert said.json()["error"]
    assert list(said.json())[: len(SHAPE)] == SHAPE
    assert said.headers["WWW-Authenticate"].startswith("Bearer")
    assert not Recording.objects.exists()


def test_a_session_without_a_token_is_a_stranger(client: Client, anahit: User) -> None:
    client.force_login(anahit)
    assert client.post(UPLOAD, {"file": sound()}).status_code == 401


def test_no_csrf_token_is_asked_for(anahit: User) -> None:
    assert send(Client(enforce_csrf_checks=True), anahit).json()["success"] is True


@pytest.mark.parametrize(
    ("query", "form"),
    [
        (f"?stt_model={CONVERSATIONAL}&secure_mode=true&return_word_timestamps=1", {}),
        ("", {"stt_model": CONVERSATIONAL, "secure_mode": "True", "return_word_timestamps": "true"}),
    ],
)
def test_options_are_taken_from_the_address_and_from_the_form(
    client: Client, anahit: User, query: str, form: dict[str, str]
) -> None:
    said = send(client, anahit, query, **form).json()
    run = Transcription.objects.get()
    assert (run.stt_model, run.confidential) == (CONVERSATIONAL, True)
    assert said["secure_mode"] is True
    assert said["return_word_timestamps"] is True


@pytest.mark.parametrize("value", ["false", "0", "", "no", "yes", "on"])
def test_only_true_and_1_mean_yes(client: Client, anahit: User, value: str) -> None:
    assert send(client, anahit, secure_mode=value, wait_for_result=value).json()["secure_mode"] is False


@pytest.mark.parametrize(
    "sample",
    [
        "empty.mp3",
        "no_audio_track.mp4",
        "page_named.wav",
        "picture_named.mp4",
        "random.ogg",
        "text_named.mp3",
    ],
)
def test_what_is_no_recording_is_refused_and_leaves_nothing(
    client: Client, anahit: User, sample: str
) -> None:
    before = _stored()
    said = send(client, anahit, file=sound(sample, (SAMPLES / "bad" / sample).read_bytes()))
    assert said.status_code == 422
    assert said.json()["success"] is False
    assert said.json()["error"].endswith(".")
    assert said.json()["job_id"] is None
    assert not Recording.objects.exists()
    assert _stored() == before


def _stored() -> set[str]:
    try:
        return set(default_storage.listdir("recordings")[0])
    except FileNotFoundError:
        return set()


@pytest.mark.parametrize("query", ["", "?stt_model=", "?stt_model=whisper-1"])
def test_a_missing_or_unknown_model_is_refused(client: Client, anahit: User, query: str) -> None:
    said = send(client, anahit, query)
    assert (said.status_code, said.json()["success"], said.json()["code"]) == (422, False, "unknown_model")
    assert "Formal" in said.json()["error"]
    assert not Recording.objects.exists()


@pytest.mark.parametrize("form", [{}, {"file": "only text"}, {"audio": b"x"}])
def test_a_missing_file_is_refused(client: Client, anahit: User, form: dict[str, object]) -> None:
    said = client.post(UPLOAD + f"?stt_model={FORMAL}", form, headers=key(anahit))
    assert (said.status_code, said.json()["code"]) == (422, "no_file")


def test_a_body_that_is_no_form_is_refused(client: Client, anahit: User) -> None:
    said = client.post(UPLOAD, b"RIFF", content_type="audio/wav", headers=key(anahit))
    assert (said.status_code, said.json()["success"]) == (415, False)


def test_a_file_over_the_limit_is_refused_as_hispeech_does(
    client: Client, anahit: User, settings: Settings
) -> None:
    settings.MAX_UPLOAD_BYTES = 20_000
    said = send(client, anahit)
    assert (said.status_code, said.json()["success"], said.json()["status"]) == (413, False, 413)
    assert not Recording.objects.exists()


def test_a_viewer_may_not_upload_with_an_old_token(client: Client, bagrat: User) -> None:
    headers = key(bagrat)
    Membership.objects.filter(user=bagrat).update(role=Role.VIEWER)
    said = client.post(UPLOAD + f"?stt_model={FORMAL}", {"file": sound()}, headers=headers)
    assert (said.status_code, said.json()["success"]) == (403, False)
    assert not Recording.objects.exists()


# --- looking a job up --------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [Status.QUEUED, Status.PREPARING, Status.SUBMITTING, Status.TRANSCRIBING])
def test_a_job_at_work_has_status_202_and_no_words(client: Client, anahit: User, status: Status) -> None:
    run = transcription(recording(anahit), status)
    said = look(client, anahit, run.pk)
    assert said.status_code == 200
    assert (said.json()["status"], said.json()["transcription"], said.json()["success"]) == (202, None, True)


def test_a_finished_job_has_status_200_and_its_words(client: Client, anahit: User) -> None:
    run = completed(recording(anahit, duration=2.6))
    said = look(client, anahit, run.pk).json()
    assert (said["job_id"], said["status"], said["success"], said["error"]) == (str(run.pk), 200, True, None)
    assert said["transcription"] == MEETING
    assert said["audio_duration"] == 3


def test_corrections_do_not_change_what_the_job_brought(client: Client, anahit: User) -> None:
    run = completed(recording(anahit))
    Revision.objects.create(transcription=run, number=1, author=anahit, order=[])
    assert "Ուղղված" not in look(client, anahit, run.pk).json()["transcription"]


def _with_times(user: User) -> Transcription:
    run = transcription(recording(user), Status.COMPLETED)
    words = (Word("Բարև,", 0.0, 0.4), Word("աշխարհ։", 0.5, 1.0), Word("Այո", None, None))
    document = Document((Paragraph(words),))
    Revision.of_machine(run, document)
    return run


def test_words_come_with_their_times_where_they_have_any(client: Client, anahit: User) -> None:
    said = look(client, anahit, _with_times(anahit).pk, "?return_word_timestamps=true").json()
    assert said["return_word_timestamps"] is True
    assert said["words"] == [
        {"word": "Բարև,", "start": 0.0, "end": 0.4},
        {"word": "աշխարհ։", "start": 0.5, "end": 1.0},
    ]


def test_word_times_can_be_declined(client: Client, anahit: User) -> None:
    said = look(client, anahit, _with_times(anahit).pk, "?return_word_timestamps=false").json()
    assert list(said) == SHAPE


@pytest.mark.parametrize("status", [Status.FAILED, Status.CANCELLED, Status.UNCONFIRMED])
def test_a_job_that_brought_nothing_says_why(client: Client, anahit: User, status: Status) -> None:
    run = transcription(recording(anahit), status)
    said = look(client, anahit, run.pk).json()
    assert (said["success"], said["transcription"], said["job_id"]) == (False, None, str(run.pk))
    assert said["error"].strip()
    assert said["status"] != 202


@pytest.mark.parametrize(
    ("status", "reason"),
    [(Status.UNCONFIRMED, Reason.ANSWER_LOST), (Status.FAILED, Reason.SAME_SOUND_LOST)],
)
def test_a_lost_answer_says_where_to_decide(
    client: Client, anahit: User, status: Status, reason: Reason
) -> None:
    run = transcription(recording(anahit), status, reason=reason)
    error = look(client, anahit, run.pk).json()["error"]
    assert "lost" in error
    assert f"http://testserver/recordings/{run.recording_id}/" in error


@pytest.mark.parametrize("job_id", ["upload2", "a91f17d0-5d9a-11f1-8d6f-215414e3f380", "%00", "1"])
def test_an_unknown_job_is_a_404_in_the_same_shape(client: Client, anahit: User, job_id: str) -> None:
    said = look(client, anahit, job_id)
    assert (said.status_code, said.json()["success"], said.json()["status"]) == (404, False, 404)


def test_a_stranger_gets_404(client: Client, anahit: User, mallory: User) -> None:
    run = completed(recording(anahit))
    assert look(client, mallory, run.pk).status_code == 404


def test_a_token_opens_one_team_only(client: Client, anahit: User) -> None:
    other = Team.objects.create(name="Արխիվ")
    headers = key(anahit)
    Membership.objects.create(team=other, user=anahit, role=Role.OWNER)
    run = completed(recording(anahit, team=other))
    assert client.get(f"/api/v1/transcriptions/{run.pk}", headers=headers).status_code == 404


def test_who_left_the_team_sees_nothing_any_more(client: Client, bagrat: User) -> None:
    run = completed(recording(bagrat))
    headers = key(bagrat)
    bagrat.memberships.all().delete()
    assert client.get(f"/api/v1/transcriptions/{run.pk}", headers=headers).status_code == 404


@pytest.mark.parametrize(
    ("method", "path"), [("get", UPLOAD), ("put", UPLOAD), ("delete", UPLOAD[:-6] + "x")]
)
def test_a_wrong_method_is_told_in_the_same_shape(
    client: Client, anahit: User, method: str, path: str
) -> None:
    said = client.generic(method.upper(), path, headers=key(anahit))
    assert (said.status_code, said.json()["success"]) == (405, False)
    assert said.headers["Allow"]


def test_a_look_up_costs_few_queries(
    client: Client, anahit: User, django_assert_max_num_queries: object
) -> None:
    run = completed(recording(anahit))
    headers = key(anahit)
    client.get(f"/api/v1/transcriptions/{run.pk}", headers=headers)
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        client.get(f"/api/v1/transcriptions/{run.pk}", headers=headers)
