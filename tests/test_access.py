import pytest
from allauth.account.models import EmailAddress
from pytest_django import Settings

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


@pytest.fixture
def archive(anahit: User) -> Team:
    """Anahit is its editor."""
    made = Team.objects.create(name="Արխիվ")
    Membership.objects.create(team=made, user=anahit, role=Role.EDITOR)
    return made


def test_recordings_of_one_team_or_of_all(anahit: User, team: Team, archive: Team) -> None:
    here, there = factories.recording(anahit, team=team), factories.recording(anahit, team=archive)
    assert set(access.recordings(anahit)) == {here, there}
    assert set(access.recordings(anahit, archive)) == {there}


def test_another_team_than_ones_own_holds_nothing(anahit: User, team: Team, mallory: User) -> None:
    factories.recording(anahit, team=team)
    assert not access.recordings(mallory, team).exists()


def test_a_private_recording_is_there_for_its_uploader_alone(
    anahit: User, bagrat: User, vahe: User, team: Team
) -> None:
    row = factories.recording(bagrat, private=True)
    assert [access.recordings(one, team).exists() for one in (anahit, bagrat, vahe)] == [False, True, False]
    assert access.may_edit(bagrat, row)
    assert not access.may_edit(anahit, row)
    assert access.may_share_with_team(bagrat, row)
    assert not access.may_delete_for_good(anahit, row)


def test_a_private_recording_of_nobody_is_the_teams(anahit: User, bagrat: User) -> None:
    row = factories.recording(bagrat, private=True)
    bagrat.delete()
    assert access.recordings(anahit).get() == row
    row.refresh_from_db()
    assert access.may_edit(anahit, row)


def test_an_invitation_is_for_its_address_in_any_case(anahit: User, mallory: User) -> None:
    row, _token = factories.invitation(anahit, email="mallory@example.am")
    mallory.email = "Mallory@Example.am"
    assert access.may_accept(mallory, row)
    assert not access.may_accept(anahit, row)


def test_any_address_counts_that_somebody_has_proved_to_be_theirs(anahit: User, mallory: User) -> None:
    row, _token = factories.invitation(anahit, email="m@home.am")
    second = EmailAddress.objects.create(user=mallory, email="M@home.am", verified=False)
    assert not access.may_accept(mallory, row)
    second.verified = True
    second.save()
    assert access.may_accept(mallory, row)


def test_teams_are_made_by_staff_and_by_owners_where_that_is_set(
    anahit: User, bagrat: User, settings: Settings
) -> None:
    staff = factories.person("Staff", is_staff=True)
    assert [access.may_create_team(one) for one in (staff, anahit, bagrat)] == [True, False, False]
    settings.OWNERS_MAKE_TEAMS = True
    assert [access.may_create_team(one) for one in (staff, anahit, bagrat)] == [True, True, False]


def test_staff_switch_others_off_but_no_administrator(anahit: User) -> None:
    staff = factories.person("Staff", is_staff=True)
    root = factories.person("Root", is_staff=True, is_superuser=True)
    assert access.may_switch_off(staff, anahit)
    assert access.may_switch_off(root, staff)
    assert not access.may_switch_off(staff, root)
    assert not access.may_switch_off(staff, staff)
    assert not access.may_switch_off(anahit, staff)


def test_members_are_shown_to_members(anahit: User, gayane: User, mallory: User, team: Team) -> None:
    assert [one.user for one in access.members(gayane, team)] == [anahit, gayane]
    assert not access.members(mallory, team).exists()
