"""Subtitle breaks for programs: read, put, and seen in every export of subtitles."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.actions.test_recut import subtitled
from tests.api.calls import key, viewers_key
from transcripts.models import Transcription, User


@pytest.fixture
def job(anahit: User) -> Transcription:
    return subtitled(anahit)


def ask(
    client: Client, headers: Any, job: Transcription, body: object = None, asked: str = "preset=web"
) -> Any:
    path = f"/api/v1/recordings/{job.recording_id}/breaks?{asked}"
    if body is None:
        return client.get(path, headers=headers)
    return client.put(path, json.dumps(body), content_type="application/json", headers=headers)


def test_breaks_are_put_read_and_exported(client: Client, anahit: User, job: Transcription) -> None:
    breaks = [{"word": 5, "kind": "cut", "early": 0}]
    made = ask(client, key(anahit), job, {"revision": 0, "version": 0, "breaks": breaks})
    assert made.status_code == 200, made.content
    assert made.json() == ask(client, key(anahit), job).json()
    assert (made.json()["version"], made.json()["breaks"]) == (1, breaks)
    for name in ("srt", "vtt", "ttml", "json"):
        path = f"/api/v1/recordings/{job.recording_id}/export?format={name}&preset=web"
        written = client.get(path, headers=key(anahit)).content.decode()
        assert "Այսօր քննարկում ենք հաշիվը։" not in written.split('"cues"')[-1]
        assert "Այսօր քննարկում" in written


def test_who_has_seen_an_older_state_overwrites_nothing(
    client: Client, anahit: User, job: Transcription
) -> None:
    sent = {"revision": 0, "version": 0, "breaks": [{"word": 5, "kind": "cut"}]}
    ask(client, key(anahit), job, sent)
    late = ask(client, key(anahit), job, sent)
    assert (late.status_code, late.json()["error"]["code"]) == (409, "subtitles_moved")


def test_viewers_read_them_and_strangers_see_nothing(
    client: Client,
    vahe: User,
    mallory: User,
    job: Transcription,
) -> None:
    assert ask(client, viewers_key(vahe), job).json()["breaks"] == []
    refused = ask(client, viewers_key(vahe), job, {"revision": 0, "version": 0, "breaks": []})
    assert refused.status_code == 403
    assert ask(client, key(mallory), job).status_code == 404


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"revision": 0, "version": 0}, "bad_breaks"),
        ({"revision": 0, "version": 0, "breaks": [5]}, "bad_breaks"),
        ({"revision": 0, "version": 0, "breaks": [{"word": 1, "kind": "tear"}]}, "bad_breaks"),
        ({"revision": 0, "version": 0, "breaks": [{"word": True, "kind": "cut"}]}, "bad_breaks"),
        ({"revision": 0, "version": 0, "breaks": [{"word": 1, "kind": []}]}, "bad_breaks"),
        ({"revision": 0, "version": 0, "breaks": [{"word": 1, "kind": "cut"}] * 2}, "bad_breaks"),
        ({"revision": "0", "version": 0, "breaks": []}, "bad_number"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(
    client: Client,
    anahit: User,
    job: Transcription,
    body: object,
    code: str,
) -> None:
    answer = ask(client, key(anahit), job, body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, code), answer.content
    assert answer.json()["error"]["message"]


def test_a_preset_that_is_none_is_refused(client: Client, anahit: User, job: Transcription) -> None:
    assert ask(client, key(anahit), job, asked="preset=cinema").json()["error"]["code"] == "no_such_preset"
