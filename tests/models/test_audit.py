"""Events: what is told, where it came from, and how often."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import recording
from transcripts.models import Act, Event, Team, User
from transcripts.models.origin import Door, Origin, coming_from, current, opened_with


def test_an_event_says_where_it_came_from(anahit: User, team: Team) -> None:
    with coming_from(Origin(Door.API, address="192.0.2.7")):
        opened_with("hst_abcdef")
        Event.record(Act.CHANGED, by=anahit, team=team)
    found = Event.objects.get()
    assert (found.door, found.key, found.address) == ("api", "hst_abcdef", "192.0.2.7")
    assert current() == Origin(Door.MACHINE)


def test_what_is_told_hourly_is_told_once(anahit: User, bagrat: User, own_storage: None) -> None:
    row = recording(anahit)
    for by in (anahit, anahit, bagrat):
        Event.record(Act.OPENED, by=by, team=row.team, on=row, hourly=True)
    Event.record(Act.OPENED, by=anahit, team=row.team, on=row, hourly=True, transcription="other")
    assert Event.objects.count() == 3


def test_the_next_hour_it_is_told_again(anahit: User, team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    Event.record(Act.OPENED, by=anahit, team=team, hourly=True)
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(Event._meta.get_field("at"), "default", lambda: later)
    monkeypatch.setattr(Event._meta.get_field("at"), "_get_default", lambda: later)
    Event.record(Act.OPENED, by=anahit, team=team, hourly=True)
    assert Event.objects.count() == 2


def test_guests_are_told_apart_by_their_addresses(team: Team) -> None:
    for address in ("192.0.2.7", "192.0.2.8", "192.0.2.8"):
        with coming_from(Origin(Door.GUEST, address=address)):
            Event.record(Act.OPENED, by=None, team=team, hourly=True)
    assert Event.objects.count() == 2


def test_what_concerns_a_person_is_told_to_each_of_their_teams(anahit: User) -> None:
    other = Team.objects.create(name="Արխիվ")
    anahit.memberships.create(team=other, role="viewer")
    Event.record_for(anahit, Act.SIGNED_IN, by=anahit)
    assert Event.objects.filter(team__in=anahit.teams.all()).count() == 2


def test_what_concerns_nobody_known_is_for_the_staff(db: None) -> None:
    Event.record_for(None, Act.SIGN_IN_FAILED, by=None)
    assert Event.objects.get().team is None


def test_one_entry_for_each_is_what_as_many_single_ones_would_be(
    anahit: User, team: Team, own_storage: None
) -> None:
    rows = [recording(anahit, "Նիստ"), recording(anahit, "Գաղտնի", private=True)]
    with coming_from(Origin(Door.API, "abcd", "10.0.0.1")):
        for row in rows:
            Event.record(Act.EXPORTED, by=anahit, team=team, on=row, format="txt")
        Event.record_each(Act.EXPORTED, rows, by=anahit, team=team, format="txt")
        Event.record_each(Act.EXPORTED, [], by=anahit, team=team)
    fields = [field.attname for field in Event._meta.concrete_fields if field.name not in ("id", "at")]
    told = list(Event.objects.filter(act=Act.EXPORTED).order_by("pk").values(*fields))
    assert told[2:] == told[:2]
    assert [one["label"] for one in told[2:]] == ["Նիստ", ""]
