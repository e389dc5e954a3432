"""The export of the page."""

import uuid
from dataclasses import fields

import pytest
from django.test import Client

from tests.factories import MEETING, completed, recording
from transcripts.actions.correct import rewrite
from transcripts.exports.exported import Options
from transcripts.exports.registry import FORMATS
from transcripts.models import Recording, User

pytestmark = pytest.mark.usefixtures("own_storage")


@pytest.fixture
def row(anahit: User) -> Recording:
    made = recording(anahit, "Ժողով")
    completed(made)
    return made


def test_the_page_offers_every_format_without_scripts(client: Client, vahe: User, row: Recording) -> None:
    client.force_login(vahe)
    page = client.get(f"/recordings/{row.pk}/").content.decode()
    for name, one in FORMATS.items():
        assert f'<option value="{name}" data-takes="{" ".join(one.takes)}">' in page
    for option in fields(Options):
        assert f'data-option="{option.name}"' in page
    assert f'action="/recordings/{row.pk}/export"' in page


def test_it_gives_the_version_that_is_shown_or_the_one_asked_for(
    client: Client, anahit: User, row: Recording
) -> None:
    job = row.transcriptions.get()
    rewrite(by=anahit, transcription=job, text="Ուղղված։", base=0)
    client.force_login(anahit)
    asked = f"/recordings/{row.pk}/export?transcription={job.pk}&format=txt"
    assert client.get(asked).content.decode() == "Ուղղված։\n"
    assert client.get(f"{asked}&revision=0").content.decode() == MEETING + "\n"
    for revision in ("9", "x", "²"):
        assert client.get(f"{asked}&revision={revision}").status_code == 404


def test_a_format_that_is_not_is_said_on_the_page(client: Client, anahit: User, row: Recording) -> None:
    client.force_login(anahit)
    page = client.get(f"/recordings/{row.pk}/export?format=doc", follow=True).content.decode()
    assert "There is no such format." in page


def test_a_percent_sign_in_a_title_stays_one(client: Client, anahit: User) -> None:
    """Some browsers take a plain `%41` for a letter."""
    row = recording(anahit, "Budget %41")
    completed(row)
    client.force_login(anahit)
    answer = client.get(f"/recordings/{row.pk}/export?format=txt")
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''Budget%20%2541.txt"


def test_a_stranger_gets_404(client: Client, mallory: User, row: Recording) -> None:
    client.force_login(mallory)
    assert client.get(f"/recordings/{row.pk}/export").status_code == 404
    assert client.get(f"/recordings/{uuid.uuid4()}/export").status_code == 404
