"""The library for programs."""

import uuid
from typing import Any

import pytest
from django.test import Client

from tests.api.calls import CONVERSATIONAL, FORMAL, key
from tests.factories import MEETING, completed, recording, transcription
from transcripts.actions.hold import hold
from transcripts.models import Membership, Recording, Role, Status, Team, Transcription, User

LIST = "/api/v1/recordings/"


def one(row: Recording, rest: str = "") -> str:
    return f"{LIST}{row.pk}/{rest}"


def ask(client: Client, by: User, address: str) -> Any:
    said = client.get(address, headers=key(by))
    assert said.status_code == 200, said.content
    return said.json()


def test_the_list_is_newest_first_and_goes_on_by_cursor(client: Client, anahit: User) -> None:
    rows = [recording(anahit, title=f"Նիստ {number}") for number in range(5)]
    first = ask(client, anahit, f"{LIST}?limit=3")
    rest = ask(client, anahit, f"{LIST}?limit=3&cursor={first['next']}")
    assert [r["title"] for r in first["results"] + rest["results"]] == [row.title for row in reversed(rows)]
    assert rest["next"] is None


def test_what_is_no_cursor_of_this_order_is_refused(client: Client, anahit: User) -> None:
    for number in range(2):
        recording(anahit, title=f"Նիստ {number}")
    following = ask(client, anahit, f"{LIST}?limit=1")["next"]
    for asked in ("cursor=x", f"cursor={following[:-4]}", f"sort=title&cursor={following}"):
        said = client.get(f"{LIST}?{asked}", headers=key(anahit))
        assert (said.status_code, said.json()["error"]["code"]) == (422, "no_such_cursor")


def test_every_row_has_what_the_contract_names(client: Client, anahit: User) -> None:
    completed(recording(anahit))
    (row,) = ask(client, anahit, LIST)["results"]
    assert {"id", "title", "filename", "status", "duration", "created_at"} <= row.keys()
    assert row["status"] == "completed"
    assert row["transcription"]["model"] == FORMAL


def test_it_is_filtered_by_words_and_by_status(client: Client, anahit: User) -> None:
    done = recording(anahit, title="Բյուջե")
    completed(done)
    failed = recording(anahit, title="Դատարան")
    transcription(failed, Status.FAILED)
    found = [
        [row["id"] for row in ask(client, anahit, f"{LIST}?{asked}")["results"]]
        for asked in ("q=բյուջե", "status=failed", "status=completed&q=դատարան")
    ]
    assert found == [[str(done.pk)], [str(failed.pk)], []]
    assert client.get(f"{LIST}?status=gone", headers=key(anahit)).json()["error"]["code"] == "no_such_status"


@pytest.mark.parametrize("rest", ["", "transcriptions/", "transcript"])
def test_what_belongs_to_another_team_is_not_found(
    client: Client, anahit: User, mallory: User, rest: str
) -> None:
    row = recording(anahit)
    completed(row)
    assert client.get(one(row, rest), headers=key(mallory)).status_code == 404
    assert ask(client, mallory, LIST)["results"] == []


def test_a_token_opens_its_own_team_alone(client: Client, anahit: User, db: None) -> None:
    token = key(anahit)
    other = Team.objects.create(name="Other")
    Membership.objects.create(team=other, user=anahit, role=Role.OWNER)
    row = recording(anahit, team=other)
    assert client.get(one(row), headers=token).status_code == 404
    assert client.get(LIST, headers=token).json()["results"] == []


def test_who_has_become_a_viewer_reads_and_changes_nothing(
    client: Client, anahit: User, bagrat: User
) -> None:
    row, headers = recording(anahit), key(bagrat)
    completed(row)
    Membership.objects.filter(user=bagrat).update(role=Role.VIEWER)
    assert client.get(one(row), headers=headers).json()["id"] == str(row.pk)
    for answer in (
        client.patch(one(row), {"title": "x"}, "application/json", headers=headers),
        client.delete(one(row), headers=headers),
        client.post(
            one(row, "transcriptions/"), {"model": CONVERSATIONAL}, "application/json", headers=headers
        ),
    ):
        assert answer.status_code == 403
    row.refresh_from_db()
    assert (row.title != "x", row.deleted_at) == (True, None)


def test_it_is_renamed_deleted_and_restored(client: Client, anahit: User) -> None:
    row, headers = recording(anahit), key(anahit)
    said = client.patch(one(row), {"title": " Նոր  անուն "}, "application/json", headers=headers)
    assert said.json()["title"] == "Նոր անուն"
    said = client.patch(one(row), {"title": 5}, "application/json", headers=headers)
    assert (said.status_code, said.json()["error"]["code"]) == (422, "not_text")
    assert client.patch(one(row), [1], "application/json", headers=headers).status_code == 400
    assert client.delete(one(row), headers=headers).status_code == 204
    assert client.get(one(row), headers=headers).status_code == 404
    assert client.post(one(row, "restore"), headers=headers).status_code == 200
    assert client.get(one(row), headers=headers).status_code == 200


