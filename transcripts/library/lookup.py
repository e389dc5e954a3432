"""Asks the index of either database for the newest entries that fulfil a condition, without passing by all that do.

PostgreSQL reads the keys' lists in its GIN index and then visits each entry that they name. What nearly every transcript holds
would make it visit nearly all: so the newest entries are asked first, by the keys of their blocks, and the rest only where
these do not hold enough. SQLite's FTS5 walks from the newest back and stops by itself.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from transcripts.library.index import BLOCK, BLOCK_SIZE, salted
from transcripts.models.index import signed, term
from transcripts.text.armenian.keys import key

# For each entry that is wanted so many of the newest are looked through first.
_GENEROUS = 4
# Estimates of what rare and common words match would lead the planner to read each row's keys, which lie elsewhere (TOAST);
# the index is always the shorter way.
_BY_THE_INDEX = (
    "SELECT last_value, set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true) "
    "FROM transcripts_indexentry_id_seq"
)

Group = frozenset[int]


@dataclass(frozen=True, slots=True)
class Condition:
    """Of each group in `every` one key, and no key of `none`; keys are not salted yet. `teams` is never empty.

    `private_of`: whose private recordings are looked through, too. `created` and `duration`: from the first up to before the second, each of which may be None.
    """

    teams: tuple[UUID, ...]
    every: tuple[Group, ...]
    none: Group = frozenset()
    created: tuple[datetime | None, datetime | None] = (None, None)
    duration: tuple[float | None, float | None] = (None, None)
    private_of: int | None = None

    def salted(self, group: Group) -> list[int]:
        owners = (None,) if self.private_of is None else (None, self.private_of)
        return sorted(
            {number for team in self.teams for owner in owners for number in salted(team, group, owner)}
        )


@dataclass(slots=True)
class _Where:
    """Conditions of a statement, and what fills their placeholders: nothing that people type stands in the text itself."""

    pieces: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, piece: str, value: Any) -> None:
        self.pieces.append(piece)
        self.values.append(value)


@contextmanager
def asking(most: int) -> Iterator[Callable[[Condition], list[UUID]]]:
    """What answers to a condition, newest first, at most so many; recordings in the trash among them. For several conditions of one search."""
    ask = _in_postgresql if connection.vendor == "postgresql" else _in_sqlite
    with ask(most) as newest:
        yield newest


def _rows(
    cursor: CursorWrapper, source: str, number: str, where: _Where, condition: Condition, most: int
) -> list[UUID]:
    if _add_the_rest(where, condition):
        source += " JOIN transcripts_recording r ON r.id = e.recording_id"
    statement = f"SELECT e.recording_id FROM {source} WHERE {' AND '.join(where.pieces)}"  # noqa: S608
    cursor.execute(f"{statement} ORDER BY {number} DESC LIMIT %s", [*where.values, most])
    found = [recording for (recording,) in cursor.fetchall()]
    return found if connection.features.has_native_uuid_field else list(map(UUID, found))


def _add_the_rest(where: _Where, condition: Condition) -> bool:
    """What the index does not know; the recording is joined only where something of it is asked."""
    before = len(where.pieces)
    for column, between in (("created_at", condition.created), ("duration", condition.duration)):
        for sign, value in zip((">=", "<"), between, strict=True):
            if value is not None:
                where.add(f"r.{column} {sign} %s", _adapted(value))
    return len(where.pieces) > before


def _adapted(value: datetime | float) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


# --- PostgreSQL -----------------------------------------------------------------------------------


@contextmanager
def _in_postgresql(most: int) -> Iterator[Callable[[Condition], list[UUID]]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_BY_THE_INDEX)
        blocks = _newest_blocks(int(cursor.fetchone()[0]), most)

        def newest(condition: Condition) -> list[UUID]:
            found = _among(cursor, condition, most, blocks) if blocks else []
            return found if len(found) >= most else _among(cursor, condition, most, frozenset())

        yield newest


def _newest_blocks(last_id: int, most: int) -> Group:
    """Empty where there are hardly more entries than those."""
    last = last_id // BLOCK_SIZE
    count = most * _GENEROUS // BLOCK_SIZE + 2
    if last <= count:
        return frozenset()
    return frozenset(key(BLOCK, str(number)) for number in range(last - count + 1, last + 1))


def _among(cursor: CursorWrapper, condition: Condition, most: int, blocks: Group) -> list[UUID]:
    """Of the entries of these blocks; without any, of all."""
    where = _Where(["e.team_id = ANY(%s)"], [list(condition.teams)])
    for group in filter(None, (*condition.every, blocks)):
        where.add("e.keys && %s::int[]", _array(condition, group))
    if condition.none:
        without = "e.id NOT IN (SELECT id FROM transcripts_indexentry WHERE keys && %s::int[])"
        where.add(without, _array(condition, condition.none))
    return _rows(cursor, "transcripts_indexentry e", "e.id", where, condition, most)


def _array(condition: Condition, group: Group) -> list[int]:
    return list(map(signed, condition.salted(group)))


# --- SQLite ---------------------------------------------------------------------------------------


@contextmanager
def _in_sqlite(most: int) -> Iterator[Callable[[Condition], list[UUID]]]:
    with connection.cursor() as cursor:
        yield lambda condition: _matching(cursor, condition, most)


def _matching(cursor: CursorWrapper, condition: Condition, most: int) -> list[UUID]:
    where = _Where(["transcripts_wordindex MATCH %s"], [_expression(condition)])
    marks = ", ".join(["%s"] * len(condition.teams))
    where.pieces.append(f"e.team_id IN ({marks})")
    where.values.extend(team.hex for team in condition.teams)
    # CROSS: FTS5 walks, from the newest back, and its rows are looked up.
    source = "transcripts_wordindex w CROSS JOIN transcripts_indexentry e ON e.id = w.rowid"
    return _rows(cursor, source, "w.rowid", where, condition, most)


def _expression(condition: Condition) -> str:
    """Hexadecimal numbers alone stand in it."""
    wanted = " AND ".join(f"({_any(condition.salted(group))})" for group in condition.every)
    return f"({wanted}) NOT ({_any(condition.salted(condition.none))})" if condition.none else wanted


def _any(numbers: Iterable[int]) -> str:
    return " OR ".join(f'"{term(number)}"' for number in numbers)
