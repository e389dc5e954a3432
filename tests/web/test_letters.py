import pytest
from django.core.mail import EmailMessage, get_connection
from django.test import Client
from pytest_django import Settings

from transcripts.models import User


@pytest.fixture
def folder(settings: Settings, tmp_path: object) -> None:
    settings.EMAIL_FILE_PATH = str(tmp_path)
    backend = "django.core.mail.backends.filebased.EmailBackend"
    with get_connection(backend) as post:
        for subject in ("Առաջին", "Second"):
            EmailMessage(subject, "See http://x.am/1\n<b>", to=["a@b.am"], connection=post).send()


@pytest.mark.usefixtures("folder")
def test_administrators_read_what_would_be_sent_with_links_the_last_first(
    client: Client, bagrat: User
) -> None:
    bagrat.is_superuser = True
    bagrat.save()
    client.force_login(bagrat)
    page = client.get("/letters/").content.decode()
    assert page.index("Second") < page.index("Առաջին")
    assert 'href="http://x.am/1"' in page
    assert 'href="/letters/"' in client.get("/").content.decode()
    assert "&lt;b&gt;" in page


@pytest.mark.usefixtures("folder")
def test_nobody_else_reads_them(client: Client, anahit: User) -> None:
    client.force_login(anahit)
    assert client.get("/letters/").status_code == 403
    assert 'href="/letters/"' not in client.get("/").content.decode()


def test_where_letters_are_sent_there_is_no_such_page(
    client: Client, bagrat: User, settings: Settings
) -> None:
    settings.EMAIL_HOST = "smtp.example.am"
    bagrat.is_superuser = True
    bagrat.save()
    client.force_login(bagrat)
    assert client.get("/letters/").status_code == 404
