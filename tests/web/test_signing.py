"""The audit log of the door: who came in, went, or was refused, and from where."""

import pytest
from django.test import Client
from pytest_django import Settings

from transcripts.models import Event, Team, User


def told() -> list[tuple[str, str, str, str]]:
    rows = Event.objects.order_by("pk")
    return [(row.act, row.actor_name, row.door, row.address) for row in rows]


def sign_in(client: Client, login: str, password: str, **headers: str) -> None:
    client.post("/accounts/login/", {"login": login, "password": password}, headers=headers)


ANAHIT = "Anahit <anahit@example.am>"


def test_coming_and_going_is_told(client: Client, anahit: User) -> None:
    sign_in(client, "anahit@example.am", "right horse")
    client.post("/accounts/logout/")
    assert told() == [
        ("signed_in", ANAHIT, "page", "127.0.0.1"),
        ("signed_out", ANAHIT, "page", "127.0.0.1"),
    ]
    assert set(Event.objects.values_list("team", flat=True)) == {anahit.teams.get().pk}


def test_who_guesses_is_told_once_an_hour(client: Client, anahit: User) -> None:
    for guess in ("wrong", "still wrong"):
        sign_in(client, "Anahit@example.am", guess)
    assert told() == [("sign_in_failed", ANAHIT, "page", "127.0.0.1")]


def test_what_was_typed_for_an_address_is_not_kept(client: Client, team: Team) -> None:
    sign_in(client, "correct.horse@battery.staple", "x")
    assert told() == [("sign_in_failed", "", "page", "127.0.0.1")]
    assert "horse" not in str(Event.objects.values())


@pytest.mark.parametrize(("proxies", "address"), [(0, "127.0.0.1"), (1, "192.0.2.7"), (2, "203.0.113.9")])
def test_only_trusted_proxies_say_whom_they_serve(
    client: Client, anahit: User, settings: Settings, proxies: int, address: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    forwarded = {"x-forwarded-for": "10.1.1.1, 203.0.113.9, 192.0.2.7"}
    sign_in(client, "anahit@example.am", "right horse", **forwarded)
    assert told()[0][3] == address


def test_nonsense_from_a_proxy_is_no_address(client: Client, anahit: User, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client.force_login(anahit)
    client.post("/accounts/logout/", headers={"x-forwarded-for": "<script>"})
    assert told()[-1] == ("signed_out", ANAHIT, "page", "")
