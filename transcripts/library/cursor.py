"""Pages that stay right while rows arrive: "after this row", not "from number 20"."""

import base64
import binascii
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from transcripts.models import Recording


def cursor_of(recording: Recording) -> str:
    raw = f"{recording.created_at.isoformat()}|{recording.pk.hex}"
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _decode(cursor: str) -> tuple[datetime, UUID] | None:
    """None for what is no cursor: somebody cut the address; they get the first page."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        moment, _, identity = raw.partition("|")
        when = datetime.fromisoformat(moment)
        return (when, UUID(identity)) if when.tzinfo else None
    except (ValueError, binascii.Error):
        return None


def page_after(rows: QuerySet[Recording], cursor: str, size: int) -> tuple[list[Recording], str | None]:
    """Up to `size` rows, newest first, after `cursor` ("" = from the top), and the cursor of the next page."""
    at = _decode(cursor) if cursor else None
    if at is not None:
        rows = rows.filter(Q(created_at__lt=at[0]) | Q(created_at=at[0], pk__lt=at[1]))
    found = list(rows.order_by("-created_at", "-pk")[: size + 1])
    return found[:size], cursor_of(found[size - 1]) if len(found) > size else None
