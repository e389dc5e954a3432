"""What the description says of an answer is what is answered."""

from typing import Any

import pytest
from django.test import Client

from tests.api.calls import key
from tests.factories import attempt, completed, recording, upload
from transcripts.actions.correct import rewrite
from transcripts.actions.share import allow_guest_links
from transcripts.api.schema import SHAPES
from transcripts.models import Recording, Team, User

REC = "/api/v1/recordings"
JSON = "application/json"


@pytest.fixture
def row(anahit: User, team: Team) -> Recording:
    allow_guest_links(by=anahit, team=team, allowed=True)
    made = recording(anahit, "Նիստ")
    done = completed(made)
    attempt(done)
    rewrite(by=anahit, transcription=done, text="Բարի լույս։", base=0)
    made.refresh_from_db()
    return made


def ask(client: Client, by: User, address: str, sent: object = None) -> Any:
    if sent is None:
        answer = client.get(address, headers=key(by))
    else:
        answer = client.post(address, sent, content_type=JSON, headers=key(by))
    assert answer.status_code in (200, 201), answer.content
    return answer.json()


def fits(shape: str, told: dict[str, Any]) -> None:
    assert told.keys() == SHAPES[shape].keys(), shape


def test_of_recordings_and_their_words(client: Client, anahit: User, row: Recording) -> None:
    one, run = f"{REC}/{row.pk}", row.transcriptions.get()
    fits("Recording", ask(client, anahit, f"{one}/"))
    fits("Transcription", ask(client, anahit, f"{one}/transcriptions/{run.pk}/"))
    said = ask(client, anahit, f"{one}/transcript")
    fits("Transcript", said)
    (paragraph,) = said["paragraphs"]
    fits("Paragraph", paragraph)
    assert paragraph["words"][0].keys() <= SHAPES["Word"].keys()
    assert {"text", "start", "end"} <= paragraph["words"][0].keys()
    for revision in ask(client, anahit, f"{one}/transcript/revisions")["results"]:
        fits("Revision", revision)


def test_of_what_is_found_and_brought(client: Client, anahit: User, row: Recording) -> None:
    (found,) = ask(client, anahit, "/api/v1/search?q=լույս")["results"]
    fits("Result", found)
    fits("Imported", ask(client, anahit, f"{REC}/import", {"title": "Այլ", "text": "Բարև։"}))


def test_of_order(client: Client, anahit: User, row: Recording) -> None:
    fits("Folder", ask(client, anahit, "/api/v1/folders", {"name": "Նիստեր"}))
    fits("Tag", ask(client, anahit, "/api/v1/tags", {"name": "կարևոր"}))
    ask(client, anahit, f"{REC}/{row.pk}/guest-links", {})
    (link,) = ask(client, anahit, f"{REC}/{row.pk}/guest-links")["results"]
    fits("GuestLink", link)


def test_of_usage_and_jobs(client: Client, anahit: User, row: Recording) -> None:
    told = ask(client, anahit, "/api/v1/usage?from=2000-01-01&to=2999-12-31")
    fits("Usage", told)
    fits("Sums", told["total"])
    fits("UsageLine", told["results"][0])
    job = f"/api/v1/transcriptions/{row.transcriptions.get().pk}"
    fits("Job", ask(client, anahit, f"{job}?return_word_timestamps=true"))


def test_of_uploads(client: Client, anahit: User) -> None:
    fits("Upload", ask(client, anahit, f"/api/v1/uploads/{upload(anahit).pk}"))


def test_of_refusals(client: Client, anahit: User) -> None:
    told = client.get("/api/v1/usage?group=day", headers=key(anahit)).json()
    fits("Error", told)
    fits("Problem", told["error"])
