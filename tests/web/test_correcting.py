"""What the page's script saves, and what it is told where somebody else was quicker."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import completed, recording
from transcripts.actions import correct
from transcripts.actions.changing import Change
from transcripts.models import Transcription, User
from transcripts.text.typed import written

TEXT = "Առաջին խոսքը սա է։ " * 4 + "Երկրորդը սա է։ " * 4 + "Երրորդը սա է։ " * 4


@pytest.fixture
def run(anahit: User) -> Transcription:
    """Three paragraphs."""
    return completed(recording(anahit), TEXT.strip())


def ids(run: Transcription) -> list[int]:
    found: list[int] = run.revisions.order_by("-number")[0].order
    return found


def post(client: Client, run: Transcription, name: str, **body: Any) -> HttpResponse:
    address = reverse(f"transcription_{name}", args=[run.recording_id, run.pk])
    answer: HttpResponse = client.post(address, json.dumps(body), content_type="application/json")  # type: ignore[assignment]  # the test client's own class
    return answer


def told(answer: HttpResponse, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.content
    found: dict[str, Any] = json.loads(answer.content)
    return found


def said(text: str, speaker: str = "") -> list[dict[str, str]]:
    return [{"text": text, "speaker": speaker}]


def texts(found: dict[str, Any]) -> list[str]:
    return [" ".join(word[0] for word in one["words"]) for one in found["paragraphs"]]


def test_a_change_is_saved_and_told_under_its_new_name(
    client: Client, run: Transcription, bagrat: User
) -> None:
    client.force_login(bagrat)
    before = ids(run)
    found = told(post(client, run, "change", base=0, replaced=[before[1]], written=said("Նոր։", "Անի")))
    assert (found["revision"], texts(found)) == (1, ["Նոր։"])
    assert found["paragraphs"][0]["speaker"] == "Անի"
    assert ids(run) == [before[0], found["paragraphs"][0]["id"], before[2]]


def test_a_paragraph_is_parted_and_joined_again(client: Client, run: Transcription, bagrat: User) -> None:
    client.force_login(bagrat)
    whole = ids(run)[0]
    parted = told(
        post(client, run, "change", base=0, replaced=[whole], written=[*said("Առաջին"), *said("խոսքը")])
    )
    assert texts(parted) == ["Առաջին", "խոսքը"]
    halves = [one["id"] for one in parted["paragraphs"]]
    joined = told(post(client, run, "change", base=1, replaced=halves, written=said("Առաջին խոսքը")))
    assert (joined["revision"], texts(joined)) == (2, ["Առաջին խոսքը"])
    assert len(ids(run)) == 3


def test_a_paragraph_without_words_goes(client: Client, run: Transcription, bagrat: User) -> None:
    client.force_login(bagrat)
    before = ids(run)
    assert (
        told(post(client, run, "change", base=0, replaced=[before[0]], written=said(" ")))["paragraphs"] == []
    )
    assert ids(run) == before[1:]


def test_who_sends_twice_because_the_answer_was_lost_changes_nothing_more(
    client: Client, run: Transcription, bagrat: User
) -> None:
    client.force_login(bagrat)
    wish = {"base": 0, "replaced": ids(run)[:1], "written": said("Նոր։")}
    first = told(post(client, run, "change", **wish))
    assert told(post(client, run, "change", **wish)) == first
    assert run.revisions.count() == 2


def test_what_others_have_saved_beside_it_stays(
    client: Client, run: Transcription, anahit: User, bagrat: User
) -> None:
    before = ids(run)
    correct.change(
        by=anahit, transcription=run, base=0, changes=[Change((before[1],), (written("Անահիտինը։"),))]
    )
    client.force_login(bagrat)
    found = told(post(client, run, "change", base=0, replaced=[before[0]], written=said("Բագրատինը։")))
    assert (found["revision"], texts(found)) == (2, ["Բագրատինը։"])
    assert run.revisions.get(number=2).text.startswith("Բագրատինը։\n\nԱնահիտինը։")


def test_two_who_write_the_same_are_told_and_nothing_is_overwritten(
    client: Client, run: Transcription, anahit: User, bagrat: User
) -> None:
    before = ids(run)
    mine = Change((before[1],), (written("Անահիտինը։"),))
    correct.change(by=anahit, transcription=run, base=0, changes=[mine])
    client.force_login(bagrat)
    found = told(post(client, run, "change", base=0, replaced=[before[1]], written=said("Բագրատինը։")), 409)
    assert found["error"]["code"] == "clash"
    assert (found["author"], found["revision"], texts(found)) == ("Anahit", 1, ["Անահիտինը։"])
    assert run.revisions.count() == 2
    there = [one["id"] for one in found["paragraphs"]]
    told(post(client, run, "change", base=1, replaced=there, written=said("Բագրատինը։")))
    assert "Բագրատինը։" in run.revisions.get(number=2).text


def test_what_is_put_behind_another_s_words_is_told_with_them(
    client: Client, run: Transcription, bagrat: User
) -> None:
    client.force_login(bagrat)
    first, second, third = ids(run)
    kept = said(run.revisions.get().rows()[1].text)
    found = told(post(client, run, "change", base=0, replaced=[second], written=[*kept, *said("Նաև։")]))
    assert [one["id"] for one in found["paragraphs"]] == ids(run)[1:3]
    assert ids(run)[:2] == [first, second]
    assert ids(run)[3] == third


def test_words_kept_offline_are_looked_up_before_they_are_sent(
    client: Client, run: Transcription, bagrat: User
) -> None:
    client.force_login(bagrat)
    wish = {"base": 0, "replaced": ids(run)[:1], "written": said("Նոր։")}
    assert told(post(client, run, "standing", **wish))["is_saved"] is False
    assert run.revisions.count() == 1
    told(post(client, run, "change", **wish))
    found = told(post(client, run, "standing", **wish))
    assert (found["is_saved"], texts(found)) == (True, ["Նոր։"])


def test_all_words_cannot_be_taken_away(client: Client, run: Transcription, bagrat: User) -> None:
    client.force_login(bagrat)
    found = told(post(client, run, "change", base=0, replaced=ids(run), written=[]), 422)
    assert found["error"]["code"] == "no_words"


def test_a_reader_may_not_write(client: Client, run: Transcription, vahe: User) -> None:
    client.force_login(vahe)
    found = told(post(client, run, "change", base=0, replaced=ids(run)[:1], written=said("x")), 403)
    assert found["error"]["code"] == "not_allowed"


def test_a_stranger_gets_404(client: Client, run: Transcription, mallory: User) -> None:
    client.force_login(mallory)
    for name in ("change", "standing", "present"):
        assert post(client, run, name, base=0, replaced=ids(run), written=[], at=None).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"base": 0, "replaced": [], "written": []},
        {"base": "0", "replaced": [1], "written": []},
        {"base": 0, "replaced": [1.5], "written": []},
        {"base": 0, "replaced": [2**63], "written": []},
        {"base": 0, "replaced": [1], "written": ["x"]},
        {"base": 0, "replaced": [1], "written": [{"text": 1, "speaker": ""}]},
        {"base": 0, "replaced": None, "written": []},
    ],
)
def test_another_shape_is_refused(
    client: Client, run: Transcription, bagrat: User, body: dict[str, Any]
) -> None:
    client.force_login(bagrat)
    for name in ("change", "standing"):
        assert post(client, run, name, **body).status_code == 400


def test_a_body_nested_without_end_is_refused(client: Client, run: Transcription, bagrat: User) -> None:
    client.force_login(bagrat)
    for name in ("change", "standing", "present"):
        address = reverse(f"transcription_{name}", args=[run.recording_id, run.pk])
        assert client.post(address, "[" * 200_000, content_type="application/json").status_code == 400


def test_paragraphs_that_never_stood_there_are_refused_in_words(
    client: Client, run: Transcription, bagrat: User
) -> None:
    client.force_login(bagrat)
    for name in ("change", "standing"):
        found = told(post(client, run, name, base=0, replaced=[999_999], written=said("x")), 422)
        assert found["error"]["code"] == "no_such_paragraph"


def test_the_others_are_told_where_one_writes(
    client: Client, run: Transcription, anahit: User, bagrat: User
) -> None:
    client.force_login(anahit)
    assert told(post(client, run, "present", at=ids(run)[1])) == {"revision": 0, "others": []}
    client.force_login(bagrat)
    assert told(post(client, run, "present", at=None))["others"] == [[ids(run)[1], "Anahit"]]
    client.force_login(anahit)
    told(post(client, run, "present", at=None))
    client.force_login(bagrat)
    assert told(post(client, run, "present", at=999_999))["others"] == []


def test_names_of_speakers_are_offered_again(client: Client, run: Transcription, bagrat: User) -> None:
    client.force_login(bagrat)
    told(post(client, run, "change", base=0, replaced=ids(run)[:1], written=said("Նոր։", "Անի")))
    address = reverse("transcription_speakers", args=[run.recording_id, run.pk])
    assert client.get(address).json() == {"speakers": ["Անի"]}
