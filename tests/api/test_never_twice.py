"""Programs repeat themselves: after a time-out, in two copies, from a queue that delivers twice."""

from typing import Any

import pytest
from django.test import Client

from tests.api.calls import CONVERSATIONAL, FORMAL, UPLOAD, key, send, sound
from tests.factories import tone
from transcripts.models import Recording, Transcription, User

OTHER = tone(2.0)


def keyed(client: Client, user: User, name: str, content: bytes | None = None, model: str = FORMAL) -> Any:
    headers = {**key(user), "Idempotency-Key": name}
    return client.post(f"{UPLOAD}?stt_model={model}", {"file": sound(content=content)}, headers=headers)


def test_the_same_recording_gives_the_same_job(client: Client, anahit: User, bagrat: User) -> None:
    first, second = send(client, anahit).json(), send(client, bagrat).json()
    assert first["job_id"] == second["job_id"]
    assert Recording.objects.count() == 1


def test_again_on_purpose_is_another_job(client: Client, anahit: User) -> None:
    first = send(client, anahit).json()
    second = send(client, anahit, f"?stt_model={FORMAL}&again=true").json()
    assert first["job_id"] != second["job_id"]


def test_the_other_model_is_another_job_of_the_same_recording(client: Client, anahit: User) -> None:
    send(client, anahit)
    send(client, anahit, f"?stt_model={CONVERSATIONAL}")
    assert Transcription.objects.values("recording").distinct().count() == 1
    assert Transcription.objects.count() == 2


def test_the_same_key_is_the_same_request(client: Client, anahit: User) -> None:
    assert keyed(client, anahit, "k").json()["job_id"] == keyed(client, anahit, "k").json()["job_id"]


@pytest.mark.parametrize(("content", "model"), [(OTHER, FORMAL), (None, CONVERSATIONAL)])
def test_a_key_for_another_request_is_refused(
    client: Client, anahit: User, content: bytes | None, model: str
) -> None:
    keyed(client, anahit, "k")
    said = keyed(client, anahit, "k", content, model)
    assert said.status_code == 422
    assert said.json()["success"] is False
    assert said.json()["code"] == "idempotency_key_reused"


def test_keys_of_two_teams_have_nothing_to_do_with_each_other(
    client: Client, anahit: User, mallory: User
) -> None:
    assert keyed(client, anahit, "k").json()["job_id"] != keyed(client, mallory, "k").json()["job_id"]


def test_an_endless_key_is_refused(client: Client, anahit: User) -> None:
    assert keyed(client, anahit, "k" * 201).status_code == 422
    assert not Recording.objects.exists()
