"""Asks the index of either database for the newest entries that fulfil a condition, without passing by all that do.

PostgreSQL reads the keys' lists in its GIN index and then visits each entry that they name. What nearly every transcript holds
would make it visit nearly all: so the newest entries are asked first, by the keys of their blocks, and only where these do not
hold enough as many more as seem to be needed, or all. SQLite's FTS5 walks from the newest back and stops by itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from transcripts.library.index import BLOCK, BLOCK_SIZE, salted
from transcripts.models.index import signed, term
from transcripts.text.armenian.keys import key

# For each entry that is wanted so many of the newest are looked through first: enough for what nearly all hold.
_GENEROUS = 1
# How many more have to be looked through is foretold from so many found, with so much to spare.
_TELLING, _TO_SPARE = 25, 1.5
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


def newest(conditions: Sequence[Condition], most: int) -> list[list[str]]:
    """For one condition after the other, until one is fulfilled by `most`: recordings as the database writes their ids, newest
    first, those in the trash among them.
    """
    if not conditions:
        return []
    return (_in_postgresql if connection.vendor == "postgresql" else _in_sqlite)(conditions, most)


def _ending(source: str, number: str, where: _Where, condition: Condition, most: int) -> str:
    """Of a statement, from its source on."""
    if _add_the_rest(where, condition):
        source += " JOIN transcripts_recording r ON r.id = e.recording_id"
    where.values.append(most)
    return f"FROM {source} WHERE {' AND '.join(where.pieces)} ORDER BY {number} DESC LIMIT %s"


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


def _in_postgresql(conditions: Sequence[Condition], most: int) -> list[list[str]]:
    """All of them in one statement, and those that it did not answer fully in a second one; a third one is rare."""
    found: list[list[str]] = [[] for _ in conditions]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_BY_THE_INDEX)
        there = int(cursor.fetchone()[0]) // BLOCK_SIZE + 1
        windows = [_window(most * _GENEROUS // BLOCK_SIZE + 2, there)] * len(conditions)
        left, full = [*range(len(conditions))], len(conditions)
        while left:
            asked = [(conditions[one], _blocks(windows[one], there)) for one in left]
            for one, recordings in zip(left, _chained(cursor, asked, most), strict=True):
                found[one] = recordings
            full = next((one for one in left if len(found[one]) >= most), full)
            left = [one for one in left if one < full and windows[one]]
            for one in left:
                windows[one] = _wider(windows[one], len(found[one]), most, there)
    return found[: full + 1]


def _window(count: int, there: int) -> int:
    """So many blocks, the newest; 0: all, where those would be most of what is there."""
    return count if count * 2 <= there else 0


def _wider(window: int, found: int, most: int, there: int) -> int:
    return _window(int(window * most / found * _TO_SPARE), there) if found >= _TELLING else 0


def _blocks(window: int, there: int) -> Group:
    return frozenset(key(BLOCK, str(number)) for number in range(there - window, there))


def _chained(cursor: CursorWrapper, asked: Sequence[tuple[Condition, Group]], most: int) -> list[list[str]]:
    """What fulfils each condition, of the entries of these blocks; without any, of all. Nothing is looked for behind one that is full."""
    names, each, values = [f"found{number}" for number in range(len(asked))], [], list[Any]()
    for number, (condition, blocks) in enumerate(asked):
        where = _among(condition, blocks)
        for before in names[:number]:
            where.add(f"(SELECT count(*) FROM {before}) < %s", most)  # noqa: S608
        ending = _ending("transcripts_indexentry e", "e.id", where, condition, most)
        each.append(f"{names[number]} AS MATERIALIZED (SELECT {number}, e.recording_id::text {ending})")
        values += where.values
    together = " UNION ALL ".join(f"SELECT * FROM {name}" for name in names)  # noqa: S608
    cursor.execute(f"WITH {', '.join(each)} {together}", values)
    found: list[list[str]] = [[] for _ in asked]
    for number, recording in cursor.fetchall():
        found[number].append(recording)
    return found


def _among(condition: Condition, blocks: Group) -> _Where:
    where = _Where(["e.team_id = ANY(%s)"], [list(condition.teams)])
    for group in filter(None, (*condition.every, blocks)):
        where.add("e.keys && %s::int[]", _array(condition, group))
    if condition.none:
        without = "e.id NOT IN (SELECT id FROM transcripts_indexentry WHERE keys && %s::int[])"
        where.add(without, _array(condition, condition.none))
    return where


def _array(condition: Condition, group: Group) -> list[int]:
    return list(map(signed, condition.salted(group)))


# --- SQLite ---------------------------------------------------------------------------------------


def _in_sqlite(conditions: Sequence[Condition], most: int) -> list[list[str]]:
    found: list[list[str]] = []
    with connection.cursor() as cursor:
        for condition in conditions:
            found.append(_matching(cursor, condition, most))
            if len(found[-1]) >= most:
                break
    return found


def _matching(cursor: CursorWrapper, condition: Condition, most: int) -> list[str]:
    where = _Where(["transcripts_wordindex MATCH %s"], [_expression(condition)])
    marks = ", ".join(["%s"] * len(condition.teams))
    where.pieces.append(f"e.team_id IN ({marks})")
    where.values.extend(team.hex for team in condition.teams)
    # CROSS: FTS5 walks, from the newest back, and its rows are looked up.
    source = "transcripts_wordindex w CROSS JOIN transcripts_indexentry e ON e.id = w.rowid"
    ending = _ending(source, "w.rowid", where, condition, most)
    cursor.execute(f"SELECT CAST(e.recording_id AS text) {ending}", where.values)
    return [recording for (recording,) in cursor.fetchall()]


def _expression(condition: Condition) -> str:
    """Hexadecimal numbers alone stand in it."""
    wanted = " AND ".join(f"({_any(condition.salted(group))})" for group in condition.every)
    return f"({wanted}) NOT ({_any(condition.salted(condition.none))})" if condition.none else wanted


def _any(numbers: Iterable[int]) -> str:
    return " OR ".join(f'"{term(number)}"' for number in numbers)
