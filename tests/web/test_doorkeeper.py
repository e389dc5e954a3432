from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from hispeech_web.reception import FULL
from transcripts.models import User
from transcripts.web.doorkeeper import FORM_ALLOWANCE

JSON = {"accept": "application/json"}


class Unread:
    """A body that must not be read."""

    def read(self, *_size: int) -> bytes:
        raise AssertionError("the body was read")

    readline = read

    def close(self) -> None:
        """What the server does with every body."""


@pytest.fixture
def client() -> Client:
    """As strict as the site: the check against forged requests reads the form, unless we are faster."""
    return Client(enforce_csrf_checks=True)


def _unread(client: Client, length: int, **headers: str) -> Any:
    body: dict[str, Any] = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(length)}
    kind = "multipart/form-data; boundary=x"
    return client.generic("POST", "/upload/", content_type=kind, headers=headers, **body)


def test_too_much_is_refused_before_a_byte_is_read(client: Client, bagrat: User, settings: Settings) -> None:
    client.force_login(bagrat)
    length = settings.MAX_UPLOAD_BYTES + FORM_ALLOWANCE + 1
    page = _unread(client, length)
    assert page.status_code == 413
    assert "at most 5120 MB" in page.content.decode()


def test_a_file_of_just_the_limit_fits_with_its_form(bagrat: User, settings: Settings) -> None:
    settings.MAX_UPLOAD_BYTES = 2000
    client = Client()
    client.force_login(bagrat)
    file = SimpleUploadedFile("x.wav", b"0" * 2000)
    assert client.post("/upload/", {"file": file, "stt_model": "formal"}).status_code == 400


@pytest.mark.django_db
def test_a_stranger_cannot_make_us_read_an_upload(client: Client) -> None:
    answer = _unread(client, 10**9)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.django_db
def test_a_script_whose_session_has_ended_is_told_so_plainly(client: Client) -> None:
    answer = client.get("/live/", headers=JSON)
    assert answer.status_code == 401
    assert "Sign in again" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("address", "headers", "kind"),
    [
        ("/upload/", {}, "text/plain"),
        ("/upload/", JSON, "application/json"),
        ("/api/v1/uploads/", {}, "application/json"),
    ],
)
def test_a_full_house_asks_to_come_back(
    client: Client, db: None, address: str, headers: dict[str, str], kind: str
) -> None:
    answer = client.post(address, headers=headers, **{FULL: True})  # type: ignore[arg-type]
    assert (answer.status_code, answer["Retry-After"]) == (503, "2")
    assert answer["Content-Type"].startswith(kind)
    assert "try again" in answer.content.decode()


@pytest.mark.django_db
def test_a_search_as_long_as_a_page_asks_to_sign_in_like_any_other(client: Client) -> None:
    assert client.get("/", {"q": "ա" * 10_000}).headers["Location"] == "/accounts/login/?next=/"
    assert "%3Fq%3D" in client.get("/", {"q": "ա"}).headers["Location"]
