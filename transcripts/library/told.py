"""What of each recording that was found is counted, to narrow the results down: plain values, since there may be a thousand."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast, Substr, TruncMonth
from django.utils.timezone import get_current_timezone, get_current_timezone_name

from transcripts.models import Recording


class Told(NamedTuple):
    """`month` as in `2026-11`."""

    recording: UUID
    person: int | None
    folder: int | None
    month: str


def told(rows: QuerySet[Recording], ids: Collection[UUID]) -> list[Told]:
    """Those of `ids` that are among the rows, in their order."""
    is_native = connection.features.has_native_uuid_field
    known = {key: about for key, *about in (_as_moments if is_native else _as_text)(rows.order_by())}
    written = ((one, one if is_native else one.hex) for one in ids)
    return [Told(one, *known[key]) for one, key in written if key in known]


def _as_moments(rows: QuerySet[Recording]) -> Iterator[tuple[Any, ...]]:
    """The month as text, straight from the database: moments would cost more than all the rest."""
    month = Substr(Cast(TruncMonth("created_at"), CharField()), 1, len("2026-11"))
    yield from rows.annotate(month=month).values_list("pk", "uploaded_by_id", "folder_id", "month")


def _as_text(rows: QuerySet[Recording]) -> Iterator[tuple[Any, ...]]:
    """As it lies in SQLite, which would call Python for each month, and Python make objects of all ids."""
    key, at, zone = Cast("pk", CharField()), Cast("created_at", CharField()), get_current_timezone_name()
    columns = rows.annotate(key=key, at=at).values_list("key", "uploaded_by_id", "folder_id", "at")
    for one, person, folder, moment in columns:
        yield one, person, folder, _month(moment[: len("2026-11-28 22:13")], zone)


@lru_cache(maxsize=10_000)
def _month(minute: str, _zone: str) -> str:
    """In the current time zone, by whose name it is remembered; the minute is of UTC."""
    moment = datetime.fromisoformat(minute).replace(tzinfo=UTC)
    return f"{moment.astimezone(get_current_timezone()):%Y-%m}"
