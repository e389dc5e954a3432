import pytest

from tests import factories
from transcripts import access
from transcripts.errors import NotAllowed
from transcripts.models import Membership, Role, Team, User


def test_the_team_sees_its_recordings_and_a_stranger_does_not(
    anahit: User, bagrat: User, vahe: User, mallory: User
) -> None:
    row = factories.recording(anahit)
    for member in (anahit, bagrat, vahe):
        assert list(access.recordings(member)) == [row]
    assert not access.recordings(mallory).exists()


def test_billing_sees_no_recording(anahit: User, gayane: User) -> None:
    job = factories.completed(factories.recording(anahit))
    assert not access.recordings(gayane).exists()
    assert not access.transcriptions(gayane).filter(pk=job.pk).exists()


def test_only_owners_and_editors_change(
    anahit: User, bagrat: User, vahe: User, gayane: User, mallory: User
) -> None:
    row = factories.recording(anahit)
    may = {user.name: access.may_edit(user, row) for user in (anahit, bagrat, vahe, gayane, mallory)}
    assert may == {"Anahit": True, "Bagrat": True, "Vahe": False, "Gayane": False, "Mallory": False}


def test_owners_delete_for_good_and_editors_what_they_brought(
    anahit: User, bagrat: User, vahe: User, gayane: User, mallory: User
) -> None:
    cast = (anahit, bagrat, vahe, gayane, mallory)
    may = [[access.may_delete_for_good(user, factories.recording(by)) for user in cast] for by in cast[:2]]
    assert may == [[True, False, False, False, False], [True, True, False, False, False]]


def test_who_may_only_read_now_deletes_nothing_for_good(bagrat: User) -> None:
    row = factories.recording(bagrat)
    bagrat.memberships.update(role=Role.VIEWER)
    assert not access.may_delete_for_good(bagrat, row)


def test_only_owners_and_billing_see_usage(anahit: User, bagrat: User, vahe: User, gayane: User) -> None:
    assert [access.may_see_usage(user) for user in (anahit, bagrat, vahe, gayane)] == [
        True,
        False,
        False,
        True,
    ]


def test_a_viewer_has_no_team_to_upload_to(vahe: User) -> None:
    with pytest.raises(NotAllowed):
        access.team_to_upload_to(vahe)


def test_uploads_go_to_the_first_team_where_one_may(bagrat: User, team: Team) -> None:
    other = Team.objects.create(name="Archive")
    Membership.objects.create(team=other, user=bagrat, role=Role.OWNER)
    assert access.team_to_upload_to(bagrat) == team


def test_a_person_of_two_teams_sees_a_recording_once(bagrat: User, team: Team) -> None:
    other = Team.objects.create(name="Archive")
    Membership.objects.create(team=other, user=bagrat, role=Role.VIEWER)
    factories.recording(bagrat, team=team)
    factories.recording(bagrat, team=other)
    assert access.recordings(bagrat).count() == 2
