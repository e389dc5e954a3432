"""What staff change by hand stands in the audit log of the team."""

import pytest
from django.test import Client

from tests.factories import person, recording
from transcripts.actions.share import allow_guest_links, share
from transcripts.actions.tokens import create_token
from transcripts.models import ApiToken, Event, Membership, Team, User


@pytest.fixture
def staff(client: Client, db: None) -> User:
    user = person("Staff", is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def test_a_role_that_is_changed_by_staff_is_told_to_the_owners(
    client: Client, staff: User, bagrat: User, team: Team
) -> None:
    row = Membership.objects.get(user=bagrat)
    client.post(
        f"/admin/transcripts/membership/{row.pk}/change/",
        {"team": team.pk, "user": bagrat.pk, "role": "viewer"},
    )
    event = Event.objects.get(act="role_changed")
    assert (event.team, event.actor, event.door) == (team, staff, "admin")
    assert event.label == "Bagrat · Լրատուն (viewer)"


def test_a_key_that_staff_revoke_is_told(client: Client, staff: User, anahit: User, team: Team) -> None:
    create_token(by=anahit)
    chosen = {"action": "revoke", "_selected_action": [ApiToken.objects.get().pk]}
    client.post("/admin/transcripts/apitoken/", chosen)
    event = Event.objects.get(act="key_changed")
    assert (event.team, event.actor, event.detail) == (team, staff, {"changes": [{"revoked": {}}]})


def test_who_is_deleted_leaves_their_entries(client: Client, staff: User, bagrat: User, team: Team) -> None:
    client.post(f"/admin/transcripts/user/{bagrat.pk}/delete/", {"post": "yes"})
    assert not User.objects.filter(pk=bagrat.pk).exists()
    assert Event.objects.get(act="account_changed").team == team


def test_a_guest_link_that_staff_take_back_is_told(
    client: Client, staff: User, anahit: User, team: Team, own_storage: None
) -> None:
    allow_guest_links(by=anahit, team=team, allowed=True)
    row = recording(anahit)
    link, _token = share(by=anahit, recording=row)
    assert client.get(f"/admin/transcripts/guestlink/{link.pk}/change/").status_code == 200
    client.post("/admin/transcripts/guestlink/", {"action": "revoke", "_selected_action": [link.pk]})
    link.refresh_from_db()
    assert link.revoked_at is not None
    event = Event.objects.get(act="revoked")
    assert (event.team, event.actor, event.object_id) == (team, staff, str(row.pk))
