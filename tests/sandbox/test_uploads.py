import hashlib
import time

import pytest

from tests.sandbox.calls import BEARER, MEETING, SAMPLES, TALK, call, look_up, multipart, upload
from transcripts.sandbox import Sandbox
from transcripts.sandbox.speech import CONVERSATIONAL, FORMAL

SHAPE = {
    "job_id",
    "error",
    "success",
    "secure_mode",
    "return_word_timestamps",
    "status",
    "transcription",
    "audio_duration",
}


def finished(box: Sandbox, job_id: str) -> dict[str, object]:
    """What the look-up says in the end."""
    until = time.monotonic() + 20
    while (reply := look_up(box, job_id)).status == 202:
        assert time.monotonic() < until
        time.sleep(0.02)
    said: dict[str, object] = reply.json
    return said


def test_a_waiting_upload_brings_the_text_in_hispeech_s_shape(box: Sandbox) -> None:
    reply = upload(box)
    assert reply.status == 200
    assert reply.headers["Content-Type"] == "application/json"
    said = reply.json
    assert set(said) == SHAPE
    assert said["success"] is True
    assert said["error"] is None
    assert said["audio_duration"] == 19
    assert said["transcription"].startswith("Սա փորձնական, հորինված տեքստ է,")


def test_waiting_may_be_asked_for_in_the_address(box: Sandbox) -> None:
    assert upload(box, wait=False, query={"wait_for_result": "true"}).json["transcription"]


def test_the_wishes_are_echoed_and_word_times_come_when_asked_for(box: Sandbox) -> None:
    said = upload(box, secure_mode="true", return_word_timestamps="true").json
    assert said["secure_mode"] is True
    assert said["return_word_timestamps"] is True
    assert " ".join(word["word"] for word in said["words"]) == said["transcription"]
    assert all(0 <= word["start"] < word["end"] <= 19 for word in said["words"])


def test_the_two_models_differ_over_the_same_sound(box: Sandbox) -> None:
    formal, spoken = (upload(box, model=model).json["transcription"] for model in (FORMAL, CONVERSATIONAL))
    assert formal != spoken
    assert len(formal.split()) == len(spoken.split())
    assert formal == upload(box).json["transcription"]
    assert formal != upload(box, TALK).json["transcription"]


def test_without_waiting_comes_a_job_id_and_later_the_same_text(box: Sandbox) -> None:
    reply = upload(box, wait=False, return_word_timestamps="true")
    assert (reply.status, reply.json["status"]) == (202, 202)
    assert reply.json["transcription"] is None
    said = finished(box, reply.json["job_id"])
    assert said == {**upload(box, return_word_timestamps="true").json, "job_id": reply.json["job_id"]}


def test_a_job_is_working_until_its_time_has_come(box: Sandbox) -> None:
    box.change({"delay": 60})
    job_id = upload(box, wait=False).json["job_id"]
    reply = look_up(box, job_id)
    assert (reply.status, reply.json["status"], reply.json["success"]) == (202, 202, True)
    assert reply.json["transcription"] is None


def test_the_wait_follows_the_length_of_the_sound(box: Sandbox) -> None:
    upload(box)  # heard before, so that only the delay counts
    box.change({"delay": 0.1, "per_second": 0.01, "speed": 0.5})
    began = time.monotonic()
    upload(box)
    assert 0.55 <= time.monotonic() - began < 2


@pytest.mark.parametrize(
    "key", [{}, {"x-auth-token": ""}, BEARER], ids=["no key", "an empty key", "a key for the other door"]
)
def test_without_a_key_nothing_is_taken_in(box: Sandbox, key: dict[str, str]) -> None:
    reply = upload(box, key=key)
    assert reply.status == 401
    assert reply.json["success"] is False
    assert reply.json["error"]
    assert not box.ledger()[0].accepted


def test_where_a_key_is_set_only_that_one_opens(box: Sandbox) -> None:
    box.change({"key": "the key"})
    assert upload(box).status == 401
    assert upload(box, key={"x-auth-token": "the key"}).status == 200


@pytest.mark.parametrize("model", ["", "model-00000000"], ids=["missing", "unknown"])
def test_a_model_that_is_none_is_refused(box: Sandbox, model: str) -> None:
    reply = upload(box, model=model)
    assert (reply.status, reply.json["success"]) == (200, False)
    assert "stt_model" in reply.json["error"]
    assert not box.ledger()[0].accepted


