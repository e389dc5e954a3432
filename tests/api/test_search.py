"""Search and import, as programs use them."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.api.calls import CONVERSATIONAL, key
from tests.factories import completed, recording
from transcripts.actions import folders
from transcripts.actions.tokens import create_token
from transcripts.models import Recording, User

SEARCH, IMPORT = "/api/v1/search", "/api/v1/recordings/import"


def bring(client: Client, by: User, **said: Any) -> Any:
    return client.post(IMPORT, said, content_type="application/json", headers=key(by))


def found(client: Client, by: User, q: str, **more: Any) -> list[dict[str, Any]]:
    answer = client.get(SEARCH, {"q": q, **more}, headers=key(by))
    assert answer.status_code == 200, answer.content
    results: list[dict[str, Any]] = answer.json()["results"]
    return results


def test_what_was_imported_is_found_in_another_form(client: Client, bagrat: User) -> None:
    said = bring(client, bagrat, title="Նիստ", text="Գրադարաններում ընթերցողներ կային։")
    assert said.status_code == 201
    (one,) = found(client, bagrat, "գրադարան")
    assert one["id"] == said.json()["id"]
    assert one["title"] == "Նիստ"
    assert one["snippet"] == "Գրադարաններում ընթերցողներ կային։"
    assert one["start"] is None


def test_words_bring_their_times_along(client: Client, bagrat: User) -> None:
    words = [{"text": "Լսեցինք", "start": 0.5, "end": 1.0}, {"text": "ո՞ւմ։", "start": 1.25, "end": 2.0}]
    said = bring(client, bagrat, title="", text="", words=words, model="conversational").json()
    row = Recording.objects.get(pk=said["id"])
    assert (row.title, row.duration) == ("Լսեցինք ո՞ւմ։", 2.0)
    assert row.transcriptions.get().stt_model == CONVERSATIONAL
    assert [one["start"] for one in found(client, bagrat, "լսել")] == [0.5]


def test_hours_of_words_come_in_one_body(client: Client, bagrat: User) -> None:
    """Longer than what Django takes of a form; how many words there are makes no difference."""
    words = [{"text": "Բառ", "start": 0, "end": 28_800}]
    body = json.dumps({"title": "Երկար", "words": words}).encode().ljust(3_000_000)
    said = client.post(IMPORT, body, content_type="application/json", headers=key(bagrat))
    assert said.status_code == 201, said.content
    assert Recording.objects.get(pk=said.json()["id"]).duration == 28_800


def test_halves_of_characters_are_left_out(client: Client, bagrat: User) -> None:
    body = rb'{"title": "\ud83d\ude00 \ud83d", "text": "a\udc00b"}'
    said = client.post(IMPORT, body, content_type="application/json", headers=key(bagrat))
    assert said.status_code == 201, said.content
    assert Recording.objects.get(pk=said.json()["id"]).title == "\N{GRINNING FACE}"
    assert [one["snippet"] for one in found(client, bagrat, "ab")] == ["ab"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"title": "Նիստ", "text": " \n "}, "no_text"),
        ({"title": "Նիստ"}, "no_text"),
        ({"text": 7}, "not_text"),
        ({"text": "Բարև", "model": "other"}, "unknown_model"),
        ({"text": "Բարև", "words": "Բարև"}, "bad_words"),
        ({"text": "", "words": [{"text": "Բարև", "start": 2, "end": 1}]}, "bad_words"),
        ({"text": "", "words": [{"text": "Բարև", "start": True}]}, "bad_words"),
        ({"text": "", "words": [7]}, "bad_words"),
    ],
)
def test_what_is_no_transcript_is_refused(
    client: Client, bagrat: User, said: dict[str, Any], code: str
) -> None:
    answer = bring(client, bagrat, **said)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == code
    assert not Recording.objects.exists()


def test_times_that_run_backwards_are_refused_by_the_word(client: Client, bagrat: User) -> None:
    words = [
        {"text": "Մեկ", "start": 0, "end": 5},
        {"text": "երկու", "start": 4},
        {"text": "երեք", "end": 3.5},
    ]
    answer = bring(client, bagrat, text="", words=words)
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (422, "bad_words")
    assert "word 3 " in error["message"]
    assert bring(client, bagrat, text="", words=words[:2]).status_code == 201


def test_a_bad_model_is_told_under_the_name_of_its_field(client: Client, bagrat: User) -> None:
    error = bring(client, bagrat, text="Բարև", model="other").json()["error"]
    assert [*error["fields"]] == ["model"]


def test_a_key_that_only_reads_and_another_teams_folder_bring_nothing(
    client: Client, bagrat: User, mallory: User
) -> None:
    reading = {"x-auth-token": create_token(by=bagrat, read_only=True)}
    said = {"title": "Նիստ", "text": "Բարև"}
    answer = client.post(IMPORT, said, content_type="application/json", headers=reading)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "read_only")
    others = folders.make(by=mallory, team=mallory.teams.get(), name="Օտար")
    answer = bring(client, bagrat, **said, folder=f"#{others.pk}")
    assert (answer.status_code, [*answer.json()["error"]["fields"]]) == (422, ["folder"])
    assert not Recording.objects.exists()


def test_what_matches_better_scores_higher(client: Client, bagrat: User) -> None:
    for title, text in (
        ("Ա", "Դատարանների մասին։"),
        ("Բ", "Դատարան։"),
        ("Դատարանում", "Այո։"),
        ("Դատարան", "Ոչ։"),
    ):
        bring(client, bagrat, title=title, text=text)
    results = found(client, bagrat, "դատարան")
    assert [one["title"] for one in results] == ["Դատարան", "Դատարանում", "Բ", "Ա"]
    scores = [one["score"] for one in results]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4


def test_no_more_come_than_were_asked_for(client: Client, bagrat: User) -> None:
    for number in range(4):
        bring(client, bagrat, title=f"Նիստ {number}", text="Բարև։")
    assert len(found(client, bagrat, "նիստ", limit=3)) == 3
    assert len(found(client, bagrat, "նիստ", limit="many")) == 4


def test_nobody_finds_what_another_team_has(client: Client, bagrat: User, mallory: User) -> None:
    bring(client, bagrat, title="Նիստ", text="Գաղտնի խոսք։")
    assert not found(client, mallory, "գաղտնի")
    assert found(client, bagrat, "գաղտնի")


def test_an_empty_search_finds_nothing(client: Client, bagrat: User) -> None:
    bring(client, bagrat, title="Նիստ", text="Բարև։")
    assert not found(client, bagrat, " ")


def test_the_number_of_queries_does_not_grow_with_what_is_found(client: Client, bagrat: User) -> None:
    headers = key(bagrat)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(SEARCH, {"q": "ժողով"}, headers=headers).json()["results"]
        return len(captured)

    completed(recording(bagrat))
    queries()  # the first one also notes when the key was used
    few = queries()
    for _ in range(8):
        completed(recording(bagrat))
    assert queries() == few
