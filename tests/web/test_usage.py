"""The usage page."""

import csv
import io
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from tests.factories import attempt, recording, transcription
from transcripts.models import Status, User

TITLE = "Գաղտնի նիստ"


def _spent(by: User, **fields: Any) -> None:
    run = transcription(recording(by, TITLE), Status.COMPLETED)
    attempt(run, **{"seconds": 3600, "billed_seconds": 3600, **fields})


def _page(client: Client, user: User, query: str = "") -> Any:
    client.force_login(user)
    return client.get(f"/usage/{query}")


@pytest.mark.parametrize("who", ["anahit", "gayane"])
def test_owners_and_billing_see_what_was_spent(
    client: Client, request: pytest.FixtureRequest, bagrat: User, who: str
) -> None:
    _spent(bagrat, cost=Decimal("1234.5"), currency="AMD", price_per_minute=1)
    page = _page(client, request.getfixturevalue(who))
    text = page.content.decode()
    assert page.status_code == 200
    for figure in ("1:00:00", "1,234.50 AMD", "Bagrat", "Formal"):
        assert figure in text
    assert TITLE not in text


@pytest.mark.parametrize("who", ["bagrat", "vahe"])
@pytest.mark.parametrize("path", ["/usage/", "/usage/usage.csv"])
def test_editors_and_viewers_get_404(
    client: Client, request: pytest.FixtureRequest, who: str, path: str
) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/usage/", "/usage/usage.csv"])
def test_nobody_is_shown_figures_before_signing_in(client: Client, db: None, path: str) -> None:
    assert client.get(path).headers["Location"].startswith("/accounts/login/")


def test_a_team_without_usage_is_told_so(client: Client, gayane: User) -> None:
    assert "Nothing was sent to HiSpeech" in _page(client, gayane).content.decode()


def test_figures_of_a_strangers_team_stay_there(client: Client, anahit: User, mallory: User) -> None:
    _spent(mallory)
    assert "1:00:00" not in _page(client, anahit).content.decode()


def test_a_missing_price_is_said_with_what_to_do(client: Client, anahit: User) -> None:
    _spent(anahit)
    text = _page(client, anahit).content.decode()
    assert "No price was set for 1:00:00" in text
    assert "HISPEECH_PRICE_PER_MINUTE" in text


def test_sound_bought_before_a_price_was_set_is_told_without_advice(
    client: Client, anahit: User, settings: Settings
) -> None:
    settings.HISPEECH_PRICE_PER_MINUTE = {"*": "5"}
    _spent(anahit)
    text = _page(client, anahit).content.decode()
    assert "No price was set" in text
    assert "HISPEECH_PRICE_PER_MINUTE" not in text


def test_lost_answers_and_what_they_may_add_are_told(client: Client, anahit: User) -> None:
    _spent(anahit, outcome="unconfirmed", billed_seconds=None, estimate=Decimal(90), currency="AMD")
    text = _page(client, anahit).content.decode()
    assert "The answer for 1:00:00 of sound was lost" in text
    assert "Up to 90 AMD may be added" in text


def test_last_month_is_another_page_and_stands_in_the_table_of_months(client: Client, anahit: User) -> None:
    last = timezone.localtime().replace(day=1) - timedelta(days=1)
    _spent(anahit, created_at=last, ended_at=last)
    text = _page(client, anahit).content.decode()
    assert "Nothing was sent" in text
    assert last.strftime("%B %Y") in text
    days = f"?from={last:%Y-%m-01}&to={last:%Y-%m-%d}"
    assert "1:00:00" in _page(client, anahit, days).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?from=2026-11-30&to=2026-11-01",
        "?from=yesterday&to=2026-11-01",
        "?from=2026-02-30&to=2026-03-01",
        "?from=2026-11-01",
        "?from=2026-11-01&to=9999-12-31",
        "?from=0001-01-01&to=2026-11-01",
    ],
)
def test_days_that_make_no_sense_are_said_to(client: Client, anahit: User, query: str) -> None:
    page = _page(client, anahit, query)
    assert page.status_code == 400
    assert "Give a first and a last day" in page.content.decode()
    assert client.get(f"/usage/usage.csv{query}").status_code == 400


def _table(client: Client, user: User) -> list[dict[str, str]]:
    client.force_login(user)
    answer = client.get("/usage/usage.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_table_has_a_line_for_each_person_and_model(client: Client, gayane: User, bagrat: User) -> None:
    _spent(bagrat, cost=Decimal("12.5"), currency="AMD", price_per_minute=1)
    [row] = _table(client, gayane)
    assert row == {
        "month": f"{timezone.localtime():%Y-%m}",
        "person": "Bagrat",
        "email": "bagrat@example.am",
        "team": "Լրատուն",
        "model": "Formal",
        "attempts": "1",
        "seconds": "3600.0",
        "unconfirmed_seconds": "0.0",
        "failures": "0",
        "currency": "AMD",
        "cost": "12.5000",
        "may_be_added": "0.0000",
        "seconds_without_price": "0.0",
    }


@pytest.mark.parametrize("name", ["=1+1", "+374", "-x", "@SUM(A1)"])
def test_no_name_becomes_a_formula(client: Client, anahit: User, name: str) -> None:
    User.objects.filter(pk=anahit.pk).update(name=name)
    _spent(anahit)
    [row] = _table(client, anahit)
    assert row["person"] == f"'{name}"


def test_queries_do_not_grow_with_the_ledger(client: Client, anahit: User, bagrat: User) -> None:
    client.force_login(anahit)
    counts = []
    for by in (anahit, bagrat):
        for _ in range(3):
            _spent(by)
        with CaptureQueriesContext(connection) as queries:
            client.get("/usage/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8
