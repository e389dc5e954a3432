"""The attempts of some teams in some days, summed in the database: one query, however many there are."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone

from transcripts.models import Attempt, Outcome, Team
from transcripts.usage.periods import Period

SETTLED = Q(outcome=Outcome.SETTLED)
UNCONFIRMED = Q(outcome=Outcome.UNCONFIRMED)
# Money that may still be asked for: under way, or nobody knows whether it was accepted.
UNDECIDED = Q(outcome__in=[Outcome.OPEN, Outcome.UNCONFIRMED])
# Tries that ended without words, be it for nothing or paid.
IN_VAIN = Q(outcome__in=[Outcome.VOIDED, Outcome.SETTLED]) & ~Q(error_code="")

_CENT = Decimal("0.0001")
_RECORDING = "transcription__recording"
_PERSON = "requested_by"


@dataclass(frozen=True, slots=True)
class Sums:
    """Sound in seconds. `cost` is what settled tries cost, `undecided` what others may, in `currency`.

    `unpriced` are the settled seconds for which no price was in force.
    """

    currency: str
    attempts: int
    seconds: float
    unpriced: float
    unconfirmed: float
    failures: int
    cost: Decimal
    undecided: Decimal


@dataclass(frozen=True, slots=True)
class Entry:
    """One month of one person with one model in one team. `month` is its first day."""

    month: date
    person: int | None
    person_name: str
    email: str
    team: UUID
    team_name: str
    stt_model: str
    sums: Sums


def entries(teams: QuerySet[Team], period: Period) -> list[Entry]:
    """An attempt belongs to the day on which it was settled, or otherwise ended; while open, began."""
    zone = timezone.get_default_timezone()
    first, after = period.bounds(zone)
    rows = (
        Attempt.objects.filter(**{f"{_RECORDING}__team__in": teams.order_by().values("pk")})
        .annotate(at=Coalesce("ended_at", "created_at"))
        .filter(at__gte=first, at__lt=after)
        .annotate(month=TruncMonth("at", tzinfo=zone))
        .values(
            "month",
            "stt_model",
            "currency",
            _PERSON,
            f"{_PERSON}__name",
            f"{_PERSON}__email",
            f"{_RECORDING}__team",
            f"{_RECORDING}__team__name",
        )
        .annotate(**_SUMS)
        .order_by("-month", f"{_PERSON}__email", "stt_model", "currency")
    )
    return [_entry(row) for row in rows]


_SUMS: dict[str, Any] = {
    "sum_attempts": Count("pk"),
    "sum_seconds": Sum("billed_seconds", filter=SETTLED),
    "sum_unpriced": Sum("billed_seconds", filter=SETTLED & Q(cost=None)),
    "sum_unconfirmed": Sum("seconds", filter=UNCONFIRMED),
    "sum_failures": Count("pk", filter=IN_VAIN),
    "sum_cost": Sum("cost", filter=SETTLED),
    "sum_undecided": Sum("estimate", filter=UNDECIDED),
}


def _money(amount: Decimal | None) -> Decimal:
    """SQLite adds decimals as floats: back to the ledger's four places."""
    return (amount or Decimal(0)).quantize(_CENT)


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(
        month=row["month"].date(),
        person=row[_PERSON],
        person_name=row[f"{_PERSON}__name"] or row[f"{_PERSON}__email"] or "",
        email=row[f"{_PERSON}__email"] or "",
        team=row[f"{_RECORDING}__team"],
        team_name=row[f"{_RECORDING}__team__name"],
        stt_model=row["stt_model"],
        sums=Sums(
            currency=row["currency"],
            attempts=row["sum_attempts"],
            seconds=row["sum_seconds"] or 0.0,
            unpriced=row["sum_unpriced"] or 0.0,
            unconfirmed=row["sum_unconfirmed"] or 0.0,
            failures=row["sum_failures"],
            cost=_money(row["sum_cost"]),
            undecided=_money(row["sum_undecided"]),
        ),
    )
