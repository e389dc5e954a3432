from typing import Any

from django.test import Client
from pytest_django import Settings

from transcripts.models import User


def _header(client: Client) -> str:
    return client.get("/accounts/profile/").content.decode().partition("<main")[0]


def test_everybody_is_told_that_the_sandbox_makes_things_up(
    client: Client, vahe: User, settings: Settings
) -> None:
    client.force_login(vahe)
    assert "made up by the sandbox" in _header(client)
    settings.SANDBOX = False
    assert "sandbox" not in _header(client)


def test_the_header_offers_only_what_one_may(
    client: Client, anahit: User, vahe: User, gayane: User, admin_user: Any
) -> None:
    offered = {}
    for user in (anahit, vahe, gayane, admin_user):
        client.force_login(user)
        header = _header(client)
        offered[user.email] = [name for name in ("Upload", "Usage", "Admin") if f">{name}</a>" in header]
    assert offered == {
        "anahit@example.am": ["Upload", "Usage"],
        "vahe@example.am": [],
        "gayane@example.am": ["Usage"],
        "admin@example.com": ["Admin"],
    }


def test_the_product_may_be_called_otherwise(client: Client, vahe: User, settings: Settings) -> None:
    settings.PRODUCT_NAME = "Հիշողություն"
    client.force_login(vahe)
    assert "Հիշողություն</title>" in _header(client)
