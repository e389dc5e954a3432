"""The first visit."""

import pytest
from django.test import Client
from django.urls import reverse

from transcripts.actions.welcome import create_first_owner, setup_token
from transcripts.models import Team, User

pytestmark = pytest.mark.django_db

ANSWERS = {
    "email": "anahit@example.am",
    "name": "Անահիտ",
    "team_name": "Լրատուն",
    "password": "nuagh-nuagh-8",
    "password_again": "nuagh-nuagh-8",
}


@pytest.fixture
def link() -> str:
    return reverse("setup", args=[setup_token()])


def test_whoever_has_the_link_becomes_owner_and_goes_to_upload(client: Client, link: str) -> None:
    answer = client.post(link, ANSWERS)
    assert (answer.status_code, answer["Location"]) == (302, reverse("upload"))
    assert client.get(reverse("upload")).status_code == 200
    assert Team.objects.get().name == "Լրատուն"
    assert User.objects.get().is_superuser


def test_the_password_signs_in_afterwards(client: Client, link: str) -> None:
    client.post(link, ANSWERS)
    again = Client()
    answer = again.post(
        reverse("account_login"), {"login": ANSWERS["email"], "password": ANSWERS["password"]}
    )
    assert answer.status_code == 302
    assert again.get(reverse("library")).status_code == 200


def test_the_link_works_once(client: Client, link: str) -> None:
    client.post(link, ANSWERS)
    other = Client()
    assert other.get(link).status_code == 410
    assert other.post(link, {**ANSWERS, "email": "mallory@example.am"}).status_code == 410
    assert User.objects.count() == 1


def test_a_made_up_link_opens_nothing(client: Client) -> None:
    assert client.post(reverse("setup", args=["made-up"]), ANSWERS).status_code == 410
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"email": "anahit"}, "valid email"),
        ({"password": "12345678", "password_again": "12345678"}, "entirely numeric"),
        ({"password_again": "something else"}, "not the same"),
        ({"password": "12345678", "password_again": "87654321"}, "entirely numeric"),
        ({"team_name": ""}, "required"),
        ({"password": "anahit@example.am", "password_again": "anahit@example.am"}, "too similar"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(
    client: Client, link: str, change: dict[str, str], sentence: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.post(link, {**ANSWERS, **change})
    assert answer.status_code == 200
    assert link not in caplog.text
    page = answer.content.decode()
    assert sentence in page
    assert ANSWERS["password"] not in page
    assert "Անահիտ" in page
    assert not User.objects.exists()


def test_somebody_quicker_with_the_same_link_is_respected(client: Client, link: str) -> None:
    assert client.get(link).status_code == 200
    create_first_owner(email="bagrat@example.am", password="nuagh-nuagh-8")
    assert client.post(link, ANSWERS).status_code == 410
    assert User.objects.get().email == "bagrat@example.am"
