"""`column__blank=False`: as `exclude(column="")`, but written out in the statement.

From a parameter SQLite concludes nothing, so it would pass by an index of those that are not blank, and look at every row.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup, TextField
from django.db.models.sql.compiler import SQLCompiler


@TextField.register_lookup
class Blank(Lookup[Any]):
    lookup_name = "blank"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        column, values = self.process_lhs(compiler, connection)
        is_blank = f"{column} = ''"
        return is_blank if self.rhs else f"NOT ({is_blank})", tuple(values)
