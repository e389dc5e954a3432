"""The ledger's sums folded into the tables that people read: by person, team, model and month."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext

from transcripts import access
from transcripts.models import Team, User
from transcripts.models.transcription import Model
from transcripts.usage.ledger import Entry, entries
from transcripts.usage.periods import Period


@dataclass(frozen=True, slots=True)
class Money:
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table. `key` tells it from the others: a person's or team's id, a model, `2026-11`.

    Sound in seconds: `seconds` were paid for, `unconfirmed` may have been, `unpriced` are those of `seconds`
    for which no price was set. `costs` and `undecided` (what open and unconfirmed tries may add) hold one
    amount a currency, none where there is none.
    """

    key: str
    name: str
    attempts: int
    seconds: float
    unpriced: float
    unconfirmed: float
    failures: int
    costs: tuple[Money, ...]
    undecided: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The tables have their longest line first, months the newest; `entries` are what they were made of."""

    period: Period
    total: Line
    by_person: tuple[Line, ...]
    by_team: tuple[Line, ...]
    by_model: tuple[Line, ...]
    by_month: tuple[Line, ...]
    entries: tuple[Entry, ...]


def report(user: User, period: Period, *, team: Team | None = None) -> Report:
    """Over the teams whose usage this person may see, or one of them; one query."""
    teams = access.teams_with_usage(user)
    found = entries(teams.filter(pk=team.pk) if team else teams, period)
    return Report(
        period=period,
        total=_line("", gettext("Total"), found),
        by_person=_longest_first(_fold(found, lambda one: (str(one.person or ""), _person(one)))),
        by_team=_longest_first(_fold(found, lambda one: (str(one.team), one.team_name))),
        by_model=_longest_first(_fold(found, lambda one: (one.stt_model, model_name(one.stt_model)))),
        by_month=_fold(
            found, lambda one: (f"{one.month:%Y-%m}", date_format(one.month, "YEAR_MONTH_FORMAT"))
        ),
        entries=tuple(found),
    )


def model_name(stt_model: str) -> str:
    return str(Model(stt_model).label) if stt_model in Model.values else stt_model


def _person(entry: Entry) -> str:
    return entry.person_name or gettext("somebody who has left")


def _fold(found: Iterable[Entry], of: Callable[[Entry], tuple[str, str]]) -> tuple[Line, ...]:
    """One line for each key, in the order in which the keys appear. `of` gives an entry's key and name."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in found:
        groups.setdefault(of(entry), []).append(entry)
    return tuple(_line(key, name, group) for (key, name), group in groups.items())


def _line(key: str, name: str, group: Iterable[Entry]) -> Line:
    sums = [entry.sums for entry in group]
    return Line(
        key=key,
        name=name,
        attempts=sum(one.attempts for one in sums),
        seconds=sum(one.seconds for one in sums),
        unpriced=sum(one.unpriced for one in sums),
        unconfirmed=sum(one.unconfirmed for one in sums),
        failures=sum(one.failures for one in sums),
        costs=_by_currency((one.currency, one.cost) for one in sums),
        undecided=_by_currency((one.currency, one.undecided) for one in sums),
    )


def _by_currency(amounts: Iterable[tuple[str, Decimal]]) -> tuple[Money, ...]:
    totals: dict[str, Decimal] = {}
    for currency, amount in amounts:
        totals[currency] = totals.get(currency, Decimal(0)) + amount
    return tuple(Money(amount, currency) for currency, amount in sorted(totals.items()) if amount)


def _longest_first(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: (-line.seconds, line.name)))