@pytest.mark.parametrize("name", ["empty.mp3", "text_named.mp3", "picture_named.mp4", "random.ogg"])
def test_what_is_no_sound_is_refused_and_not_billed(box: Sandbox, name: str) -> None:
    said = upload(box, SAMPLES / "bad" / name).json
    assert said["success"] is False
    assert said["error"]
    entry = box.ledger()[0]
    assert (entry.accepted, entry.billed_seconds) == (False, 0)


def test_a_job_of_what_is_no_sound_fails(box: Sandbox) -> None:
    job_id = upload(box, b"no sound", wait=False).json["job_id"]
    said = finished(box, job_id)
    assert (said["success"], said["transcription"], said["job_id"]) == (False, None, job_id)
    assert not box.ledger()[0].accepted


def test_silence_is_answered_with_an_empty_text_and_billed(box: Sandbox) -> None:
    said = upload(box, SAMPLES / "bad" / "silence.mp3").json
    assert (said["success"], said["transcription"], said["audio_duration"]) == (True, "", 3)
    assert box.ledger()[0].billed_seconds == 3


def test_a_form_without_a_file_is_refused(box: Sandbox) -> None:
    assert upload(box, None).json["success"] is False


def test_a_body_that_is_no_form_is_refused(box: Sandbox) -> None:
    reply = call(
        box, "POST", f"/api/v1/transcriptions/upload?stt_model={FORMAL}", {"x-auth-token": "k"}, b"{}"
    )
    assert reply.json["success"] is False


def test_a_form_that_ends_too_early_is_refused(box: Sandbox) -> None:
    headers, body = multipart([("wait_for_result", "true")], MEETING.read_bytes())
    path = f"/api/v1/transcriptions/upload?stt_model={FORMAL}"
    reply = call(box, "POST", path, {**headers, "x-auth-token": "k"}, body[:-100])
    assert reply.json["success"] is False


def test_a_file_over_the_limit_is_too_large(box: Sandbox) -> None:
    box.change({"max_bytes": 100_000})
    reply = upload(box)
    assert (reply.status, reply.json["success"]) == (413, False)
    assert not box.ledger()[0].accepted


def test_a_long_body_is_answered_before_it_is_read_and_the_answer_arrives(box: Sandbox) -> None:
    box.change({"max_bytes": 1000})
    assert upload(box, bytes(30_000_000)).status == 413


def test_the_ledger_says_what_came_and_what_became_of_it(box: Sandbox) -> None:
    job_id = upload(box, secure_mode="true", return_word_timestamps="true").json["job_id"]
    upload(box, TALK, model=CONVERSATIONAL, wait=False)
    look_up(box, job_id)
    first, second = box.ledger()
    assert first.number < second.number
    assert (first.way, first.model, first.wait) == ("sync", FORMAL, True)
    assert (first.bytes, first.sha256) == (
        MEETING.stat().st_size,
        hashlib.sha256(MEETING.read_bytes()).hexdigest(),
    )
    assert (first.secure_mode, first.word_times) == (True, True)
    assert (first.accepted, first.job_id, first.billed_seconds) == (True, job_id, 19)
    assert (first.status, first.answered, first.fault, first.lookups) == (200, True, "", 1)
    assert (second.way, second.model, second.wait, second.status) == ("async", CONVERSATIONAL, False, 202)
    assert (second.secure_mode, second.word_times, second.lookups) == (False, False, 0)


def test_when_full_others_may_be_sent_away(box: Sandbox) -> None:
    box.change({"capacity": 1, "when_full": "429", "delay": 30})
    assert upload(box, wait=False).status == 202
    reply = upload(box)
    assert (reply.status, reply.json["success"]) == (429, False)
    assert 1 <= int(reply.headers["Retry-After"]) <= 30
    assert [entry.accepted for entry in box.ledger()] == [True, False]


def test_when_full_others_wait_for_their_turn(box: Sandbox) -> None:
    upload(box)
    box.change({"capacity": 1, "delay": 0.3})
    began = time.monotonic()
    for _ in range(2):
        assert upload(box, wait=False).status == 202
    assert upload(box).json["transcription"]
    assert time.monotonic() - began >= 0.85
