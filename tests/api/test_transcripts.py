"""Transcripts for programs: read in part, corrected, given back."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.api.calls import key, viewers_key
from tests.factories import recording, transcription
from transcripts.api import bodies
from transcripts.models import Recording, Revision, Status, User
from transcripts.text.document import Document, Paragraph, Word

TEXT = "Բարի լույս։\n\nՍկսում ենք ժողովը։\n\nՇնորհակալ եմ։"


@pytest.fixture
def row(anahit: User) -> Recording:
    made = recording(anahit)
    done = transcription(made, Status.COMPLETED)
    parts = [part.split() for part in TEXT.split("\n\n")]
    Revision.of_machine(
        done,
        Document(
            tuple(
                Paragraph(tuple(Word(w, 10.0 * n + at, 10.0 * n + at + 0.5) for at, w in enumerate(part)))
                for n, part in enumerate(parts)
            )
        ),
    )
    return made


class Program:
    def __init__(self, client: Client, by: User, row: Recording) -> None:
        self.client = client
        self.headers = viewers_key(by) if by.name == "Vahe" else key(by)
        self.address = f"/api/v1/recordings/{row.pk}/transcript"

    def get(self, rest: str = "") -> Any:
        said = self.client.get(f"{self.address}{rest}", headers=self.headers)
        assert said.status_code == 200, said.content
        return said.json()

    def send(self, method: str, body: object, rest: str = "", status: int = 200) -> Any:
        said = self.client.generic(
            method, f"{self.address}{rest}", json.dumps(body), "application/json", headers=self.headers
        )
        assert said.status_code == status, said.content
        return said.json()


@pytest.fixture
def program(client: Client, bagrat: User, row: Recording) -> Program:
    return Program(client, bagrat, row)


def test_a_part_of_the_paragraphs_is_told_with_how_many_there_are(program: Program) -> None:
    part = program.get("?from=1&to=2")
    assert (part["from"], part["total"], part["text"]) == (1, 3, "Սկսում ենք ժողովը։")
    assert [one["id"] for one in part["paragraphs"]] == [program.get()["paragraphs"][1]["id"]]
    assert program.get("?from=9")["paragraphs"] == []


def test_a_whole_text_is_put_and_only_what_changed_loses_its_times(program: Program) -> None:
    said = program.send("PUT", {"text": TEXT.replace("ժողովը", "նիստը")})
    assert (said["revision"], said["text"]) == (1, TEXT.replace("ժողովը", "նիստը"))
    words = [word for one in said["paragraphs"] for word in one["words"]]
    assert words[2] == {"text": "Սկսում", "start": 10.0, "end": 10.5}
    assert words[4] == {"text": "նիստը։", "start": 12.0, "end": 12.5, "estimated": True}


def test_what_was_read_can_be_sent_back_and_changes_nothing(program: Program) -> None:
    told = program.get()
    assert program.send("PUT", {"paragraphs": told["paragraphs"]})["revision"] == 0


def test_paragraphs_are_put_with_speakers_and_times_that_fit(program: Program) -> None:
    told = program.get()["paragraphs"]
    told[0]["speaker"] = "Անի"
    told[1]["words"][2] = {"text": "ավարտը", "start": 12.1, "end": 12.4}
    told[2] = {"text": "Ցտեսություն"}
    said = program.send("PUT", {"paragraphs": told, "base": 0})
    assert [one["speaker"] for one in said["paragraphs"]] == ["Անի", "", ""]
    assert said["paragraphs"][1]["words"][2] == {"text": "ավարտը", "start": 12.1, "end": 12.4}
    assert said["text"].endswith("Ցտեսություն")


def test_some_paragraphs_are_changed_by_their_ids(program: Program) -> None:
    ids = [one["id"] for one in program.get()["paragraphs"]]
    changes = [{"replaced": ids[:2], "paragraphs": [{"text": "Բարի լույս, սկսում ենք։", "speaker": "Անի"}]}]
    said = program.send("PATCH", {"base": 0, "changes": changes})
    assert (said["number"], said["author"], said["order"][1:]) == (1, "bagrat@example.am", ids[2:])
    assert program.get()["text"] == "Բարի լույս, սկսում ենք։\n\nՇնորհակալ եմ։"


def test_two_who_change_the_same_are_told_apart(
    program: Program, client: Client, anahit: User, row: Recording
) -> None:
    ids = [one["id"] for one in program.get()["paragraphs"]]
    Program(client, anahit, row).send("PUT", {"text": TEXT.replace("լույս", "օր")})
    changes = [{"replaced": ids[:1], "paragraphs": [{"text": "Ողջույն։"}]}]
    error = program.send("PATCH", {"base": 0, "changes": changes}, status=409)["error"]
    assert (error["code"], error["clash"]["revision"]) == ("clash", 1)
    (place,) = error["clash"]["places"]
    assert (place["replaced"], place["author"]) == (ids[:1], "anahit@example.am")
    assert place["paragraphs"][0]["words"][1]["text"] == "օր։"


def test_versions_are_listed_newest_first_and_go_on_by_cursor(program: Program) -> None:
    for word in ("նիստը", "քննարկումը", "հանդիպումը"):
        program.send("PUT", {"text": TEXT.replace("ժողովը", word)})
    first = program.get("/revisions?limit=3")
    rest = program.get(f"/revisions?limit=3&cursor={first['next']}")
    assert [one["number"] for one in first["results"] + rest["results"]] == [3, 2, 1, 0]
    assert [one["author"] for one in rest["results"]] == [None]
    grouped = program.get("/revisions?grouped=true")["results"]
    assert [(one["first"], one["last"]) for one in grouped] == [(1, 3), (0, 0)]


def test_an_earlier_version_is_read_and_given_back(program: Program) -> None:
    machine = program.get()
    program.send("PUT", {"text": "Այլ բան"})
    assert program.get("/revisions/0")["paragraphs"] == machine["paragraphs"]
    said = program.send("POST", {}, "/revisions/0/restore")
    assert (said["number"], said["restores"]) == (2, 0)
    assert program.get()["paragraphs"] == machine["paragraphs"]


def test_two_versions_differ_word_by_word(program: Program) -> None:
    program.send("PUT", {"text": TEXT.replace("ժողովը", "նիստը")})
    (one,) = program.get("/differences")["differences"]
    changed = [piece for piece in one["pieces"] if piece["before"] != piece["after"]]
    assert changed == [{"before": "ժողովը։", "after": "նիստը։"}]
    assert one["start"] == 10.0
    assert program.get("/differences?from=1&to=1")["differences"] == []


@pytest.mark.parametrize(
    ("method", "body", "code"),
    [
        ("PUT", {}, "nothing_said"),
        ("PUT", {"text": " \n"}, "no_words"),
        ("PUT", {"text": 5}, "not_text"),
        ("PUT", {"text": "ա" * 501}, "long_word"),
        ("PUT", {"text": "ա", "base": "0"}, "bad_number"),
        ("PUT", {"text": "ա", "base": True}, "bad_number"),
        ("PUT", {"text": "ա", "base": 9}, "no_such_revision"),
        ("PUT", {"paragraphs": "ա"}, "bad_paragraphs"),
        ("PUT", {"paragraphs": [[]]}, "bad_paragraphs"),
        ("PUT", {"paragraphs": [{"words": ["ա"]}]}, "bad_paragraphs"),
        ("PUT", {"paragraphs": [{"words": [{"text": "ա", "start": -1, "end": 2}]}]}, "bad_paragraphs"),
        ("PUT", {"paragraphs": [{"words": [{"text": "ա", "start": 0, "end": 10**400}]}]}, "bad_paragraphs"),
        ("PUT", {"paragraphs": [{"text": "ա", "speaker": 5}]}, "bad_paragraphs"),
        ("PUT", {"paragraphs": [{"text": "ա", "speaker": "ա" * 201}]}, "long_speaker"),
        ("PATCH", {"changes": {}}, "bad_changes"),
        ("PATCH", {"changes": [{"replaced": [True], "paragraphs": []}]}, "bad_changes"),
        ("PATCH", {"changes": [{"replaced": [10**30], "paragraphs": []}]}, "no_such_paragraph"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(
    program: Program, method: str, body: object, code: str
) -> None:
    assert program.send(method, body, status=422)["error"]["code"] == code
    assert program.get()["revision"] == 0


@pytest.mark.parametrize("asked", ["?from=x", "?to=-1", "/revisions?cursor=%C2%B2", "/differences?to=1e3"])
def test_numbers_in_the_address_are_numbers(program: Program, asked: str) -> None:
    said = program.client.get(f"{program.address}{asked}", headers=program.headers)
    assert (said.status_code, said.json()["error"]["code"]) == (422, "bad_number")


def test_a_body_that_no_transcript_can_fill_is_not_read(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "JSON_BYTES", 1000)
    error = program.send("PUT", {"text": "ա " * 1000}, status=413)["error"]
    assert error["code"] == "too_large"


def test_a_body_nested_without_end_is_refused(program: Program) -> None:
    deep = "[" * 200_000
    said = program.client.put(program.address, deep, "application/json", headers=program.headers)
    assert said.status_code == 400


def test_a_viewer_reads_and_changes_nothing(client: Client, vahe: User, row: Recording) -> None:
    viewer = Program(client, vahe, row)
    viewer.get()
    viewer.get("/revisions/0")
    viewer.send("PUT", {"text": "Այլ"}, status=403)
    viewer.send("PATCH", {"changes": []}, status=403)
    viewer.send("POST", {}, "/revisions/0/restore", status=403)
    assert viewer.get()["revision"] == 0


@pytest.mark.parametrize(
    "rest", ["", "/revisions", "/revisions/0", "/differences", "/revisions/5", "?transcription=x"]
)
def test_what_is_not_there_or_anothers_is_not_found(
    client: Client, bagrat: User, mallory: User, row: Recording, rest: str
) -> None:
    by = bagrat if rest in ("/revisions/5", "?transcription=x") else mallory
    address = f"/api/v1/recordings/{row.pk}/transcript{rest}"
    assert client.get(address, headers=key(by)).status_code == 404


def test_the_door_like_hispeech_s_keeps_telling_what_the_machine_wrote(
    program: Program, client: Client, bagrat: User, row: Recording
) -> None:
    program.send("PUT", {"text": "Այլ բան"})
    job = client.get(f"/api/v1/transcriptions/{row.transcriptions.get().pk}", headers=key(bagrat))
    assert job.json()["transcription"] == TEXT.replace("\n\n", " ")


def test_the_page_is_loaded_with_as_many_queries_however_many_versions(
    program: Program, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    program.get()  # with the first one the token is noted as used
    with django_assert_max_num_queries(15) as one:
        program.get()
    count = len(one)
    for n in range(3):
        program.send("PUT", {"text": f"{TEXT} {n}"})
    with django_assert_num_queries(count):
        program.get()
