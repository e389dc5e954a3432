"""The OpenAI-compatible door, asked as OpenAI's own clients ask."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.api.calls import CONVERSATIONAL, FORMAL, key, send, sound, viewers_key
from transcripts.api import openai
from transcripts.models import Membership, Reason, Recording, Revision, Role, Status, Transcription, User
from transcripts.text.document import Document, Paragraph, Word

TRANSCRIBE, MODELS = "/v1/audio/transcriptions", "/v1/models"
TIMED = (
    Word("Բարև։", 0.0, 0.4),
    Word("Ո՞նց", 1.0, 1.25),
    Word("ես։", 1.25, 2.0),
    Word("Լավ։", None, None),
)


@pytest.fixture
def brought(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one waits for comes at once."""

    def bring(run: Transcription) -> None:
        Revision.of_machine(run, Document((Paragraph(TIMED),)))
        _end(run, Status.COMPLETED)

    monkeypatch.setattr(openai, "wait_for", bring)


def _end(run: Transcription, status: Status, **changes: object) -> None:
    now = {"finished_at": timezone.now(), "next_look_at": None}
    Transcription.objects.filter(pk=run.pk).update(status=status, **now, **changes)
    run.refresh_from_db()


def ask(client: Client, user: User, headers: dict[str, str] | None = None, **form: Any) -> Any:
    form = {"file": sound(), "model": FORMAL, **form}
    return client.post(TRANSCRIBE, form, headers=headers or key(user))


def error(said: Any) -> dict[str, Any]:
    """With exactly the fields that OpenAI's have."""
    told: dict[str, Any] = said.json()["error"]
    assert list(told) == ["message", "type", "param", "code"]
    assert told["message"].strip()
    return told


@pytest.mark.usefixtures("brought")
def test_the_answer_is_the_words(client: Client, anahit: User) -> None:
    said = ask(client, anahit)
    assert (said.status_code, said.json()) == (200, {"text": "Բարև։ Ո՞նց ես։ Լավ։"})
    row = Recording.objects.get()
    assert (row.title, row.uploaded_by) == ("ժողով", anahit)
    assert row.transcriptions.get().stt_model == FORMAL


@pytest.mark.usefixtures("brought")
@pytest.mark.parametrize("name", [CONVERSATIONAL, "conversational"])
def test_models_go_by_id_and_by_word(client: Client, anahit: User, name: str) -> None:
    assert ask(client, anahit, model=name).status_code == 200
    assert Transcription.objects.get().stt_model == CONVERSATIONAL


@pytest.mark.usefixtures("brought")
def test_text_is_plain(client: Client, anahit: User) -> None:
    said = ask(client, anahit, response_format="text")
    assert said.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert said.content.decode() == "Բարև։ Ո՞նց ես։ Լավ։\n"


@pytest.mark.usefixtures("brought")
def test_verbose_tells_sentences_and_words_that_have_times(client: Client, anahit: User) -> None:
    asked: dict[str, Any] = {"timestamp_granularities[]": ["word", "segment"]}
    asked["response_format"] = "verbose_json"
    said = ask(client, anahit, **asked).json()
    assert (said["task"], said["language"], said["duration"]) == ("transcribe", "armenian", 1.0)
    assert said["words"] == [
        {"word": "Բարև։", "start": 0.0, "end": 0.4},
        {"word": "Ո՞նց", "start": 1.0, "end": 1.25},
        {"word": "ես։", "start": 1.25, "end": 2.0},
    ]
    segments = [(one["id"], one["start"], one["end"], one["text"]) for one in said["segments"]]
    assert segments == [(0, 0.0, 0.4, "Բարև։"), (1, 1.0, 2.0, "Ո՞նց ես։")]


@pytest.mark.usefixtures("brought")
@pytest.mark.parametrize(("grains", "there"), [([], {"segments"}), (["word"], {"words"})])
def test_without_a_word_of_it_verbose_tells_segments(
    client: Client, anahit: User, grains: list[str], there: set[str]
) -> None:
    asked: dict[str, Any] = {"response_format": "verbose_json", "timestamp_granularities[]": grains}
    said = ask(client, anahit, **asked).json()
    assert {"words", "segments"} & set(said) == there


