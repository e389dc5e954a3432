"""What makes the audit log a log: the database itself refuses to change or delete its rows."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "transcripts_event"
_REFUSAL = "The audit log is only ever added to."

_INSTALL = {
    "sqlite": tuple(
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for verb in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        f"CREATE OR REPLACE FUNCTION {TABLE}_stays() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$",
        f"CREATE OR REPLACE TRIGGER {TABLE}_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_stays()",
    ),
}
_LIFT = {
    "sqlite": tuple(f"DROP TRIGGER IF EXISTS {TABLE}_no_{verb}" for verb in ("update", "delete")),
    "postgresql": (f"DROP TRIGGER IF EXISTS {TABLE}_stays ON {TABLE}",),
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Does nothing where they are. Each `migrate` calls it: on SQLite they go with the table where Django makes it anew."""
    _run(connection, _INSTALL[connection.vendor])


def lift(connection: BaseDatabaseWrapper) -> None:
    _run(connection, _LIFT[connection.vendor])


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """A transaction in which rows may go; for everybody else it is as if nothing had been lifted."""
    with transaction.atomic(using=connection.alias):
        lift(connection)
        yield
        install(connection)


def _run(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
