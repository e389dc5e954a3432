"""The three doors as the tests of deciphering knock at them, and what they answer."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.hispeech.orders import JOB
from transcripts.hispeech import decipher
from transcripts.hispeech.decipher import Reply
from transcripts.hispeech.errors import HiSpeechError
from transcripts.hispeech.messages import Answer

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
