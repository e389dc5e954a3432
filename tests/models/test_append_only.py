"""The database keeps the audit log as it is, whoever asks."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from transcripts.models import Act, Event, Team
from transcripts.models.append_only import install, lift, lifted


@pytest.fixture
def event(team: Team) -> Event:
    Event.record(Act.OPENED, by=None, team=team)
    return Event.objects.get()


def test_a_row_cannot_be_changed(event: Event) -> None:
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(act="deleted")


def test_a_row_cannot_be_deleted(event: Event) -> None:
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        event.delete()


def test_not_even_by_sql(event: Event) -> None:
    verb = "TRUNCATE" if connection.vendor == "postgresql" else "DELETE FROM"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{verb} transcripts_event")


def test_the_guard_is_back_after_rows_were_let_go(event: Event) -> None:
    with lifted(connection):
        event.delete()
    Event.record(Act.OPENED, by=None, team=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.all().delete()


def test_it_may_be_put_there_twice(event: Event) -> None:
    install(connection)
    with pytest.raises(DatabaseError), transaction.atomic():
        event.delete()


def test_migrating_puts_back_what_is_missing(event: Event) -> None:
    """As on SQLite, when a later migration makes the table anew."""
    lift(connection)
    call_command("migrate", verbosity=0)
    with pytest.raises(DatabaseError), transaction.atomic():
        event.delete()


def test_team_and_person_may_go_before_their_events(event: Event, team: Team) -> None:
    team.delete()
    event.refresh_from_db()
    assert event.team_id is not None
