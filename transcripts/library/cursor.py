"""Pages that stay right while rows arrive: "after this row", not "from number 20"; in each order that the library knows."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from transcripts.models import Recording

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Order:
    """By a column and, among equals, by id in the same direction: so that an index holds the order."""

    column: str
    is_descending: bool
    write: Callable[[Any], str]
    read: Callable[[str], Any]

    @property
    def columns(self) -> tuple[str, str]:
        sign = "-" if self.is_descending else ""
        return f"{sign}{self.column}", f"{sign}pk"

    def behind(self, value: Any, identity: UUID) -> Q:
        side = "lt" if self.is_descending else "gt"
        # The first condition says the same once more, in a way in which the index is entered at that place.
        return Q(**{f"{self.column}__{side}e": value}) & (
            Q(**{f"{self.column}__{side}": value}) | Q(**{self.column: value, f"pk__{side}": identity})
        )


def _moment(text: str) -> datetime:
    when = datetime.fromisoformat(text)
    if not when.tzinfo:
        raise ValueError(text)
    return when


def _length(text: str) -> float:
    seconds = float(text)
    if not isfinite(seconds):
        raise ValueError(text)
    return seconds


# By the names of library.filters.SORTS.
ORDERS = {
    "newest": Order("created_at", True, datetime.isoformat, _moment),
    "oldest": Order("created_at", False, datetime.isoformat, _moment),
    "title": Order("title_key", False, lambda key: bytes(key).hex(), bytes.fromhex),
    "longest": Order("duration", True, repr, _length),
    "shortest": Order("duration", False, repr, _length),
}


def order_of(sort: str) -> Order:
    return ORDERS.get(sort, ORDERS["newest"])


def cursor_of(recording: Any, order: Order = ORDERS["newest"]) -> str:
    """Of the object, or of a row that has its columns."""
    raw = f"{order.write(getattr(recording, order.column))}|{recording.pk.hex}"
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _decode(cursor: str, order: Order) -> tuple[Any, UUID] | None:
    """None for what is no cursor of this order: somebody cut the address; they get the first page."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        value, _, identity = raw.rpartition("|")
        return order.read(value), UUID(identity)
    except (ValueError, binascii.Error):
        return None


def is_cursor(text: str, sort: str = "") -> bool:
    """Of this order."""
    return _decode(text, order_of(sort)) is not None


def page_after(
    rows: QuerySet[Recording, T], cursor: str, size: int, sort: str = ""
) -> tuple[list[T], str | None]:
    """Up to `size` rows in their order after `cursor` ("" = from the top), and the cursor of the next page."""
    order = order_of(sort)
    at = _decode(cursor, order) if cursor else None
    if at is not None:
        rows = rows.filter(order.behind(*at))
    found = list(rows.order_by(*order.columns)[: size + 1])
    return found[:size], cursor_of(found[size - 1], order) if len(found) > size else None