def test_it_is_deleted_for_good_from_the_library_and_from_the_trash(client: Client, anahit: User) -> None:
    headers = key(anahit)
    for before in ("library", "trash"):
        row = recording(anahit, sha256=before.ljust(64, "0"))
        completed(row)
        if before == "trash":
            client.delete(one(row), headers=headers)
        said = client.delete(f"{one(row)}?permanent=true", headers=headers)
        told = said.json()
        assert (said.status_code, told["recording"], told["what"]) == (200, str(row.pk), "all")
        assert (told["went"]["machine_texts"], told["files_gone_at"]) == (1, None)
        assert client.post(one(row, "restore"), headers=headers).status_code == 404
        assert client.delete(f"{one(row)}?permanent=true", headers=headers).status_code == 404


def test_an_editor_deletes_for_good_only_what_they_brought(
    client: Client, anahit: User, bagrat: User
) -> None:
    theirs, own, headers = recording(anahit), recording(bagrat), key(bagrat)
    said = client.delete(f"{one(theirs)}?permanent=true", headers=headers)
    assert (said.status_code, said.json()["error"]["code"]) == (403, "not_allowed")
    assert client.delete(f"{one(own)}?permanent=true", headers=headers).status_code == 200


def test_under_legal_hold_nothing_is_deleted(client: Client, anahit: User) -> None:
    row, headers = recording(anahit), key(anahit)
    hold(by=anahit, recording=row, reason="Դատ")
    for address in (one(row), f"{one(row)}?permanent=true"):
        said = client.delete(address, headers=headers)
        assert (said.status_code, said.json()["error"]["code"]) == (409, "on_hold")
    assert client.get(one(row), headers=headers).status_code == 200


def test_the_other_model_is_ordered_and_never_the_same_twice(client: Client, anahit: User) -> None:
    row, headers = recording(anahit), key(anahit)
    completed(row)
    address = one(row, "transcriptions/")
    made = client.post(address, {"model": "conversational"}, "application/json", headers=headers)
    assert (made.status_code, made.json()["model"], made.json()["status"]) == (201, CONVERSATIONAL, "queued")
    again = client.post(address, {"model": "conversational"}, "application/json", headers=headers)
    assert again.json()["id"] == made.json()["id"]
    known = client.post(address, {"model": "formal"}, "application/json", headers=headers)
    assert known.json()["error"]["code"] == "already_transcribed"
    assert Transcription.objects.count() == 2
    assert ask(client, anahit, address)["results"][0]["id"] == made.json()["id"]


def test_a_transcription_is_cancelled_and_tried_again(client: Client, anahit: User) -> None:
    row, headers = recording(anahit), key(anahit)
    job = transcription(row)
    address = one(row, f"transcriptions/{job.pk}/")
    before = ask(client, anahit, address)
    assert (before["retry"], before["cancel"]) == (None, {"free": True, "message": "Cancel: free"})
    said = client.post(f"{address}cancel", headers=headers).json()
    assert (said["status"], said["message"], said["cancel"]) == ("cancelled", "Nothing was charged.", None)
    assert said["retry"]["free"] is True
    assert "then ≈ 1 second" in said["retry"]["message"]
    assert client.post(f"{address}cancel", headers=headers).json()["status"] == "cancelled"
    assert client.post(f"{address}retry", headers=headers).json()["status"] == "queued"
    late = client.post(f"{address}retry", headers=headers)
    assert (late.status_code, late.json()["error"]["code"]) == (409, "race_lost")
    assert "nothing is paid twice" in late.json()["error"]["message"]
    assert ask(client, anahit, address)["status"] == "queued"
    elsewhere = one(recording(anahit), f"transcriptions/{job.pk}/")
    assert client.get(elsewhere, headers=headers).status_code == 404


def test_the_words_are_those_of_the_newest_that_has_any(client: Client, anahit: User) -> None:
    row = recording(anahit)
    done = completed(row, text=MEETING)
    transcription(row, stt_model=CONVERSATIONAL)
    said = ask(client, anahit, one(row, "transcript"))
    assert (said["revision"], said["transcription"]) == (0, str(done.pk))
    assert said["text"] == done.revisions.get().text
    words = [word["text"] for paragraph in said["paragraphs"] for word in paragraph["words"]]
    assert words == MEETING.split()


def test_without_words_there_is_no_transcript(client: Client, anahit: User) -> None:
    row = recording(anahit)
    assert client.get(one(row, "transcript"), headers=key(anahit)).status_code == 404


@pytest.mark.parametrize("address", [LIST, f"{LIST}{uuid.uuid4()}/"])
def test_without_a_token_nothing_is_told(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 401
