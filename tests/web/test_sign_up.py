"""Who may make an account: the invited, and everybody where the settings say so."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from transcripts.models import Invitation, Role, Team, User

FORM = {
    "email": "nare@example.am",
    "name": "Նարե",
    "password1": "long enough horse",
    "password2": "long enough horse",
}


@pytest.fixture
def invitation(client: Client, team: Team, anahit: User) -> Invitation:
    """Its link has been opened in this browser."""
    row = Invitation(team=team, email="nare@example.am", role=Role.EDITOR, invited_by=anahit)
    token = row.give_link(timezone.now())
    row.save()
    session = client.session
    session["invitation"] = token
    session.save()
    return row


def test_the_invited_makes_an_account_with_the_invited_address_and_is_in_the_team(
    client: Client, invitation: Invitation
) -> None:
    page = client.get("/accounts/signup/").content.decode()
    assert "You are invited to Լրատուն" in page
    assert 'value="nare@example.am"' in page
    answer = client.post("/accounts/signup/", {**FORM, "email": "mallory@example.am"})
    assert answer["Location"] == "/"
    user = User.objects.get(email="nare@example.am")
    assert user.name == "Նարե"
    assert EmailAddress.objects.get(user=user).verified
    assert user.memberships.get().role == Role.EDITOR
    assert "invitation" not in client.session
    assert "Welcome to “Լրատուն”." in client.get("/").content.decode()


def test_an_invitation_that_has_ended_opens_nothing(client: Client, invitation: Invitation) -> None:
    invitation.expires_at = timezone.now() - timedelta(seconds=1)
    invitation.save()
    assert "Accounts are given by your team" in client.post("/accounts/signup/", FORM).content.decode()
    assert not User.objects.filter(email=FORM["email"]).exists()


def test_an_account_that_is_there_already_is_told_by_letter_only(
    client: Client, invitation: Invitation
) -> None:
    User.objects.create_user("nare@example.am", "right horse")
    page = client.post("/accounts/signup/", FORM, follow=True).content.decode()
    assert "Look into your mailbox" in page
    assert "There is one already" in str(mail.outbox[0].body)


@pytest.mark.django_db
def test_with_open_sign_up_one_proves_the_address_and_owns_a_team(client: Client, settings: Settings) -> None:
    settings.OPEN_SIGNUP = True
    assert "Make one" in client.get("/accounts/login/").content.decode()
    assert "Look into your mailbox" in client.post("/accounts/signup/", FORM, follow=True).content.decode()
    assert client.get("/").status_code == 302
    again = {"login": FORM["email"], "password": FORM["password1"]}
    assert "Look into your mailbox" in client.post("/accounts/login/", again, follow=True).content.decode()
    [link] = re.findall(r"http://testserver(/accounts/confirm-email/\S+)", str(mail.outbox[0].body))
    client.post(link)
    client.post("/accounts/login/", again)
    assert client.get("/").status_code == 200
    assert User.objects.get().memberships.get().role == Role.OWNER
