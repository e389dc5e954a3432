"""Usage, as a program reads it."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.api.calls import CONVERSATIONAL, FORMAL
from tests.factories import attempt, recording, transcription
from transcripts.models import ApiToken, Membership, Role, Status, Team, User

USAGE = "/api/v1/usage"
NOON = datetime(2026, 10, 15, 8, tzinfo=UTC)
OCTOBER = {"from": "2026-10-01", "to": "2026-10-31"}


def buy(by: User, *, model: str = FORMAL, title: str = "Նիստ", **fields: Any) -> None:
    """One minute, settled in October."""
    row = recording(by, title, team=fields.pop("team", by.teams.get()))
    run = transcription(row, Status.COMPLETED, stt_model=model)
    known = {"seconds": 60, "billed_seconds": 60, "created_at": NOON, "ended_at": NOON}
    attempt(run, **{**known, **fields})


def ask(client: Client, user: User, team: Team, **asked: str) -> Any:
    _row, secret = ApiToken.create(user=user, team=team, name="usage")
    return client.get(USAGE, asked, headers={"x-auth-token": secret})


@pytest.mark.parametrize("who", ["anahit", "gayane"])
def test_owners_and_billing_read_what_each_person_spent(
    client: Client, request: pytest.FixtureRequest, bagrat: User, team: Team, who: str
) -> None:
    buy(bagrat, title="Գաղտնի նիստ", cost=Decimal("12.5"), currency="AMD", price_per_minute=1)
    said = ask(client, request.getfixturevalue(who), team, **OCTOBER)
    sums = {
        "attempts": 1,
        "failures": 0,
        "seconds": 60.0,
        "unconfirmed_seconds": 0.0,
        "seconds_without_price": 0.0,
        "cost": [{"amount": "12.5000", "currency": "AMD"}],
        "may_be_added": [],
    }
    line = {"key": str(bagrat.pk), "name": "Bagrat", "email": "bagrat@example.am", **sums}
    assert said.json() == OCTOBER | {"group": "person", "total": sums, "results": [line], "next": None}
    assert "Գաղտնի" not in said.content.decode()


def test_who_has_left_keeps_a_line_without_an_address(
    client: Client, anahit: User, bagrat: User, team: Team
) -> None:
    buy(bagrat)
    bagrat.delete()
    (line,) = ask(client, anahit, team, **OCTOBER).json()["results"]
    assert (line["key"], line["email"], line["seconds"]) == ("", None, 60)


@pytest.mark.parametrize(
    ("group", "keys"), [("model", {FORMAL, CONVERSATIONAL}), ("month", {"2026-10"}), ("", {"anahit"})]
)
def test_it_is_told_by_what_was_asked(
    client: Client, anahit: User, team: Team, group: str, keys: set[str]
) -> None:
    buy(anahit)
    buy(anahit, model=CONVERSATIONAL)
    said = ask(client, anahit, team, **OCTOBER, group=group).json()
    wanted = {str(anahit.pk) if key == "anahit" else key for key in keys}
    assert {line["key"] for line in said["results"]} == wanted
    assert said["total"]["seconds"] == 120


def test_without_days_it_is_this_month_until_today(client: Client, anahit: User, team: Team) -> None:
    buy(anahit, created_at=timezone.now(), ended_at=timezone.now())
    said = ask(client, anahit, team).json()
    today = timezone.localdate()
    assert (said["from"], said["to"]) == (str(today.replace(day=1)), str(today))
    assert said["total"]["attempts"] == 1


@pytest.mark.parametrize(
    "days",
    [
        {"from": "2026-10-31", "to": "2026-10-01"},
        {"from": "yesterday"},
        {"to": "2026-02-30"},
        {"from": "0001-01-01"},
        {"to": "9999-12-31"},
    ],
)
def test_days_that_make_no_sense_are_refused(
    client: Client, anahit: User, team: Team, days: dict[str, str]
) -> None:
    said = ask(client, anahit, team, **days)
    assert (said.status_code, said.json()["error"]["code"]) == (422, "bad_period")


def test_an_unknown_group_is_refused(client: Client, anahit: User, team: Team) -> None:
    said = ask(client, anahit, team, group="title")
    assert (said.status_code, said.json()["error"]["code"]) == (422, "no_such_group")


@pytest.mark.parametrize("who", ["bagrat", "vahe"])
def test_editors_and_viewers_are_refused(
    client: Client, request: pytest.FixtureRequest, team: Team, who: str
) -> None:
    said = ask(client, request.getfixturevalue(who), team)
    assert (said.status_code, said.json()["error"]["code"]) == (403, "not_allowed")


def test_a_token_tells_of_its_own_team_alone(client: Client, anahit: User, mallory: User, team: Team) -> None:
    theirs = mallory.teams.get()
    Membership.objects.create(team=theirs, user=anahit, role=Role.OWNER)
    buy(mallory)
    assert ask(client, anahit, team, **OCTOBER).json()["total"]["attempts"] == 0
    assert ask(client, anahit, theirs, **OCTOBER).json()["total"]["attempts"] == 1
