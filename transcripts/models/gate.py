"""One at a time through a short critical section, over all processes and machines."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

# Any number, as long as nobody else of this database uses it.
_HISPEECH_GATE = 0x4849_5350
_HOLDS = 0x484F_4C44


@contextmanager
def gate() -> Iterator[None]:
    """A transaction that no other one of this kind overlaps: counting and taking a place are one act.

    SQLite's IMMEDIATE transactions exclude each other anyway; PostgreSQL gets an advisory lock.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_HISPEECH_GATE])
        yield


def take_turns_with_holds(*, placing: bool = False) -> None:
    """Inside a transaction, before anything in it is locked: while a hold is being placed nothing goes for good, and the other way round.

    Whatever goes asks after holds behind this, so a hold that was promised holds.
    """
    if connection.vendor == "postgresql":
        kind = "" if placing else "_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_xact_lock{kind}(%s)", [_HOLDS])
