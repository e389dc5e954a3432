import pytest

from tests.hispeech.answers import PAGE, json_reply, look_up, raised, reply
from tests.hispeech.orders import JOB, TEXT, as_json
from transcripts.hispeech.decipher import Reply
from transcripts.hispeech.errors import JobFailed, JobUnknown, LookupFailed, LookupRefused, NotAccepted
from transcripts.hispeech.messages import Answer, State


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
