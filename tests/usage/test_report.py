"""The ledger as people read it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories import attempt, person, recording, transcription
from transcripts.models import Attempt, Membership, Role, Status, Team, User
from transcripts.models.transcription import Model
from transcripts.usage.periods import Period, month_of
from transcripts.usage.report import Money, Report, report

NOVEMBER = month_of(date(2026, 11, 1))
NOON = datetime(2026, 11, 15, 8, tzinfo=UTC)


def buy(
    by: User, *, seconds: float = 60, at: datetime = NOON, outcome: str = "settled", **fields: Any
) -> Attempt:
    """One try of a transcription of its own, ended at `at`."""
    run = transcription(recording(by), Status.COMPLETED, stt_model=fields.pop("model", Model.FORMAL))
    known: dict[str, Any] = {
        "seconds": seconds,
        "created_at": at,
        "ended_at": None if outcome == "open" else at,
        "billed_seconds": seconds if outcome == "settled" else None,
    }
    return attempt(run, outcome, **{**known, **fields})


def of(user: User, period: Period = NOVEMBER) -> Report:
    return report(user, period)


def amd(amount: str) -> tuple[Money, ...]:
    return (Money(Decimal(amount), "AMD"),)


def test_an_empty_ledger_is_an_empty_report(gayane: User) -> None:
    told = of(gayane)
    assert (told.total.attempts, told.total.seconds, told.total.costs) == (0, 0, ())
    assert told.by_person == told.by_model == told.by_month == told.by_team == ()


def test_paid_seconds_are_summed_by_person_and_model(anahit: User, bagrat: User) -> None:
    buy(anahit, seconds=30.5)
    buy(bagrat, seconds=100)
    buy(bagrat, seconds=20, model=Model.CONVERSATIONAL)
    told = of(anahit)
    assert [(line.name, line.seconds) for line in told.by_person] == [("Bagrat", 120), ("Anahit", 30.5)]
    assert [(line.name, line.seconds) for line in told.by_model] == [
        ("Formal", 130.5),
        ("Conversational", 20),
    ]
    assert (told.total.attempts, told.total.seconds) == (3, 150.5)


def test_people_of_one_name_are_told_apart(anahit: User, team: Team) -> None:
    buy(anahit)
    buy(person("Anahit2", team, Role.EDITOR))
    User.objects.update(name="Anahit")
    assert [line.name for line in of(anahit).by_person] == ["Anahit", "Anahit"]


def test_who_has_left_is_still_counted(anahit: User, bagrat: User) -> None:
    buy(bagrat)
    bagrat.delete()
    [line] = of(anahit).by_person
    assert (line.name, line.seconds) == ("somebody who has left", 60)


def test_what_was_billed_counts_not_what_was_sent(anahit: User) -> None:
    buy(anahit, seconds=61.4, billed_seconds=62)
    assert of(anahit).total.seconds == 62


def test_money_is_exact_and_each_currency_apart(anahit: User) -> None:
    for cost in ("0.1000", "0.2000", "33.3333"):
        buy(anahit, cost=Decimal(cost), currency="AMD", price_per_minute=1)
    buy(anahit, cost=Decimal("1.5"), currency="USD", price_per_minute=1)
    assert of(anahit).total.costs == (Money(Decimal("33.6333"), "AMD"), Money(Decimal("1.5"), "USD"))


def test_sound_without_a_price_is_told(anahit: User) -> None:
    buy(anahit, seconds=10, currency="AMD")
    buy(anahit, seconds=20, cost=Decimal(5), currency="AMD", price_per_minute=15)
    total = of(anahit).total
    assert (total.unpriced, total.seconds, total.costs) == (10, 30, amd("5"))


def test_a_lost_answer_is_no_cost_but_may_become_one(anahit: User) -> None:
    buy(anahit, seconds=90, outcome="unconfirmed", estimate=Decimal(9), currency="AMD")
    total = of(anahit).total
    assert (total.seconds, total.costs, total.failures) == (0, (), 0)
    assert (total.unconfirmed, total.undecided) == (90, amd("9"))


def test_what_is_under_way_counts_where_it_began(anahit: User) -> None:
    buy(anahit, outcome="open", estimate=Decimal(6), currency="AMD")
    total = of(anahit).total
    assert (total.attempts, total.unconfirmed, total.undecided) == (1, 0, amd("6"))


@pytest.mark.parametrize(("outcome", "code"), [("voided", "unreachable"), ("settled", "empty_text")])
def test_a_try_without_words_is_a_failure(anahit: User, outcome: str, code: str) -> None:
    buy(anahit, outcome=outcome, error_code=code)
    buy(anahit)
    assert of(anahit).total.failures == 1


def test_what_was_not_accepted_costs_nothing(anahit: User) -> None:
    buy(anahit, outcome="voided", estimate=Decimal(6), currency="AMD", error_code="busy")
    total = of(anahit).total
    assert (total.seconds, total.costs, total.undecided) == (0, (), ())


# --- days ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "inside"),
    [
        ("2026-10-31T19:59:59+00:00", False),
        ("2026-10-31T20:00:00+00:00", True),  # midnight in Yerevan
        ("2026-11-30T19:59:59.999999+00:00", True),
        ("2026-11-30T20:00:00+00:00", False),
    ],
)
def test_a_month_is_one_of_the_sites_own_time_zone(anahit: User, at: str, inside: bool) -> None:
    buy(anahit, at=datetime.fromisoformat(at))
    assert of(anahit).total.attempts == inside


def test_a_try_belongs_to_the_month_in_which_it_was_settled(anahit: User) -> None:
    buy(anahit, created_at=datetime(2026, 10, 31, 12, tzinfo=UTC))
    [line] = of(anahit, Period(date(2026, 10, 1), date(2026, 11, 30))).by_month
    assert line.key == "2026-11"


def test_months_stand_newest_first(anahit: User) -> None:
    for month in (9, 11, 10):
        buy(anahit, at=datetime(2026, month, 3, tzinfo=UTC), seconds=month)
    told = of(anahit, Period(date(2026, 1, 1), date(2026, 12, 31)))
    assert [(line.key, line.seconds) for line in told.by_month] == [
        ("2026-11", 11),
        ("2026-10", 10),
        ("2026-09", 9),
    ]
    assert told.by_month[0].name == "November 2026"


# --- who may see what ------------------------------------------------------------------------------------


def test_only_teams_whose_usage_is_theirs_to_see_are_counted(anahit: User, mallory: User) -> None:
    buy(anahit, seconds=1)
    buy(mallory, seconds=2)
    assert of(anahit).total.seconds == 1
    assert of(mallory).total.seconds == 2


@pytest.mark.parametrize("who", ["bagrat", "vahe"])
def test_editors_and_viewers_see_no_figures(request: pytest.FixtureRequest, anahit: User, who: str) -> None:
    buy(anahit)
    assert of(request.getfixturevalue(who)).total.attempts == 0


def test_an_owner_of_two_teams_sees_both_each_once(anahit: User, mallory: User) -> None:
    theirs = mallory.teams.get()
    Membership.objects.create(team=theirs, user=anahit, role=Role.BILLING)
    buy(mallory, seconds=5)
    rec = recording(anahit, team=anahit.teams.get(name="Լրատուն"))
    attempt(transcription(rec, Status.COMPLETED), billed_seconds=7, ended_at=NOON, created_at=NOON)
    told = of(anahit)
    assert [(line.name, line.seconds) for line in told.by_team] == [("Լրատուն", 7), ("Strangers", 5)]
    assert told.total.seconds == 12


def test_no_title_and_no_word_is_in_a_report(gayane: User, anahit: User) -> None:
    run = transcription(recording(anahit, "Գաղտնի նիստ"), Status.COMPLETED)
    attempt(run, ended_at=NOON, created_at=NOON)
    assert "Գաղտնի" not in repr(of(gayane))


def test_a_report_is_one_query_however_much_there_is(
    anahit: User, bagrat: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for by in (anahit, bagrat) * 3:
        buy(by)
    with django_assert_num_queries(1):
        of(anahit)
