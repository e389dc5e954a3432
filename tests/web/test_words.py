"""A transcript for the script of its page, and the same in parts for who has none."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import MEETING, completed, recording, transcription
from transcripts.actions.correct import rewrite
from transcripts.library.reading import MOST, SCREENFUL
from transcripts.models import Revision, Status, Transcription, User
from transcripts.text.document import Document, Paragraph, Word


@pytest.fixture
def long(anahit: User) -> Transcription:
    """A paragraph a minute, of two words, for two hours; the second word of each is doubted, its time guessed in every third."""
    run = transcription(recording(anahit, duration=7200), Status.COMPLETED)
    paragraphs = tuple(
        Paragraph(
            (
                Word(f"խոսք{n}", 60.0 * n, 60.0 * n + 1),
                Word("ասաց։", 60.0 * n + 2, 60.0 * n + 3, 0.1, n % 3 == 0),
            )
        )
        for n in range(120)
    )
    Revision.of_machine(run, Document(paragraphs))
    return run


def address(run: Transcription, name: str = "transcription_words") -> str:
    return reverse(name, args=[run.recording_id, run.pk])


def told(client: Client, run: Transcription, query: str = "") -> dict[str, Any]:
    answer = client.get(address(run) + query)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    found: dict[str, Any] = answer.json()
    return found


def test_the_outline_tells_where_everything_stands(client: Client, long: Transcription, vahe: User) -> None:
    client.force_login(vahe)
    outline = told(client, long)
    assert outline["revision"] == 0
    assert [place[1:] for place in outline["paragraphs"]] == [[60.0 * n, 2] for n in range(120)]


def test_the_outline_costs_the_same_however_long(client: Client, long: Transcription, vahe: User) -> None:
    client.force_login(vahe)
    short = completed(long.recording, MEETING)
    with CaptureQueriesContext(connection) as few:
        told(client, short)
    with CaptureQueriesContext(connection) as many:
        told(client, long)
    assert len(few) == len(many)


def test_words_come_by_the_names_of_their_paragraphs(client: Client, long: Transcription, vahe: User) -> None:
    client.force_login(vahe)
    ids = [place[0] for place in told(client, long)["paragraphs"]]
    words = told(client, long, f"?ids={ids[3]},{ids[4]}")["paragraphs"]
    assert words[0] == {
        "id": ids[3],
        "start": 180.0,
        "speaker": "",
        "words": [["խոսք3", 180.0, 181.0], ["ասաց։", 182.0, 183.0, 2]],
    }
    assert words[1]["words"][1] == ["ասաց։", 242.0, 243.0, 1]


@pytest.mark.parametrize("ids", ["", "x", "1,,2", "-1", "0", str(2**63), ",".join(["1"] * (MOST + 1))])
def test_what_is_no_list_of_paragraphs_is_refused(
    client: Client, long: Transcription, anahit: User, ids: str
) -> None:
    client.force_login(anahit)
    assert client.get(address(long), {"ids": ids}).status_code == 400


def test_paragraphs_of_another_transcription_are_left_out(
    client: Client, long: Transcription, anahit: User
) -> None:
    other = completed(recording(anahit))
    client.force_login(anahit)
    foreign = told(client, other)["paragraphs"][0][0]
    assert told(client, long, f"?ids={foreign}")["paragraphs"] == []


def test_a_reader_is_told_that_somebody_has_saved(
    client: Client, long: Transcription, anahit: User, vahe: User
) -> None:
    client.force_login(vahe)
    address = reverse("transcription_newest", args=[long.recording_id, long.pk])
    assert address in client.get(reverse("recording", args=[long.recording_id])).content.decode()
    assert client.get(address).json() == {"revision": 0}
    rewrite(by=anahit, transcription=long, text="Նոր բառեր։")
    assert client.get(address).json() == {"revision": 1}


def test_a_stranger_gets_404(client: Client, long: Transcription, mallory: User, gayane: User) -> None:
    for stranger in (mallory, gayane):
        client.force_login(stranger)
        assert client.get(address(long)).status_code == 404


def test_without_scripts_the_words_come_part_by_part(client: Client, long: Transcription, vahe: User) -> None:
    client.force_login(vahe)
    page = reverse("recording", args=[long.recording_id])
    first = client.get(page).content.decode()
    assert f"խոսք{SCREENFUL - 1} " in first
    assert f"խոսք{SCREENFUL} " not in first
    assert f"from={SCREENFUL}" in first
    second = client.get(page, {"from": SCREENFUL}).content.decode()
    assert f"խոսք{SCREENFUL} " in second
    assert "from=0" in second
    assert "խոսք119 " in client.get(page, {"from": 99_999}).content.decode()


@pytest.mark.parametrize(
    ("moment", "word"), [("3661", "խոսք61 "), ("0", "խոսք0 "), ("nan", "խոսք0 "), ("x", "խոսք0 ")]
)
def test_a_link_to_a_moment_shows_what_is_said_then(
    client: Client, long: Transcription, vahe: User, moment: str, word: str
) -> None:
    client.force_login(vahe)
    page = reverse("recording", args=[long.recording_id])
    _above, _, shown = client.get(page, {"t": moment}).content.decode().partition('id="words"')
    assert shown.index(word) < shown.index("ասաց։")


def test_who_may_edit_is_offered_to(client: Client, long: Transcription, anahit: User) -> None:
    client.force_login(anahit)
    page = client.get(reverse("recording", args=[long.recording_id])).content.decode()
    assert address(long, "transcription_change") in page


def test_a_reader_is_offered_no_change(client: Client, long: Transcription, vahe: User) -> None:
    client.force_login(vahe)
    page = client.get(reverse("recording", args=[long.recording_id])).content.decode()
    assert address(long, "transcription_change") not in page
    assert 'id="editor"' not in page
