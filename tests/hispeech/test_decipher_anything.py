"""Whatever comes."""

import json
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from tests.hispeech.answers import Door, look_up, openai, raised, reply, upload
from tests.hispeech.orders import as_json, finished
from transcripts.hispeech.decipher import Reply
from transcripts.hispeech.errors import (
    AnswerLost,
    ComeBackLater,
    HiSpeechError,
    JobUnknown,
    LookupFailed,
    NotAccepted,
    Trouble,
)
from transcripts.hispeech.messages import State

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
