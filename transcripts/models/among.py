"""`pk__among=ids`: as `in`, with all ids in one parameter of the statement.

A thousand parameters cost Django, the driver and the database's parser more than the search for the rows themselves, and SQLite
takes no more than 250,000 of them.
"""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigAutoField, Lookup, UUIDField
from django.db.models.sql.compiler import SQLCompiler

_TYPES = {"UUIDField": "uuid", "BigAutoField": "bigint"}


@UUIDField.register_lookup
@BigAutoField.register_lookup
class Among(Lookup[Any]):
    """Numbers or UUIDs, as the column holds."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        column, values = self.process_lhs(compiler, connection)
        listed = json.dumps([_plain(one) for one in self.rhs])
        return f"{column} IN (SELECT value FROM json_each(%s))", (*values, listed)  # noqa: S608

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        column, values = self.process_lhs(compiler, connection)
        kind = _TYPES[self.lhs.output_field.get_internal_type()]
        return f"{column} = ANY(%s::{kind}[])", (*values, _array(self.rhs))


def _array(ids: Iterable[UUID | int]) -> str:
    """In PostgreSQL's own notation."""
    listed = ",".join([str(_plain(one)) for one in ids])
    return f"{{{listed}}}"


def _plain(one: UUID | int) -> str | int:
    return one.hex if isinstance(one, UUID) else one
