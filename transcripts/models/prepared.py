"""Statements that Django puts together once. For short ones, that of a search or of each job's way, this takes longer than the
database needs to answer.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from transcripts.models.among import GIVEN, Given, listed

_M = TypeVar("_M", bound=Model)
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


class Objects(Generic[_M]):
    """Rows as objects, with those that `paths` lead to: what `select_related` gives. `make` as for `Prepared`, but without values."""

    def __init__(self, make: Callable[[Given], QuerySet[_M]], *paths: str) -> None:
        self._make = make
        self._paths = paths
        self._ask = Prepared(lambda ids: make(ids).values_list(*self._columns))

    def __call__(self, ids: Iterable[UUID | int | str]) -> list[_M]:
        return [self._object(row) for row in self._ask(ids)]

    @cached_property
    def _parts(self) -> "list[_Part]":
        model = self._make(GIVEN).model
        return [_Part.of(model, path) for path in ("", *self._paths)]

    @property
    def _columns(self) -> list[str]:
        return [f"{part.path}__{name}".lstrip("_") for part in self._parts for name in part.names]

    def _object(self, row: Sequence[Any]) -> _M:
        values = iter(row)
        found: dict[str, Any] = {}
        for part in self._parts:
            one = part.model.from_db(connection.alias, part.names, list(islice(values, len(part.names))))
            whose, _, name = part.path.rpartition("__")
            if name:
                setattr(found[whose], name, one)
            found[part.path] = one
        whole: _M = found[""]
        return whole


@dataclass(frozen=True, slots=True)
class _Part:
    path: str
    model: type[Model]
    names: list[str]

    @classmethod
    def of(cls, model: type[Model], path: str) -> "_Part":
        for step in path.split("__") if path else ():
            model = model._meta.get_field(step).related_model  # type: ignore[assignment]
        return cls(path, model, [field.attname for field in model._meta.concrete_fields])
