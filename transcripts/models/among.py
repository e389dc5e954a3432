"""Many ids at once: as one parameter, and in one answer.

`pk__among=ids` is as `in`, with all ids in one parameter of the statement: a thousand parameters cost Django, the driver and the
database's parser more than the search for the rows themselves, and SQLite takes no more than 250,000 of them.

`Joined` is the way back: the ids of all rows of a group, in one text. An object for each of a thousand ids, and each of them
compared by Python, is most of what a thousand rows cost.
"""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection as at_hand
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, BigAutoField, CharField, Expression, Lookup, UUIDField
from django.db.models.functions import Cast
from django.db.models.sql.compiler import SQLCompiler

_TYPES = {"UUIDField": "uuid", "BigAutoField": "bigint"}


class Given:
    """In place of ids that a statement is told later (`prepared`)."""


GIVEN = Given()


@UUIDField.register_lookup
@BigAutoField.register_lookup
class Among(Lookup[Any]):
    """Numbers or UUIDs, as the column holds; UUIDs as text, too (`written`)."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        column, values = self.process_lhs(compiler, connection)
        given = listed(self.rhs, connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", (*values, given)  # noqa: S608

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        column, values = self.process_lhs(compiler, connection)
        kind = _TYPES[self.lhs.output_field.get_internal_type()]
        return f"{column} = ANY(%s::{kind}[])", (*values, listed(self.rhs, connection))


def listed(ids: Iterable[UUID | int | str] | Given, connection: BaseDatabaseWrapper) -> str | Given:
    """All in one text, as the lookups take them apart; in PostgreSQL's own notation there."""
    if isinstance(ids, Given):
        return ids
    if connection.vendor == "postgresql":
        return f"{{{','.join(map(str, ids))}}}"
    return json.dumps([one.hex if isinstance(one, UUID) else one for one in ids])


class Joined(Aggregate):
    """Ids of the rows of a group, as the database writes them, to be taken apart by `parted`."""

    output_field = CharField()
    template = "%(function)s(%(expressions)s, ',')"

    def __init__(self, column: str | Expression, **more: Any) -> None:
        super().__init__(Cast(column, CharField()), **more)

    def as_sqlite(self, *values: Any, **more: Any) -> Any:
        return self.as_sql(*values, function="GROUP_CONCAT", **more)

    def as_postgresql(self, *values: Any, **more: Any) -> Any:
        return self.as_sql(*values, function="STRING_AGG", **more)


def parted(joined: str) -> list[str]:
    return joined.split(",")


def written(one: UUID) -> str:
    """As the database at hand writes it."""
    return str(one) if at_hand.features.has_native_uuid_field else one.hex
