from allauth.account.models import EmailAddress
from pytest_django import Settings

from tests import factories
from transcripts import access
from transcripts.models import Team, User


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
