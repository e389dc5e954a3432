import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hispeech.orders import JOB, TEXT, as_json, finished
from transcripts.hispeech import decipher
from transcripts.hispeech.decipher import Reply
from transcripts.hispeech.errors import (
    AnswerLost,
    Busy,
    ComeBackLater,
    HiSpeechError,
    JobFailed,
    JobUnknown,
    KeyRefused,
    LookupFailed,
    LookupRefused,
    NotAccepted,
    OrderRefused,
    TooLarge,
    Trouble,
    Unreachable,
)
from transcripts.hispeech.messages import Answer, State
from transcripts.text.document import Word

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PAGE = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
Door = Callable[[Reply], Answer]


def upload(reply: Reply) -> Answer:
    return decipher.upload(reply, NOW)


def openai(reply: Reply) -> Answer:
    return decipher.openai(reply, NOW)


def look_up(reply: Reply) -> Answer:
    return decipher.look_up(reply, NOW, JOB)


def reply(status: int = 200, body: bytes = b"", **headers: Any) -> Reply:
    return Reply(status, body, **headers)


def json_reply(status: int = 200, /, **said: Any) -> Reply:
    return Reply(status, json.dumps(said).encode(), content_type="application/json")


def raised(door: Door, given: Reply) -> HiSpeechError:
    with pytest.raises(HiSpeechError) as caught:
        door(given)
    return caught.value


# --- the answer to an upload ---------------------------------------------------------------------


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


# --- the OpenAI-compatible door ------------------------------------------------------------------


def test_json_brings_the_text() -> None:
    assert openai(json_reply(text=TEXT)) == Answer("", State.DONE, TEXT)


def test_verbose_json_brings_length_and_words() -> None:
    words = [{"word": "Խոսում", "start": 0.0, "end": 0.4}]
    answer = openai(json_reply(task="transcribe", duration="3.1", text=TEXT, words=words, segments=[]))
    assert answer.seconds == 3.1
    assert answer.words == (Word("Խոսում", 0.0, 0.4),)


def test_the_length_may_stand_in_the_usage() -> None:
    assert openai(json_reply(text=TEXT, usage={"type": "duration", "seconds": 3})).seconds == 3.0


def test_plain_text_is_the_text() -> None:
    given = reply(body=f"\ufeff{TEXT}\n".encode(), content_type="text/plain; charset=utf-8")
    assert openai(given).text == TEXT


def test_a_json_string_is_the_text() -> None:
    assert openai(reply(body=json.dumps(TEXT).encode(), content_type="application/json")).text == TEXT


@pytest.mark.parametrize("body", [PAGE, b'{"text": "half'])
def test_a_page_or_half_an_object_called_text_is_no_transcript(body: bytes) -> None:
    assert isinstance(raised(openai, reply(body=body, content_type="text/plain")), AnswerLost)


def test_openai_says_no_as_hispeech_does() -> None:
    assert isinstance(raised(openai, json_reply(success=False, error="no")), OrderRefused)


# --- a look-up -----------------------------------------------------------------------------------


def test_a_finished_job_brings_its_text() -> None:
    assert look_up(reply(body=as_json())) == Answer(JOB, State.DONE, TEXT, 3.0, ())


def test_a_finished_job_need_not_repeat_its_id() -> None:
    assert look_up(reply(body=as_json(job_id=None))).job_id == JOB


@pytest.mark.parametrize(
    "given",
    [
        json_reply(job_id=JOB, success=True, status=202, transcription=None),
        json_reply(202, job_id=JOB, transcription=None),
        json_reply(success=False, status=202, transcription=None),
        json_reply(status=202, transcription=""),
        json_reply(status=202, transcription="Խոս"),
    ],
)
def test_a_job_not_yet_finished_is_at_work(given: Reply) -> None:
    answer = look_up(given)
    assert (answer.state, answer.text, answer.job_id) == (State.WORKING, "", JOB)


def test_a_job_that_ended_without_success_failed() -> None:
    error = raised(look_up, json_reply(job_id=JOB, success=False, status=500, error="decoding failed"))
    assert isinstance(error, JobFailed)
    assert "decoding failed" in str(error)


