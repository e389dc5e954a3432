import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from transcripts.models import User
from transcripts.web.errors import server_error


def test_an_unknown_address_is_answered_in_our_look(client: Client, anahit: User) -> None:
    client.force_login(anahit)
    answer = client.get("/recordings/")
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()


def test_a_page_that_grew_too_old_is_answered_in_our_look(anahit: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(anahit)
    answer = client.post("/accounts/profile/", {"name": "x"})
    assert answer.status_code == 403
    assert "This page had grown too old" in answer.content.decode()


@pytest.mark.django_db
def test_our_own_mistakes_are_admitted_without_the_database() -> None:
    with CaptureQueriesContext(connection) as captured:
        answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()
    assert "HiSpeech Library" in answer.content.decode()
    assert len(captured) == 0


def test_a_broken_view_ends_there(client: Client, anahit: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the whole site: the handler is wired, and the page tells nothing of the mistake."""

    def broken(*_args: object, **_named: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr("transcripts.web.library.library_page", broken)
    client.force_login(anahit)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert "a secret" not in answer.content.decode()
