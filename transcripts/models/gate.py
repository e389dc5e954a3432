"""One at a time through a short critical section, over all processes and machines."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

# Any number, as long as nobody else of this database uses it.
_HISPEECH_GATE = 0x4849_5350


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
