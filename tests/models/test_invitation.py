from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from tests.factories import invitation
from transcripts.errors import RaceLost
from transcripts.models import Invitation, Team, User


def test_a_link_opens_its_invitation_and_is_not_stored(anahit: User, team: Team) -> None:
    row, token = invitation(anahit)
    assert Invitation.living(token, timezone.now()) == row
    assert token not in str(vars(row))
    assert Invitation.living("other", timezone.now()) is None


def test_an_invitation_ends_by_itself(anahit: User) -> None:
    row, token = invitation(anahit)
    assert Invitation.living(token, row.expires_at - timedelta(seconds=1)) == row
    assert Invitation.living(token, row.expires_at) is None
    with pytest.raises(RaceLost):
        row.accept(anahit, row.expires_at)


def test_a_new_link_ends_the_old_one(anahit: User) -> None:
    row, old = invitation(anahit)
    new = row.give_link(timezone.now())
    row.save()
    assert Invitation.living(old, timezone.now()) is None
    assert Invitation.living(new, timezone.now()) == row


def test_it_is_used_once(anahit: User, mallory: User) -> None:
    row, token = invitation(anahit)
    late = Invitation.living(token, timezone.now())
    assert late is not None
    row.accept(anahit, timezone.now())
    assert Invitation.living(token, timezone.now()) is None
    with pytest.raises(RaceLost):
        late.accept(mallory, timezone.now())
    with pytest.raises(RaceLost):
        late.revoke(timezone.now())


def test_an_address_has_one_open_invitation_a_team(anahit: User, mallory: User) -> None:
    row, _token = invitation(anahit)
    invitation(mallory)
    row.revoke(timezone.now())
    invitation(anahit)
    with pytest.raises(IntegrityError):
        invitation(anahit, email="New@Example.am")
