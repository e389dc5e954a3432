from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from transcripts.library.history import LONGEST, PAUSE, entries
from transcripts.models import Revision, User

NOW = datetime(2026, 11, 22, tzinfo=UTC)
ANAHIT, BAGRAT = User(pk=1, email="anahit@example.am"), User(pk=2, email="bagrat@example.am")


def saved(
    *rows: tuple[User | None, float] | tuple[User | None, float, dict[str, Any]],
) -> list[tuple[int, int]]:
    """(author, minutes since the beginning, other fields) of each: the numbers that are told as one."""
    made = [
        Revision(
            number=n,
            author=row[0],
            created_at=NOW + timedelta(minutes=row[1]),
            **(row[2] if len(row) > 2 else {}),
        )
        for n, row in enumerate(rows)
    ]
    return [(one.first, one.last) for one in entries(made)]


def test_what_one_person_saves_within_minutes_is_one_entry() -> None:
    assert saved((None, 0), (ANAHIT, 1), (ANAHIT, 2), (ANAHIT, 6.9)) == [(0, 0), (1, 3)]


def test_a_pause_or_another_person_begins_a_new_one() -> None:
    pause = PAUSE.total_seconds() / 60 + 0.1
    assert saved((None, 0), (ANAHIT, 1), (BAGRAT, 2), (ANAHIT, 3)) == [(0, 0), (1, 1), (2, 2), (3, 3)]
    assert saved((None, 0), (ANAHIT, 1), (ANAHIT, 1 + pause)) == [(0, 0), (1, 1), (2, 2)]


def test_who_writes_all_day_has_places_to_go_back_to() -> None:
    day = [(ANAHIT, float(minute)) for minute in range(0, 60, 2)]
    told = saved((None, 0), *day)
    half = int(LONGEST.total_seconds() / 120) + 1
    assert told == [(0, 0), (1, half), (half + 1, 30)]


def test_restoring_and_replacing_in_many_stand_alone() -> None:
    assert saved((None, 0), (ANAHIT, 1), (ANAHIT, 2, {"restores": 0}), (ANAHIT, 3)) == [
        *((0, 0), (1, 1), (2, 2), (3, 3)),
    ]
    assert saved((None, 0), (ANAHIT, 1), (ANAHIT, 2, {"batch": uuid4()}), (ANAHIT, 3)) == [
        *((0, 0), (1, 1), (2, 2), (3, 3)),
    ]


def test_people_who_are_gone_are_not_taken_for_one() -> None:
    assert saved((None, 0), (None, 1), (None, 2)) == [(0, 0), (1, 1), (2, 2)]
