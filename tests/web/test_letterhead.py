"""The page of a team's letterhead."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from tests.exports.test_logo import SVG
from tests.factories import completed, recording
from transcripts.exports import setting
from transcripts.models import Act, Event, Letterhead, User

pytestmark = pytest.mark.usefixtures("own_storage")
needs_typst = pytest.mark.skipif(
    not any(setting.TYPEFACES.glob("*.ttf")), reason="the fonts could not be fetched"
)
PAGE = "/team/letterhead/"


def logo(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("լոգո.png", content, "image/png")


def test_what_an_owner_writes_there_stands_above_the_teams_files(client: Client, anahit: User) -> None:
    row = recording(anahit)
    completed(row)
    client.force_login(anahit)
    answer = client.post(
        PAGE, {"name": " Լրատուն  «Արև» ", "lines": "Երևան\r\n\r\nԱբովյան 1\x00"}, follow=True
    )
    assert "Լրատուն «Արև»" in answer.content.decode()
    now = Letterhead.objects.get()
    assert (now.name, now.lines, now.logo) == ("Լրատուն «Արև»", ["Երևան", "Աբովյան 1"], None)
    file = Document(io.BytesIO(client.get(f"/recordings/{row.pk}/export?format=docx").content))
    assert [line.text for line in file.sections[0].first_page_header.paragraphs] == [now.name, *now.lines]
    told = Event.objects.get(act=Act.TEAM_CHANGED)
    assert told.detail == {"changed": ["letterhead: name", "letterhead: lines"]}


@needs_typst
def test_a_logo_is_shown_kept_and_taken_away(client: Client, anahit: User) -> None:
    client.force_login(anahit)
    client.post(PAGE, {"name": "Ա", "logo": logo(SVG)})
    assert client.get(PAGE + "logo").content.startswith(b"\x89PNG")
    client.post(PAGE, {"name": "Բ"})
    assert Letterhead.objects.get().logo
    client.post(PAGE, {"name": "Բ", "without_logo": "on"})
    assert client.get(PAGE + "logo").status_code == 404


def test_what_does_not_fit_is_said_and_nothing_is_lost(client: Client, anahit: User) -> None:
    client.force_login(anahit)
    for told, sentence in (
        ({"lines": "ա\n" * 7}, "at most 6 lines"),
        ({"lines": "Երևան", "logo": logo(b"GIF89a")}, "could not be read"),
        ({"lines": "Երևան", "logo": logo(b"0" * 2_000_001)}, "too large"),
    ):
        answer = client.post(PAGE, {"name": "Իմ անունը", **told})
        assert answer.status_code == 400
        assert sentence in answer.content.decode()
        assert "Իմ անունը" in answer.content.decode()
    assert not Letterhead.objects.exists()


def test_it_is_for_owners(client: Client, anahit: User, bagrat: User, vahe: User, mallory: User) -> None:
    team = anahit.teams.get()
    for other in (bagrat, vahe, mallory):
        client.force_login(other)
        assert client.get(f"{PAGE}?team={team.pk}").status_code == 404
        assert client.post(PAGE, {"team": str(team.pk), "name": "Ա"}).status_code == 404
    assert not Letterhead.objects.exists()
