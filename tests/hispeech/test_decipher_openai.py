import json

import pytest

from tests.hispeech.answers import PAGE, json_reply, openai, raised, reply
from tests.hispeech.orders import TEXT
from transcripts.hispeech.errors import AnswerLost, OrderRefused
from transcripts.hispeech.messages import Answer, State
from transcripts.text.document import Word


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