@pytest.mark.parametrize("given", [reply(404), reply(404, PAGE), json_reply(success=False, status=404)])
def test_404_is_an_unknown_job(given: Reply) -> None:
    assert isinstance(raised(look_up, given), JobUnknown)


@pytest.mark.parametrize("given", [reply(401), reply(403, PAGE), json_reply(success=False, status=401)])
def test_a_refused_key_says_nothing_about_what_was_bought(given: Reply) -> None:
    error = raised(look_up, given)
    assert isinstance(error, LookupRefused)
    assert not isinstance(error, NotAccepted)


@pytest.mark.parametrize(
    "given",
    [
        reply(500, PAGE),
        json_reply(500, success=False, error="trouble"),
        json_reply(422, success=False, error="trouble"),
        reply(429),
        json_reply(success=False, status=429, error="slower"),
        reply(302, location="/"),
        reply(200, PAGE),
        reply(200, b"{}"),
        reply(200, b'{"message": "hello"}'),
        reply(200, broken="ReadError"),
    ],
)
def test_a_look_up_that_brought_nothing_is_tried_again(given: Reply) -> None:
    assert type(raised(look_up, given)) is LookupFailed


def test_a_look_up_says_when_to_come_back() -> None:
    error = raised(look_up, reply(503, retry_after="30"))
    assert isinstance(error, LookupFailed)
    assert error.retry_after == 30.0


@pytest.mark.parametrize("success", [True, False])
def test_an_answer_about_another_job_is_not_taken(success: bool) -> None:
    assert type(raised(look_up, reply(body=as_json(job_id="another", success=success)))) is LookupFailed


def test_an_id_in_capitals_is_the_same_id() -> None:
    assert look_up(reply(body=as_json(job_id=JOB.upper()))).text == TEXT


# --- whatever comes ------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*finished(), "words", "text"]), inner),
    max_leaves=12,
)
BODIES = st.binary() | JSON.map(lambda value: json.dumps(value).encode())
REPLIES = st.builds(
    Reply,
    st.integers(100, 999),
    BODIES,
    st.sampled_from(["", "application/json", "text/plain", "text/html; charset=x"]),
    st.text(),
    st.text(),
    st.booleans(),
)


@given(REPLIES, st.sampled_from([upload, openai, look_up]))
def test_nothing_but_our_own_errors_comes_out(given: Reply, door: Door) -> None:
    try:
        answer = door(given)
    except HiSpeechError:
        return
    answer.text.encode()
    assert answer.state is State.DONE or answer.job_id
    assert answer.seconds is None or 0 <= answer.seconds < float("inf")


@given(REPLIES.filter(lambda given: not 200 <= given.status < 300))
def test_what_is_no_success_of_http_is_no_answer(given: Reply) -> None:
    for door in (upload, openai, look_up):
        raised(door, given)


@given(BODIES, st.sampled_from([500, 502, 503, 504]))
def test_a_5xx_after_the_order_is_free_only_in_own_words(body: bytes, status: int) -> None:
    given = reply(status, body)
    error = raised(upload, given)
    assert isinstance(error, AnswerLost | Trouble)
    if isinstance(error, Trouble):
        assert "success" in given.said


@given(REPLIES.filter(lambda given: not given.order_was_through))
def test_nothing_is_lost_before_the_order_was_whole(given: Reply) -> None:
    for door in (upload, openai):
        with suppress(NotAccepted):
            door(given)


def test_only_what_was_not_accepted_may_come_back_later() -> None:
    assert issubclass(ComeBackLater, NotAccepted)
    assert not issubclass(AnswerLost, NotAccepted)
    assert not issubclass(LookupFailed, NotAccepted)
    assert not issubclass(JobUnknown, NotAccepted | LookupFailed)


def test_the_words_stay_out_of_sight() -> None:
    given = reply(body=as_json(words=[{"word": "Խոսում"}]))
    assert "Խոսում" not in repr(upload(given)) + repr(given)
    error = raised(upload, reply(500, as_json()))
    assert "Խոսում" not in repr(error)
