"""Find and replace for programs."""

import uuid
from typing import Any

import pytest
from django.test import Client

from tests.api.calls import key, viewers_key
from tests.factories import completed, recording
from transcripts.models import Recording, User

ADDRESS = "/api/v1/recordings/replace"


def _key(by: User) -> dict[str, str]:
    return viewers_key(by) if by.name == "Vahe" else key(by)


def send(client: Client, by: User, body: object, rest: str = "") -> Any:
    return client.post(f"{ADDRESS}{rest}", body, "application/json", headers=_key(by))


@pytest.fixture
def rows(anahit: User) -> list[Recording]:
    made = [recording(anahit, title=str(n)) for n in range(2)]
    for row in made:
        completed(row, text="Գագիկ Մարությանը եկավ։ Մարությանն ասաց։")
    return made


def text(row: Recording) -> str:
    return row.transcriptions.get().revisions.order_by("-number")[0].text


def test_first_shown_then_replaced_then_taken_back(
    client: Client, bagrat: User, rows: list[Recording]
) -> None:
    asked = {"find": "Մարության", "replace": "Մարուքյան", "recordings": [str(row.pk) for row in rows]}
    shown = send(client, bagrat, {**asked, "preview": True}).json()
    assert (shown["count"], [one["count"] for one in shown["results"]]) == (4, [2, 2])
    assert shown["results"][0]["places"][0]["match"] == "Մարության"
    assert "Մարության" in text(rows[0])
    done = send(client, bagrat, asked).json()
    assert (done["count"], done["refused"]) == (4, [])
    assert text(rows[1]) == "Գագիկ Մարուքյանը եկավ։ Մարուքյանն ասաց։"
    undone = send(client, bagrat, {}, f"/{done['batch']}/undo").json()
    assert undone == {"transcripts": 2, "left": 0}
    assert "Մարության" in text(rows[0])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"find": " ", "recordings": [str(uuid.uuid4())]}, "nothing_to_find"),
        ({"find": "ա", "recordings": []}, "bad_recordings"),
        ({"find": "ա", "recordings": ["x"]}, "bad_recordings"),
        ({"find": "ա", "recordings": [5]}, "bad_recordings"),
        ({"find": "ա", "recordings": [str(uuid.uuid4())] * 201}, "too_many"),
        ({"find": "ա", "replace": "ա" * 201, "recordings": [str(uuid.uuid4())]}, "long_replacement"),
        ({"find": 5, "recordings": []}, "not_text"),
    ],
)
def test_what_cannot_be_done_is_refused(client: Client, bagrat: User, body: object, code: str) -> None:
    said = send(client, bagrat, body)
    assert (said.status_code, said.json()["error"]["code"]) == (422, code)


def test_a_viewer_may_look_and_not_replace(
    client: Client, vahe: User, mallory: User, rows: list[Recording]
) -> None:
    asked = {"find": "Գագիկ", "replace": "Անի", "recordings": [str(row.pk) for row in rows]}
    assert send(client, vahe, {**asked, "preview": True}).json()["count"] == 2
    assert send(client, vahe, asked).status_code == 403
    assert send(client, mallory, {**asked, "preview": True}).json() == {"count": 0, "results": []}
    assert send(client, mallory, asked).json()["count"] == 0
    assert text(rows[0]).startswith("Գագիկ")


def test_another_team_s_change_is_not_undone(
    client: Client, bagrat: User, mallory: User, vahe: User, rows: list[Recording]
) -> None:
    asked = {"find": "Գագիկ", "replace": "Անի", "recordings": [str(rows[0].pk)]}
    batch = send(client, bagrat, asked).json()["batch"]
    assert send(client, mallory, {}, f"/{batch}/undo").json() == {"transcripts": 0, "left": 0}
    assert send(client, vahe, {}, f"/{batch}/undo").status_code == 403
    assert text(rows[0]).startswith("Անի")
