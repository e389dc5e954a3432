import pytest
from django.core.checks import run_checks
from pytest_django import Settings


def codes(tags: list[str] | None = None, databases: list[str] | None = None) -> list[str | None]:
    return [message.id for message in run_checks(tags=tags, databases=databases)]


def test_the_settings_as_they_come_are_right() -> None:
    assert codes() == []


@pytest.mark.parametrize("value", ["cheap", "-1", "nan", "1,5 AMD"])
def test_a_price_must_be_a_number(settings: Settings, value: str) -> None:
    settings.HISPEECH_PRICE_PER_MINUTE = {"*": value}
    assert codes() == ["transcripts.E001"]


@pytest.mark.parametrize("value", ["api.hispeech.ai", "ftp://x", "https://user:secret@x", ""])
def test_the_address_of_hispeech_must_be_one(settings: Settings, value: str) -> None:
    settings.HISPEECH_BASE_URL = value
    assert codes() == ["transcripts.E002"]


@pytest.mark.django_db
def test_the_database_knows_armenian_letters() -> None:
    assert codes(databases=["default"], tags=["database"]) == []
