"""Old entries go by age, in small steps, and the log says so."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from transcripts.actions.prune_log import prune_log
from transcripts.models import Act, Event, Team

OLD = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def _entries(team: Team) -> None:
    Event.objects.bulk_create(Event(act=Act.OPENED, team=team, at=OLD + timedelta(days=n)) for n in range(5))
    Event.record(Act.OPENED, by=None, team=team)


@pytest.mark.usefixtures("_entries")
def test_what_is_older_goes_and_the_log_tells(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("prune_audit_log", before="2020-01-04")
    assert capsys.readouterr().out == "3 entries from before 2020-01-04 were deleted.\n"
    assert Event.objects.filter(act="opened").count() == 3
    assert Event.objects.get(act="pruned").detail["entries"] == 3


@pytest.mark.usefixtures("_entries")
def test_it_goes_on_step_by_step() -> None:
    assert prune_log(before=timezone.now() - timedelta(days=1), at_once=2) == 5
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.all().delete()


@pytest.mark.parametrize("day", ["yesterday", "2999-01-01", "0001-01-01x"])
@pytest.mark.usefixtures("_entries")
def test_a_day_that_is_none_deletes_nothing(day: str) -> None:
    with pytest.raises(CommandError):
        call_command("prune_audit_log", before=day)
    assert Event.objects.count() == 6
