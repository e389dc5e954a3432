"""What a provider's groups give and take."""

import pytest
from pytest_django import Settings

from hispeech_web.providers import Grant
from tests import factories
from transcripts.actions.follow_groups import follow_groups, team_called
from transcripts.actions.tokens import create_token
from transcripts.models import Act, ApiToken, Event, Membership, Role, Team, User


@pytest.fixture
def nare(db: None) -> User:
    return User.objects.create_user("nare@example.am")


@pytest.fixture(autouse=True)
def _grants(settings: Settings, team: Team) -> None:
    settings.OIDC_GROUPS = [
        Grant("readers", team.name, "viewer"),
        Grant("editors", team.name, "editor"),
        Grant("bills", team.name, "billing"),
        Grant("heads", str(team.pk), "owner"),
        Grant("lost", "No such team", "owner"),
    ]


def _follow(user: User, *groups: str, provider: str = "oidc") -> list[str]:
    follow_groups(by=user, provider=provider, groups=groups)
    return list(user.memberships.values_list("role", flat=True))


def test_of_several_roles_the_strongest_counts(nare: User) -> None:
    assert _follow(nare, "readers", "heads", "editors", "lost", "unknown") == [Role.OWNER]


def test_roles_follow_the_groups_and_end_with_them(nare: User, anahit: User) -> None:
    assert _follow(nare, "heads") == [Role.OWNER]
    assert _follow(nare, "readers") == [Role.VIEWER]
    assert _follow(nare) == []
    acts = Event.objects.order_by("pk").values_list("act", flat=True)
    assert list(acts) == [Act.JOINED, Act.ROLE_CHANGED, Act.LEFT]


def test_whoever_a_group_puts_out_leaves_nothing_private_and_no_key_behind(nare: User, anahit: User) -> None:
    _follow(nare, "editors")
    team = nare.teams.get()
    row = factories.recording(nare, private=True)
    create_token(by=nare, team=team, name="script", read_only=False, days=None)
    _follow(nare)
    row.refresh_from_db()
    assert not row.private
    assert not ApiToken.objects.filter(revoked_at=None).exists()


def test_who_may_only_see_the_bills_from_now_on_keeps_nothing_private(nare: User, anahit: User) -> None:
    _follow(nare, "editors")
    row = factories.recording(nare, private=True)
    assert _follow(nare, "bills") == [Role.BILLING]
    row.refresh_from_db()
    assert not row.private


def test_an_owner_who_is_switched_off_is_none(nare: User, anahit: User) -> None:
    _follow(nare, "heads")
    User.objects.filter(pk=anahit.pk).update(is_active=False)
    assert _follow(nare) == [Role.OWNER]


def test_what_a_person_gave_by_hand_stays(bagrat: User) -> None:
    assert _follow(bagrat, "heads") == [Role.EDITOR]
    assert _follow(bagrat) == [Role.EDITOR]


def test_one_provider_does_not_take_what_another_gave(nare: User, anahit: User) -> None:
    _follow(nare, "editors")
    assert _follow(nare, provider="google") == [Role.EDITOR]


def test_no_team_loses_its_last_owner(nare: User) -> None:
    _follow(nare, "heads")
    assert _follow(nare, "readers") == [Role.OWNER]
    assert _follow(nare) == [Role.OWNER]


def test_to_sign_in_again_changes_nothing(nare: User) -> None:
    _follow(nare, "editors")
    row = Membership.objects.get(user=nare)
    _follow(nare, "editors")
    assert Membership.objects.get(user=nare) == row
    assert Event.objects.count() == 1


def test_a_name_that_two_teams_have_means_neither(team: Team) -> None:
    other = Team.objects.create(name=team.name)
    assert team_called(team.name) is None
    assert team_called(str(other.pk)) == other
