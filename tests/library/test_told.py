from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from transcripts import access
from transcripts.library.filters import Narrowing
from transcripts.library.results import results_page
from transcripts.library.told import Told, told
from transcripts.models import Recording, User
from transcripts.models.among import written


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        (datetime(2026, 10, 31, 19, 59, tzinfo=UTC), "2026-10"),
        (datetime(2026, 10, 31, 20, 0, tzinfo=UTC), "2026-11"),
        (datetime(2025, 12, 31, 22, 30, 5, 17, tzinfo=UTC), "2026-01"),
    ],
)
def test_a_month_is_that_of_the_sites_own_clock(anahit: User, moment: datetime, month: str) -> None:
    row = factories.recording(anahit)
    Recording.objects.update(created_at=moment)
    assert told(Recording.objects.all(), [written(row.pk)]) == {
        written(row.pk): Told(anahit.pk, None, month, frozenset())
    }


def test_they_come_in_the_order_of_the_ids_without_what_is_not_there(anahit: User, mallory: User) -> None:
    mine, hers, other = (factories.recording(by) for by in (anahit, anahit, mallory))
    ids = [written(row.pk) for row in (other, hers, mine)]
    teams = access.library_teams(anahit)
    assert [*told(access.named(anahit, teams, ids), ids)] == ids[1:]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL counts before it chooses")
def test_sqlite_takes_the_short_ways_without_statistics(anahit: User) -> None:
    """Each of these once went through all that a team has."""
    row = factories.recording(anahit, "Դատարան")
    factories.completed(row, "Դատարան։")
    with CaptureQueriesContext(connection) as captured:
        results_page(anahit, "դատարան", Narrowing())
    ways = [way for query in captured for way in _plan(query["sql"])]
    assert any("USING INDEX recordings_to_be_indexed" in way for way in ways)
    walked = ("recordings_by_length", "part_of", "transcriptions_by_status", "transcriptions_by_finish")
    assert not [way for way in ways if any(index in way for index in walked)]


def _plan(statement: str) -> list[str]:
    if "transcripts_" not in statement or "MATCH" in statement:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}".replace("%", "%%"), [])
        return [row[3] for row in cursor.fetchall()]
