"""Notes for programs."""

from typing import Any

import pytest
from django.test import Client

from tests.api.calls import key, viewers_key
from tests.factories import completed, recording
from transcripts.models import Recording, User


@pytest.fixture
def row(anahit: User) -> Recording:
    made = recording(anahit, duration=60.0)
    completed(made)
    return made


def _key(by: User) -> dict[str, str]:
    return viewers_key(by) if by.name == "Vahe" else key(by)


def send(client: Client, by: User, row: Recording, body: object, rest: str = "", method: str = "post") -> Any:
    address = f"/api/v1/recordings/{row.pk}/notes{rest}"
    return getattr(client, method)(address, body, "application/json", headers=_key(by))


def listed(client: Client, by: User, row: Recording, rest: str = "") -> Any:
    return client.get(f"/api/v1/recordings/{row.pk}/notes{rest}", headers=_key(by)).json()["results"]


def test_a_note_is_answered_and_settled(client: Client, anahit: User, bagrat: User, row: Recording) -> None:
    made = send(client, anahit, row, {"moment": 12.5, "text": "Ո՞վ է խոսում"})
    assert made.status_code == 201
    number = made.json()["id"]
    send(client, bagrat, row, {"replies_to": number, "text": "Վարդանյանը"})
    (thread,) = listed(client, anahit, row)
    assert (thread["moment"], thread["author"], thread["resolved"]) == (12.5, "anahit@example.am", False)
    assert [reply["text"] for reply in thread["replies"]] == ["Վարդանյանը"]
    said = send(client, bagrat, row, {"resolved": True}, f"/{number}", "patch")
    assert said.json()["resolved"] is True
    assert listed(client, anahit, row, "?resolved=false") == []
    assert listed(client, anahit, row)[0]["resolved_by"] == "bagrat@example.am"


def test_only_one_s_own_words_are_changed_and_taken_away(
    client: Client, anahit: User, bagrat: User, row: Recording
) -> None:
    number = send(client, anahit, row, {"moment": 1, "text": "Ա"}).json()["id"]
    assert send(client, bagrat, row, {"text": "Բ"}, f"/{number}", "patch").status_code == 403
    assert send(client, bagrat, row, {}, f"/{number}", "delete").status_code == 403
    assert send(client, anahit, row, {"text": "Գ"}, f"/{number}", "patch").json()["text"] == "Գ"
    assert send(client, anahit, row, {}, f"/{number}", "delete").status_code == 204
    assert listed(client, anahit, row) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"moment": 1, "text": " "}, "empty_note"),
        ({"moment": 1, "text": "ա" * 4001}, "long_note"),
        ({"moment": 90, "text": "ա"}, "no_moment"),
        ({"moment": True, "text": "ա"}, "no_moment"),
        ({"text": "ա"}, "no_moment"),
    ],
)
def test_a_note_has_words_and_a_moment(
    client: Client, anahit: User, row: Recording, body: object, code: str
) -> None:
    said = send(client, anahit, row, body)
    assert (said.status_code, said.json()["error"]["code"]) == (422, code)


def test_viewers_read_and_strangers_find_nothing(
    client: Client, anahit: User, vahe: User, mallory: User, row: Recording
) -> None:
    number = send(client, anahit, row, {"moment": 1, "text": "Ա"}).json()["id"]
    assert len(listed(client, vahe, row)) == 1
    assert send(client, vahe, row, {"moment": 1, "text": "Ա"}).status_code == 403
    assert send(client, vahe, row, {"resolved": True}, f"/{number}", "patch").status_code == 403
    elsewhere = recording(mallory)
    completed(elsewhere)
    assert send(client, mallory, elsewhere, {"resolved": True}, f"/{number}", "patch").status_code == 404
    assert send(client, mallory, row, {"moment": 1, "text": "Ա"}).status_code == 404
