"""What of each recording that was found is counted, to narrow the results down: plain values, since there may be a thousand.

Here a recording is the text that the database writes for its id (`models.among`).
"""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast, Substr, TruncMonth
from django.utils.timezone import get_current_timezone, get_current_timezone_name

from transcripts.models import Recording
from transcripts.models.among import Joined, parted


class Told(NamedTuple):
    """`month` as in `2026-11`. Many recordings share one."""

    person: int | None
    folder: int | None
    month: str


def told(rows: QuerySet[Recording], ids: Collection[str]) -> dict[str, Told]:
    """Those of `ids` that are among the rows, in their order."""
    known: dict[str, Told] = {}
    is_native = connection.features.has_native_uuid_field
    for held, *about in (_in_groups if is_native else _one_by_one)(rows.order_by()):
        known.update(dict.fromkeys(held, Told(*about)))
    return {one: known[one] for one in ids if one in known}


def _in_groups(rows: QuerySet[Recording]) -> Iterator[tuple[Any, ...]]:
    """The month as text, straight from the database: moments would cost more than all the rest."""
    month = Substr(Cast(TruncMonth("created_at"), CharField()), 1, len("2026-11"))
    grouped = rows.annotate(month=month).values_list("uploaded_by_id", "folder_id", "month")
    for *about, joined in grouped.annotate(held=Joined("pk")):
        yield parted(joined), *about


def _one_by_one(rows: QuerySet[Recording]) -> Iterator[tuple[Any, ...]]:
    """As it lies in SQLite, which would call Python for each month."""
    key, at, zone = Cast("pk", CharField()), Cast("created_at", CharField()), get_current_timezone_name()
    columns = rows.annotate(key=key, at=at).values_list("key", "uploaded_by_id", "folder_id", "at")
    for one, person, folder, moment in columns:
        yield (one,), person, folder, _month(moment[: len("2026-11-28 22:13")], zone)


@lru_cache(maxsize=10_000)
def _month(minute: str, _zone: str) -> str:
    """In the current time zone, by whose name it is remembered; the minute is of UTC."""
    moment = datetime.fromisoformat(minute).replace(tzinfo=UTC)
    return f"{moment.astimezone(get_current_timezone()):%Y-%m}"
