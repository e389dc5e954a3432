from typing import Any

import pytest

from tests.hispeech.answers import PAGE, Door, json_reply, look_up, openai, raised, reply, upload
from tests.hispeech.orders import JOB, TEXT, as_json
from transcripts.hispeech.decipher import Reply
from transcripts.hispeech.errors import (
    AnswerLost,
    Busy,
    HiSpeechError,
    KeyRefused,
    NotAccepted,
    OrderRefused,
    TooLarge,
    Trouble,
    Unreachable,
)
from transcripts.hispeech.messages import Answer, State
from transcripts.text.document import Word


def test_the_documented_answer_brings_text_length_and_job() -> None:
    assert upload(reply(body=as_json())) == Answer(JOB, State.DONE, TEXT, 3.0, ())


@pytest.mark.parametrize("success", [True, "true", "True", 1, "1", None, "perhaps"])
def test_success_is_met_in_several_spellings(success: object) -> None:
    assert upload(reply(body=as_json(success=success))).text == TEXT


def test_word_times_come_along() -> None:
    answer = upload(reply(body=as_json(words=[{"word": "Խոսում", "start": 0.1, "end": 0.4}])))
    assert answer.words == (Word("Խոսում", 0.1, 0.4),)


@pytest.mark.parametrize(("duration", "seconds"), [(3, 3.0), ("3", 3.0), (3.2, 3.2), ("?", None), (-1, None)])
def test_the_length_is_read_leniently(duration: object, seconds: float | None) -> None:
    assert upload(reply(body=as_json(audio_duration=duration))).seconds == seconds


def test_an_empty_text_is_done_and_empty_for_the_caller_to_judge() -> None:
    answer = upload(reply(body=as_json(transcription="  ")))
    assert (answer.state, answer.text) == (State.DONE, "")


@pytest.mark.parametrize(
    "given",
    [
        json_reply(job_id=JOB, success=True, status=202, transcription=None),
        json_reply(202, job_id=JOB, transcription=None),
        json_reply(job_id=JOB, success=True, transcription=None, message="queued"),
        json_reply(202, job_id=JOB, success=False, error=None, transcription=None),
        json_reply(201, job_id=17, success="true"),
    ],
)
def test_a_job_without_text_is_at_work(given: Reply) -> None:
    answer = upload(given)
    assert answer.state is State.WORKING
    assert answer.job_id in {JOB, "17"}
    assert answer.text == ""


def test_a_refusal_comes_with_200_and_says_why() -> None:
    error = raised(upload, json_reply(job_id=None, success=False, error="unsupported format"))
    assert type(error) is OrderRefused
    assert "unsupported format" in str(error)


@pytest.mark.parametrize("no", [False, "false", 0])
def test_no_is_met_in_several_spellings(no: object) -> None:
    assert isinstance(raised(upload, reply(body=as_json(success=no))), OrderRefused)


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, KeyRefused), (403, KeyRefused), (413, TooLarge), (429, Busy)],
)
@pytest.mark.parametrize("body", [b"", PAGE, b"{", as_json()], ids=["empty", "page", "broken", "success"])
@pytest.mark.parametrize("door", [upload, openai])
def test_these_are_not_accepted_whatever_the_body(
    door: Door, body: bytes, status: int, kind: type[HiSpeechError]
) -> None:
    assert type(raised(door, reply(status, body))) is kind


@pytest.mark.parametrize(("status", "kind"), [(401, KeyRefused), (413, TooLarge), (429, Busy)])
def test_a_no_may_carry_its_status_inside(status: int, kind: type[HiSpeechError]) -> None:
    assert type(raised(upload, json_reply(success=False, status=status, error="no"))) is kind


def test_busy_says_when_to_come_back() -> None:
    error = raised(upload, reply(429, retry_after="7"))
    assert isinstance(error, Busy)
    assert error.retry_after == 7.0


@pytest.mark.parametrize("door", [upload, look_up])
def test_a_job_at_work_says_when_to_ask_again(door: Door) -> None:
    given = reply(202, as_json(job_id=JOB, success=True, transcription=None, status=202), retry_after="7")
    assert door(given).retry_after == 7


def test_trouble_in_its_own_words_was_not_accepted() -> None:
    error = raised(upload, json_reply(503, success=False, error="overloaded"))
    assert isinstance(error, Trouble)
    assert error.retry_after is None


@pytest.mark.parametrize("status", [400, 404, 415, 422])
@pytest.mark.parametrize("said", [{}, {"detail": "no"}, {"success": False}, {"error": {"message": "no"}}])
@pytest.mark.parametrize("door", [upload, openai])
def test_another_4xx_in_json_is_a_refusal(door: Door, said: dict[str, Any], status: int) -> None:
    assert type(raised(door, json_reply(status, **said))) is OrderRefused


@pytest.mark.parametrize(
    "given",
    [
        reply(500, PAGE, content_type="text/html"),
        reply(502, PAGE, content_type="text/html"),
        reply(404, PAGE, content_type="text/html"),
        reply(504, b'{"message": "Endpoint request timed out"}'),
        reply(500, as_json()),
        reply(400, as_json()),
        reply(500, b"[]"),
        reply(500),
        reply(200, PAGE, content_type="text/html"),
        reply(200, b'{"success": true, "transcr'),
        reply(200),
        reply(204),
        reply(200, b"{}"),
        reply(200, b"null"),
        reply(200, b"[" * 100_000),
        reply(200, b'{"transcription": ["a"], "success": true}'),
        reply(200, b'{"success": true, "transcription": null}'),
        reply(200, broken="ReadError"),
        reply(200, broken="ReadError", content_type="text/plain"),
        reply(600, b"{}"),
    ],
)
@pytest.mark.parametrize("door", [upload, openai])
def test_anything_else_after_the_order_may_have_been_bought(door: Door, given: Reply) -> None:
    assert type(raised(door, given)) is AnswerLost


def test_a_lost_answer_keeps_the_job_that_it_named() -> None:
    error = raised(upload, json_reply(job_id=JOB, success=True, error="storing failed", transcription=None))
    assert isinstance(error, AnswerLost)
    assert error.job_id == JOB


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_refused_and_names_the_place_without_its_query(status: int) -> None:
    error = raised(upload, reply(status, location="https://elsewhere.example/x?token=1"))
    assert type(error) is OrderRefused
    assert "https://elsewhere.example/x" in str(error)
    assert "token" not in str(error)


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (reply(502, PAGE, order_was_through=False), Trouble),
        (reply(500, order_was_through=False), Trouble),
        (reply(400, PAGE, order_was_through=False), Unreachable),
        (reply(200, b"{", order_was_through=False), Unreachable),
        (reply(200, broken="ReadError", order_was_through=False), Unreachable),
        (reply(413, order_was_through=False), TooLarge),
        (reply(400, b"{}", order_was_through=False), OrderRefused),
    ],
)
@pytest.mark.parametrize("door", [upload, openai])
def test_what_comes_before_the_order_was_whole_was_not_bought(
    door: Door, given: Reply, kind: type[HiSpeechError]
) -> None:
    error = raised(door, given)
    assert type(error) is kind
    assert isinstance(error, NotAccepted)


def test_a_plain_success_counts_even_before_we_think_the_order_whole() -> None:
    assert upload(reply(body=as_json(), order_was_through=False)).text == TEXT
