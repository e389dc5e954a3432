"""Every fault as a client meets it, and what the ledger then says about money."""

import http.client
import json
import time
from typing import Any

import pytest

from tests.sandbox.calls import KEY, MEETING, UPLOAD, connect, look_up, multipart, upload, upload_openai
from tests.sandbox.test_uploads import finished
from transcripts.sandbox import Entry, Sandbox
from transcripts.sandbox.speech import CONVERSATIONAL, FORMAL

GONE = (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError)


def settled(box: Sandbox) -> Entry:
    """The one entry, once the sandbox has done with it: after a drop it may be a moment behind us."""
    until = time.monotonic() + 10
    while (entry := box.ledger()[0]).accepted and entry.billed_seconds is None:
        assert time.monotonic() < until
        time.sleep(0.02)
    return entry


@pytest.mark.parametrize(
    ("kind", "about", "status"),
    [
        ("error", {}, 500),
        ("error", {"status": 503}, 503),
        ("too_many", {}, 429),
        ("bad_key", {}, 401),
        ("refusal", {}, 200),
    ],
)
def test_being_turned_away_in_hispeech_s_words_is_not_billed(
    box: Sandbox, kind: str, about: dict[str, Any], status: int
) -> None:
    box.fault(kind, **about)
    reply = upload(box)
    assert (reply.status, reply.json["success"]) == (status, False)
    assert reply.json["error"]
    entry = box.ledger()[0]
    assert (entry.accepted, entry.fault, entry.status, entry.answered) == (False, kind, status, True)
    assert entry.bytes
    assert upload(box).json["success"] is True


def test_too_many_says_when_to_come_again_or_not(box: Sandbox) -> None:
    box.fault("too_many", retry_after=7)
    box.fault("too_many", retry_after="")
    assert upload(box).headers["Retry-After"] == "7"
    assert upload(box).headers["Retry-After"] is None


@pytest.mark.parametrize("status", [200, 502])
@pytest.mark.parametrize("after", [False, True])
def test_a_page_in_place_of_an_answer_may_hide_a_job(box: Sandbox, status: int, after: bool) -> None:
    box.fault("error_page", status=status, after=after)
    reply = upload(box)
    assert reply.status == status
    assert reply.headers["Content-Type"].startswith("text/html")
    assert reply.body.startswith(b"<!doctype html>")
    assert box.ledger()[0].accepted is after


@pytest.mark.parametrize("wait", [True, False])
def test_an_answer_may_be_lost_after_the_job_was_made(box: Sandbox, wait: bool) -> None:
    box.fault("drop_after")
    with pytest.raises(GONE):
        upload(box, wait=wait)
    entry = settled(box)
    assert (entry.accepted, entry.billed_seconds, entry.answered, entry.status) == (True, 19, False, 0)
    assert finished(box, entry.job_id)["transcription"]


@pytest.mark.parametrize("read", [0, 0.5, 1])
def test_a_connection_may_be_dropped_while_the_body_is_read(box: Sandbox, read: float) -> None:
    box.fault("drop_before", read=read)
    with pytest.raises(GONE):
        upload(box, bytes(20_000_000))
    entry = box.ledger()[0]
    assert (entry.accepted, entry.fault, entry.answered, entry.job_id) == (False, "drop_before", False, "")


def test_an_answer_may_be_no_json(box: Sandbox) -> None:
    box.fault("broken_json")
    reply = upload(box)
    assert reply.status == 200
    with pytest.raises((json.JSONDecodeError, UnicodeDecodeError)):
        json.loads(reply.body)
    assert box.ledger()[0].accepted


@pytest.mark.parametrize(("kind", "success"), [("success_text", "true"), ("success_one", 1)])
def test_success_may_be_written_otherwise(box: Sandbox, kind: str, success: object) -> None:
    box.fault(kind, count=2)
    taken_in = upload(box, wait=False).json
    for said in (upload(box).json, taken_in, finished(box, taken_in["job_id"])):
        assert (said["success"], type(said["success"])) == (success, type(success))


def test_a_text_may_be_empty_and_is_billed(box: Sandbox) -> None:
    box.fault("empty_text")
    assert upload(box).json["transcription"] == ""
    assert box.ledger()[0].billed_seconds == 19


def test_a_job_may_be_lost(box: Sandbox) -> None:
    box.fault("lost_job")
    job_id = upload(box, wait=False).json["job_id"]
    assert look_up(box, job_id).status == 404
    entry = settled(box)
    assert (entry.accepted, entry.billed_seconds, entry.lookups) == (True, 19, 1)


@pytest.mark.parametrize("wait", [True, False])
def test_a_job_may_fail_and_is_not_billed(box: Sandbox, wait: bool) -> None:
    box.fault("failed_job")
    said = upload(box, wait=wait).json
    if not wait:
        said = finished(box, said["job_id"])
    assert said["success"] is False
    assert said["error"]
    entry = box.ledger()[0]
    assert (entry.accepted, entry.billed_seconds) == (False, 0)
    assert entry.job_id


def test_a_job_may_be_slow(box: Sandbox) -> None:
    box.fault("slow", seconds=0.5)
    began = time.monotonic()
    assert upload(box).json["transcription"]
    assert time.monotonic() - began >= 0.5


def test_a_fault_strikes_only_what_it_fits(box: Sandbox) -> None:
    box.fault("error", way="openai")
    box.fault("error", way="async")
    box.fault("error", model=CONVERSATIONAL)
    assert upload(box).status == 200
    assert upload(box, model=CONVERSATIONAL).status == 500
    assert upload(box, wait=False).status == 500
    reply = upload_openai(box, [("model", FORMAL)])
    assert (reply.status, reply.json["error"]["type"]) == (500, "server_error")
    assert upload_openai(box, [("model", FORMAL)]).status == 200


def test_a_client_that_goes_while_it_waits_is_noted_as_not_answered(box: Sandbox) -> None:
    box.change({"delay": 0.5})
    headers, body = multipart([("wait_for_result", "true")], MEETING.read_bytes())
    connection = connect(box)
    connection.request("POST", f"{UPLOAD}?stt_model={FORMAL}", body, {**headers, **KEY})
    until = time.monotonic() + 10
    while not (box.ledger() and box.ledger()[0].accepted):
        assert time.monotonic() < until
        time.sleep(0.01)
    connection.close()
    while not box.ledger()[0].status:
        assert time.monotonic() < until
        time.sleep(0.01)
    entry = box.ledger()[0]
    assert (entry.accepted, entry.answered, entry.billed_seconds) == (True, False, 19)
