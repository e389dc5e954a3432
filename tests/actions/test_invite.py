from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from transcripts import access
from transcripts.actions.invite import (
    AlreadyAMember,
    BadAddress,
    ForSomebodyElse,
    InvitationEnded,
    accept,
    invite,
    revoke,
    send_again,
)
from transcripts.errors import NotAllowed, RaceLost
from transcripts.models import Act, Event, Invitation, Role, Team, User


@pytest.fixture
def narek(db: None) -> User:
    return factories.person("Narek")


def test_who_is_invited_joins_with_the_role_that_was_meant(anahit: User, team: Team, narek: User) -> None:
    row, token = invite(by=anahit, team=team, email=" Narek@Example.am", role="viewer")
    assert row.email == "narek@example.am"
    assert accept(by=narek, token=token) == team
    assert access.role_in(narek, team) == Role.VIEWER
    assert list(Event.objects.order_by("pk").values_list("act", "label")) == [
        (Act.INVITED, "narek@example.am"),
        (Act.JOINED, "Narek"),
    ]


def test_an_invitation_is_used_once_and_in_time(anahit: User, team: Team, narek: User) -> None:
    _row, token = invite(by=anahit, team=team, email=narek.email, role="viewer")
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(InvitationEnded):
        accept(by=narek, token=token)
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
    accept(by=narek, token=token)
    with pytest.raises(InvitationEnded):
        accept(by=narek, token=token)


def test_somebody_elses_link_is_of_no_use(anahit: User, team: Team, narek: User, mallory: User) -> None:
    _row, token = invite(by=anahit, team=team, email=narek.email, role="owner")
    with pytest.raises(ForSomebodyElse, match="for_somebody_else"):
        accept(by=mallory, token=token)
    assert access.role_in(mallory, team) is None


@pytest.mark.parametrize("who", ["bagrat", "vahe", "gayane", "mallory"])
def test_owners_alone_invite(who: str, request: pytest.FixtureRequest, anahit: User, team: Team) -> None:
    by = request.getfixturevalue(who)
    row, _token = factories.invitation(anahit)
    with pytest.raises(NotAllowed):
        invite(by=by, team=team, email="x@example.am", role="viewer")
    with pytest.raises(NotAllowed):
        send_again(by=by, invitation=row)
    with pytest.raises(NotAllowed):
        revoke(by=by, invitation=row)


@pytest.mark.parametrize("email", ["", "Անահիտ", "a@b@c", "x" * 250 + "@example.am", "a\nb@example.am"])
def test_what_is_no_address_is_refused(anahit: User, team: Team, email: str) -> None:
    with pytest.raises(BadAddress):
        invite(by=anahit, team=team, email=email, role="viewer")


def test_who_is_in_the_team_is_not_invited(anahit: User, bagrat: User, team: Team) -> None:
    with pytest.raises(AlreadyAMember):
        invite(by=anahit, team=team, email="BAGRAT@example.am", role="viewer")


def test_inviting_again_gives_a_new_link_and_ends_the_old(anahit: User, team: Team, narek: User) -> None:
    first, old = invite(by=anahit, team=team, email=narek.email, role="viewer")
    second, middle = invite(by=anahit, team=team, email=narek.email, role="editor")
    assert first == second
    new = send_again(by=anahit, invitation=second)
    for token in (old, middle):
        with pytest.raises(InvitationEnded):
            accept(by=narek, token=token)
    accept(by=narek, token=new)
    assert access.role_in(narek, team) == Role.EDITOR


def test_what_was_taken_back_is_over(anahit: User, team: Team, narek: User) -> None:
    row, token = invite(by=anahit, team=team, email=narek.email, role="viewer")
    revoke(by=anahit, invitation=row)
    with pytest.raises(InvitationEnded):
        accept(by=narek, token=token)
    with pytest.raises(RaceLost):
        send_again(by=anahit, invitation=row)
    invite(by=anahit, team=team, email=narek.email, role="viewer")


def test_who_has_joined_meanwhile_keeps_their_role(anahit: User, bagrat: User, team: Team) -> None:
    _row, token = factories.invitation(anahit, email=bagrat.email, role=Role.VIEWER)
    accept(by=bagrat, token=token)
    assert access.role_in(bagrat, team) == Role.EDITOR