@pytest.mark.usefixtures("brought")
@pytest.mark.parametrize(("wanted", "stands"), [("srt", "00:00:00,000 --> "), ("vtt", "WEBVTT")])
def test_subtitles_are_made_here(client: Client, anahit: User, wanted: str, stands: str) -> None:
    said = ask(client, anahit, response_format=wanted)
    assert said.status_code == 200
    assert stands in said.content.decode()
    assert "Բարև։" in said.content.decode()


def test_what_the_team_has_already_is_answered_without_buying(client: Client, anahit: User) -> None:
    """Its words as the machine wrote them."""
    job = send(client, anahit).json()["job_id"]
    run = Transcription.objects.get(pk=job)
    Revision.of_machine(run, Document((Paragraph(TIMED),)))
    _end(run, Status.COMPLETED)
    assert ask(client, anahit).json() == {"text": "Բարև։ Ո՞նց ես։ Լավ։"}
    assert Transcription.objects.count() == 1


def test_what_is_not_ready_in_time_can_be_sent_again_for_the_same_job(
    client: Client, anahit: User, settings: Settings
) -> None:
    settings.API_WAITING_AT_ONCE = 0
    for _ in range(2):
        said = ask(client, anahit)
        assert (said.status_code, said.headers["Retry-After"]) == (503, "10")
        assert error(said)["code"] == "not_yet"
    assert Transcription.objects.count() == 1


@pytest.mark.parametrize("status", [Status.FAILED, Status.CANCELLED, Status.UNCONFIRMED])
def test_what_failed_is_no_status_after_which_clients_try_again(
    client: Client, anahit: User, monkeypatch: pytest.MonkeyPatch, status: Status
) -> None:
    reasons = {Status.FAILED: Reason.REFUSED, Status.UNCONFIRMED: Reason.ANSWER_LOST}
    reason = {"reason": reasons.get(status, "")}
    monkeypatch.setattr(openai, "wait_for", lambda run: _end(run, status, **reason))
    said = ask(client, anahit)
    assert said.status_code == 400
    assert error(said)["type"] == "invalid_request_error"


@pytest.mark.parametrize(
    ("form", "param"),
    [
        ({"model": "whisper-1"}, "model"),
        ({"model": ""}, "model"),
        ({"file": "only text"}, "file"),
        ({"file": sound("x.mp3", b"no sound")}, "file"),
        ({"response_format": "docx"}, "response_format"),
    ],
)
def test_refusals_name_the_field(client: Client, anahit: User, form: dict[str, Any], param: str) -> None:
    said = ask(client, anahit, **form)
    assert (said.status_code, error(said)["param"]) == (400, param)
    assert not Recording.objects.exists()


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer hst_wrong"}])
@pytest.mark.parametrize(("method", "address"), [("POST", TRANSCRIBE), ("GET", MODELS)])
def test_without_a_good_token_nothing_is_told(
    client: Client, db: None, method: str, address: str, headers: dict[str, str]
) -> None:
    said = client.generic(method, address, headers=headers)
    assert (said.status_code, error(said)["type"]) == (401, "authentication_error")


def test_who_may_not_upload_is_refused(client: Client, bagrat: User) -> None:
    headers = viewers_key(bagrat)
    Membership.objects.filter(user=bagrat).update(role=Role.VIEWER)
    said = ask(client, bagrat, headers)
    assert (said.status_code, error(said)["type"]) == (403, "permission_error")


def test_a_wrong_method_is_told_in_the_same_shape(client: Client, anahit: User) -> None:
    said = client.get(TRANSCRIBE, headers=key(anahit))
    assert said.status_code == 405
    assert error(said)


def test_both_models_are_listed(client: Client, anahit: User) -> None:
    said = client.get(MODELS, headers={"Authorization": f"Bearer {key(anahit)['x-auth-token']}"}).json()
    assert said["object"] == "list"
    assert [one["id"] for one in said["data"]] == [FORMAL, CONVERSATIONAL]
    assert {(one["object"], one["owned_by"]) for one in said["data"]} == {("model", "hispeech")}


def test_other_addresses_are_no_page(client: Client, anahit: User) -> None:
    said = client.get("/v1/chat/completions", headers=key(anahit))
    assert (said.status_code, said.json()["error"]["code"]) == (404, "not_found")
