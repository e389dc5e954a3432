"""Folders, tags and notes, for programs."""

from typing import Any

import pytest
from django.test import Client

from tests.api.calls import key
from tests.api.tus import Sender
from tests.factories import completed, recording, tone
from transcripts.models import Folder, Recording, Upload, User

pytestmark = pytest.mark.django_db
LIST = "/api/v1/recordings/"


def send(client: Client, by: User, method: str, address: str, told: Any = None) -> Any:
    return client.generic(method, address, _json(told), "application/json", headers=key(by))


def _json(told: Any) -> str:
    import json

    return json.dumps(told) if told is not None else ""


def test_folder_tags_and_note_are_read_and_changed(client: Client, bagrat: User) -> None:
    row = recording(bagrat)
    told = {"folder": "Նիստեր/2026", "tags": ["կարևոր", "շտապ"], "note": "Ստուգել"}
    answer = send(client, bagrat, "PATCH", f"{LIST}{row.pk}/", told).json()
    assert answer["folder"]["name"] == "2026"
    assert [tag["name"] for tag in answer["tags"]] == ["կարևոր", "շտապ"]
    assert answer["note"] == "Ստուգել"
    again = send(client, bagrat, "PATCH", f"{LIST}{row.pk}/", {"tags": answer["tags"][:1], "folder": None})
    assert again.json()["folder"] is None
    assert [tag["name"] for tag in again.json()["tags"]] == ["կարևոր"]
    back = send(client, bagrat, "PATCH", f"{LIST}{row.pk}/", {"folder": answer["folder"]["id"]}).json()
    assert back["folder"] == answer["folder"]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"folder": 999}, "no_such_folder"),
        ({"folder": [1]}, "bad_folder"),
        ({"tags": "x"}, "bad_tags"),
        ({"tags": [99]}, "no_such_tag"),
        ({"note": "x" * 10_001}, "long_recording_note"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changed(
    client: Client, bagrat: User, told: dict[str, Any], code: str
) -> None:
    row = recording(bagrat)
    answer = send(client, bagrat, "PATCH", f"{LIST}{row.pk}/", {"title": "Նոր", **told})
    assert answer.json()["error"]["code"] == code
    row.refresh_from_db()
    assert row.title == "Ժողով"


def test_the_list_is_filtered_and_sorted(client: Client, bagrat: User) -> None:
    first, second = recording(bagrat, "Ցուցակ"), recording(bagrat, "Ուղի")
    completed(first)
    send(client, bagrat, "PATCH", f"{LIST}{first.pk}/", {"folder": "Ա/Բ", "tags": ["x"]})
    outer, tag = Folder.objects.get(name="Ա").pk, first.tags.get().pk

    def titles(asked: str) -> list[str]:
        answer = client.get(f"{LIST}?{asked}", headers=key(bagrat)).json()
        return [one["title"] for one in answer["results"]]

    assert titles(f"folder={outer}&tag={tag}&status=completed&q=ցուցակ") == ["Ցուցակ"]
    assert titles("folder=none") == [second.title]
    assert titles("sort=title") == ["Ցուցակ", "Ուղի"]


def test_folders_are_listed_made_moved_and_deleted(client: Client, bagrat: User, mallory: User) -> None:
    outer = send(client, bagrat, "POST", "/api/v1/folders/", {"name": "Ա"}).json()
    inner = send(client, bagrat, "POST", "/api/v1/folders/", {"name": "Բ", "parent": outer["id"]}).json()
    recording(bagrat, folder_id=inner["id"])
    listed = client.get("/api/v1/folders/", headers=key(bagrat)).json()["results"]
    assert [(one["path"], one["recordings"]) for one in listed] == [(["Ա"], 1), (["Ա", "Բ"], 1)]
    refused = send(client, bagrat, "PATCH", f"/api/v1/folders/{outer['id']}", {"parent": inner["id"]})
    assert refused.json()["error"]["code"] == "into_itself"
    gone = send(client, bagrat, "DELETE", f"/api/v1/folders/{inner['id']}").json()
    assert gone == {"moved_to": outer["id"], "recordings": 1, "folders": 0}
    assert send(client, mallory, "GET", f"/api/v1/folders/{outer['id']}").status_code == 404


def test_tags_are_listed_made_changed_and_deleted(client: Client, bagrat: User) -> None:
    made = send(client, bagrat, "POST", "/api/v1/tags/", {"name": "կարևոր"}).json()
    changed = send(client, bagrat, "PATCH", f"/api/v1/tags/{made['id']}", {"colour": "plum"}).json()
    assert (changed["name"], changed["colour"], changed["recordings"]) == ("կարևոր", "plum", 0)
    refused = send(client, bagrat, "PATCH", f"/api/v1/tags/{made['id']}", {"colour": "red"}).json()
    assert refused["error"]["code"] == "no_such_colour"
    assert send(client, bagrat, "DELETE", f"/api/v1/tags/{made['id']}").status_code == 204
    assert client.get("/api/v1/tags/", headers=key(bagrat)).json()["results"] == []


@pytest.mark.usefixtures("own_storage")
def test_an_upload_lies_in_the_folder_that_was_named(sender: Sender) -> None:
    body = tone()
    sender.announce(len(body), body, {"folder": "Նիստեր/2026"})
    assert Recording.objects.get().folder == Folder.objects.get(name="2026") == Upload.objects.get().folder
