"""The page that tells how one works here."""

import re

from django.test import Client
from pytest_django import Settings

from transcripts.models import User


def test_it_is_a_click_away_from_every_page(client: Client, vahe: User) -> None:
    client.force_login(vahe)
    assert 'href="/help/"' in client.get("/").content.decode()


def test_each_line_of_its_contents_leads_to_a_section(client: Client, vahe: User) -> None:
    client.force_login(vahe)
    page = client.get("/help/").content.decode()
    sections = re.findall(r'<section id="(\w+)"', page)
    assert len(sections) > 5
    assert re.findall(r'<li><a href="#(\w+)"', page) == sections


def test_it_tells_what_holds_on_this_site(client: Client, vahe: User, settings: Settings) -> None:
    settings.TRASH_DAYS = 7
    client.force_login(vahe)
    page = client.get("/help/").content.decode()
    assert "can be restored for 7 days" in page
    assert "usage and costs, no recording" in page
