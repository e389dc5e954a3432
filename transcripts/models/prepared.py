"""Statements that Django puts together once. For the short ones of a search that takes longer than the database needs to answer."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

from transcripts.models.among import GIVEN, Given, listed

_Made = tuple[SQLCompiler, str, tuple[Any, ...]]


class Prepared:
    """`make`: from ids to a `values_list` in which nothing else ever changes; they stand behind `__among` alone."""

    def __init__(self, make: Callable[[Given], QuerySet[Any, Any]]) -> None:
        self._make = make
        self._made: dict[str, _Made] = {}

    def __call__(self, ids: Iterable[UUID | int | str]) -> Iterator[Sequence[Any]]:
        compiler, statement, values = self._made.get(connection.vendor) or self._put_together()
        given: Any = listed(ids, connection)
        with connection.cursor() as cursor:
            cursor.execute(statement, [given if value is GIVEN else value for value in values])
            rows = cursor.fetchall()
        return compiler.results_iter([rows], tuple_expected=True)

    def _put_together(self) -> _Made:
        compiler = self._make(GIVEN).query.get_compiler(connection=connection)
        made = self._made[connection.vendor] = (compiler, *compiler.as_sql())
        return made
