"""What a start of the site says and does about the first owner."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from transcripts.models import Team, User

PASSWORD = "nuagh-nuagh-8"


def ensure() -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("ensure_first_owner", stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture(autouse=True)
def nobody_named(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.delenv("ADMIN_EMAIL", raising=False)
    monkeypatch.delenv("ADMIN_PASSWORD", raising=False)


def test_the_named_owner_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_EMAIL", "anahit@example.am")
    monkeypatch.setenv("ADMIN_PASSWORD", PASSWORD)
    said, warned = ensure()
    assert "anahit@example.am" in said
    assert PASSWORD not in said
    assert warned == ""
    assert ensure() == ("", "")
    assert User.objects.get().check_password(PASSWORD)
    assert Team.objects.count() == 1


def test_a_second_start_with_another_password_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_EMAIL", "anahit@example.am")
    monkeypatch.setenv("ADMIN_PASSWORD", PASSWORD)
    ensure()
    monkeypatch.setenv("ADMIN_PASSWORD", "something else")
    ensure()
    assert User.objects.get().check_password(PASSWORD)


def test_a_weak_password_is_taken_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_EMAIL", "anahit@example.am")
    monkeypatch.setenv("ADMIN_PASSWORD", "admin")
    _, warned = ensure()
    assert "easy to guess" in warned
    assert User.objects.get().check_password("admin")


def test_an_address_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_EMAIL", "anahit")
    monkeypatch.setenv("ADMIN_PASSWORD", PASSWORD)
    with pytest.raises(CommandError, match="ADMIN_EMAIL"):
        ensure()
    assert not User.objects.exists()


def test_without_both_there_is_a_link_that_opens(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    monkeypatch.setenv("ADMIN_EMAIL", "anahit@example.am")
    said, _ = ensure()
    link = re.search(r"http://127\.0\.0\.1:\d+(/accounts/setup/\S+/)\n", said)
    assert link
    assert client.get(link[1]).status_code == 200


def test_the_link_leads_to_where_the_site_is_reached(settings: Settings) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://archive.example.am"]
    assert "https://archive.example.am/accounts/setup/" in ensure()[0]
