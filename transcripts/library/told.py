"""What of each recording that was found is counted, to narrow the results down: plain values, since there may be a thousand.

Here a recording is the text that the database writes for its id (`models.among`).
"""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat, Substr, TruncMonth
from django.utils.timezone import get_current_timezone, get_current_timezone_name

from transcripts.models import Recording, Status, Transcription
from transcripts.models.among import Joined, parted


class Told(NamedTuple):
    """`month` as in `2026-11`, `models` those that it has words of. Many recordings share one."""

    person: int | None
    folder: int | None
    month: str
    models: frozenset[str]


def told(rows: QuerySet[Recording], ids: Collection[str]) -> dict[str, Told]:
    """Those of `ids` that are among the rows, in their order."""
    known: dict[str, Told] = {}
    is_native = connection.features.has_native_uuid_field
    for held, *about in (_in_groups if is_native else _one_by_one)(rows.order_by()):
        known.update(dict.fromkeys(held, Told(*about)))
    return {one: known[one] for one in ids if one in known}


def titled(rows: QuerySet[Recording], ids: Collection[str]) -> dict[str, str]:
    """As `told`, with their titles alone."""
    known = dict(rows.order_by().annotate(key=Cast("pk", CharField())).values_list("key", "title"))
    return {one: known[one] for one in ids if one in known}


def _in_groups(rows: QuerySet[Recording]) -> Iterator[tuple[Any, ...]]:
    """The month as text, straight from the database: moments would cost more than all the rest."""
    month = Substr(Cast(TruncMonth("created_at"), CharField()), 1, len("2026-11"))
    grouped = rows.annotate(month=month, runs=_runs()).values_list(
        "uploaded_by_id", "folder_id", "month", "runs"
    )
    for *about, runs, joined in grouped.annotate(held=Joined("pk")):
        yield parted(joined), *about, _models(runs)


def _one_by_one(rows: QuerySet[Recording]) -> Iterator[tuple[Any, ...]]:
    """As it lies in SQLite, which would call Python for each month."""
    key, at, zone = Cast("pk", CharField()), Cast("created_at", CharField()), get_current_timezone_name()
    told = rows.annotate(key=key, at=at, runs=_runs())
    columns = told.values_list("key", "uploaded_by_id", "folder_id", "at", "runs")
    for one, person, folder, moment, runs in columns:
        yield (one,), person, folder, _month(moment[: len("2026-11-28 22:13")], zone), _models(runs)


def _runs() -> Subquery:
    """Status and model of each transcription in one word, which no index knows: databases would rather look through all that
    are completed, or through the list of all by their models.
    """
    of_one = Transcription.objects.filter(recording=OuterRef("pk")).order_by().values("recording")
    named = of_one.annotate(runs=Joined(Concat("status", Value(" "), "stt_model")))
    return Subquery(named.values("runs"))


@lru_cache(maxsize=1000)
def _models(runs: str | None) -> frozenset[str]:
    """Each kind of list is taken apart once."""
    named = (run.partition(" ") for run in parted(runs or ""))
    return frozenset(model for status, _space, model in named if status == Status.COMPLETED)


@lru_cache(maxsize=10_000)
def _month(minute: str, _zone: str) -> str:
    """In the current time zone, by whose name it is remembered; the minute is of UTC."""
    moment = datetime.fromisoformat(minute).replace(tzinfo=UTC)
    return f"{moment.astimezone(get_current_timezone()):%Y-%m}"
