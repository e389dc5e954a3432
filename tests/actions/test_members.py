"""Who is what in a team. Two who change that at the same moment take turns, and a team never loses its last owner."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from tests import factories
from transcripts import access
from transcripts.actions.members import (
    CannotOwn,
    LastOwner,
    NoSuchRole,
    NotAMember,
    change_role,
    hand_over,
    leave,
    remove_member,
)
from transcripts.errors import NotAllowed, Refused
from transcripts.models import Act, ApiToken, Event, Membership, Role, Team, User


def role(user: User, team: Team) -> Role | None:
    return access.role_in(user, team)


def test_an_owner_changes_roles_and_it_is_told(anahit: User, bagrat: User, team: Team) -> None:
    change_role(by=anahit, team=team, member=bagrat, role="viewer")
    assert role(bagrat, team) == Role.VIEWER
    told = Event.objects.get(act=Act.ROLE_CHANGED)
    assert (told.actor, told.object_id, told.detail) == (
        anahit,
        str(bagrat.pk),
        {"before": "editor", "after": "viewer"},
    )


@pytest.mark.parametrize("who", ["bagrat", "vahe", "gayane", "mallory"])
def test_nobody_else_changes_anything(
    who: str, request: pytest.FixtureRequest, anahit: User, team: Team
) -> None:
    by = request.getfixturevalue(who)
    other = factories.person("Other", team)
    acts: list[Callable[[], None]] = [
        lambda: change_role(by=by, team=team, member=other, role="owner"),
        lambda: hand_over(by=by, team=team, to=other),
        lambda: remove_member(by=by, team=team, member=other),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert role(other, team) == Role.EDITOR
    assert not Event.objects.exists()


def test_an_unknown_role_and_somebody_who_has_left_are_refused(
    anahit: User, bagrat: User, mallory: User, team: Team
) -> None:
    with pytest.raises(NoSuchRole):
        change_role(by=anahit, team=team, member=bagrat, role="king")
    with pytest.raises(NotAMember):
        change_role(by=anahit, team=team, member=mallory, role="viewer")


def test_the_last_owner_neither_leaves_nor_steps_down(anahit: User, bagrat: User, team: Team) -> None:
    with pytest.raises(LastOwner):
        leave(by=anahit, team=team)
    with pytest.raises(LastOwner):
        change_role(by=anahit, team=team, member=anahit, role="editor")
    with pytest.raises(LastOwner):
        remove_member(by=anahit, team=team, member=anahit)
    assert role(anahit, team) == Role.OWNER
    assert not Event.objects.exists()


def test_an_owner_who_is_switched_off_is_none(anahit: User, bagrat: User, team: Team) -> None:
    change_role(by=anahit, team=team, member=bagrat, role="owner")
    User.objects.filter(pk=bagrat.pk).update(is_active=False)
    with pytest.raises(LastOwner):
        leave(by=anahit, team=team)


def test_ownership_is_handed_over(anahit: User, bagrat: User, team: Team) -> None:
    hand_over(by=anahit, team=team, to=bagrat)
    assert (role(anahit, team), role(bagrat, team)) == (Role.EDITOR, Role.OWNER)
    leave(by=anahit, team=team)
    assert role(anahit, team) is None


def test_a_team_is_handed_to_somebody_else_who_can_sign_in(anahit: User, bagrat: User, team: Team) -> None:
    User.objects.filter(pk=bagrat.pk).update(is_active=False)
    for whom in (anahit, bagrat):
        with pytest.raises(CannotOwn):
            hand_over(by=anahit, team=team, to=whom)
    assert role(anahit, team) == Role.OWNER


@pytest.mark.parametrize("how", ["removed", "leaving", "billing", "off"])
def test_who_goes_leaves_the_recordings_to_the_team_the_private_ones_too(
    how: str, anahit: User, bagrat: User, team: Team
) -> None:
    shared, private = factories.recording(bagrat), factories.recording(bagrat, "Մեկնում", private=True)
    assert set(access.recordings(anahit)) == {shared}
    _go(how, anahit, bagrat, team)
    assert set(access.recordings(anahit)) == {shared, private}
    assert Event.objects.get(act=Act.SHARED).object_id == str(private.pk)


def _go(how: str, owner: User, member: User, team: Team) -> None:
    from transcripts.actions.switch_off import switch_off

    match how:
        case "removed":
            remove_member(by=owner, team=team, member=member)
        case "leaving":
            leave(by=member, team=team)
        case "billing":
            change_role(by=owner, team=team, member=member, role="billing")
        case "off":
            switch_off(by=factories.person("Staff", is_staff=True), person=member)


def test_who_becomes_a_viewer_keeps_what_is_private(anahit: User, bagrat: User, team: Team) -> None:
    row = factories.recording(bagrat, private=True)
    change_role(by=anahit, team=team, member=bagrat, role="viewer")
    assert access.recordings(bagrat).get() == row
    assert not access.recordings(anahit).exists()


def test_keys_to_a_team_go_with_their_person(anahit: User, bagrat: User, team: Team) -> None:
    _row, secret = ApiToken.create(user=bagrat, team=team, name="script")
    remove_member(by=anahit, team=team, member=bagrat)
    assert ApiToken.find(secret, timezone.now()) is None


# --- two at the same moment, each with a connection of their own ------------------------------------


def at_once(acts: list[Callable[[], None]]) -> list[Refused | None]:
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], None]) -> Refused | None:
        start.wait()
        try:
            act()
        except Refused as error:
            return error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def _owners(team: Team, count: int) -> list[User]:
    return [factories.person(f"Owner{n}", team, Role.OWNER) for n in range(count)]


@pytest.mark.django_db(transaction=True)
def test_of_owners_who_leave_at_once_one_stays(team: Team) -> None:
    owners = _owners(team, 4)
    outcomes = at_once([lambda by=by: leave(by=by, team=team) for by in owners])  # type: ignore[misc]
    assert [type(one) for one in outcomes if one] == [LastOwner]
    assert Membership.objects.filter(team=team, role=Role.OWNER).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_owners_who_depose_each_other_at_once_one_stays(team: Team) -> None:
    one, other = _owners(team, 2)
    outcomes = at_once(
        [
            lambda: change_role(by=one, team=team, member=other, role="viewer"),
            lambda: change_role(by=other, team=team, member=one, role="viewer"),
        ]
    )
    assert [type(outcome) for outcome in outcomes if outcome] == [NotAllowed]
    assert Membership.objects.filter(team=team, role=Role.OWNER).count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_owner_who_leaves_while_the_other_steps_down_is_not_missed(team: Team) -> None:
    one, other = _owners(team, 2)
    outcomes = at_once(
        [
            lambda: leave(by=one, team=team),
            lambda: change_role(by=other, team=team, member=other, role="editor"),
        ]
    )
    assert [type(outcome) for outcome in outcomes if outcome] == [LastOwner]
    assert Membership.objects.filter(team=team, role=Role.OWNER).count() == 1
