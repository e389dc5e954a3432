"""From the letter into the team."""

import re
from datetime import UTC, datetime, timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from transcripts import access
from transcripts.models import Invitation, Role, Team, User

LINK = re.compile(r"http://testserver(/team/invitations/[\w-]+/)")


def invited(client: Client, by: User, email: str = "narek@example.am", role: str = "viewer") -> str:
    """The page that the inviting owner sees."""
    client.force_login(by)
    return client.post("/team/invitations", {"email": email, "role": role}).content.decode()


def link_in(text: str) -> str:
    found = LINK.search(text)
    assert found is not None
    return found[1]


def test_the_letter_says_who_invites_to_what_and_has_the_link_that_is_shown(
    client: Client, anahit: User, team: Team
) -> None:
    page = invited(client, anahit)
    (letter,) = mail.outbox
    assert letter.to == ["narek@example.am"]
    assert letter.subject == "Anahit invites you to “Լրատուն”"
    assert link_in(str(letter.body)) == link_in(page)
    assert "reads, searches, exports" in letter.body
    assert link_in(page).split("/")[-2] not in client.get("/team/").content.decode()


def test_where_no_letter_can_be_sent_the_link_is_there_to_be_copied(
    client: Client, anahit: User, team: Team, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.EMAIL_HOST = "smtp.example.am"

    def away(*_args: object, **_more: object) -> None:
        raise SMTPException

    monkeypatch.setattr("transcripts.web.invitations.send_mail", away)
    page = invited(client, anahit)
    assert "could not be sent just now" in page
    assert link_in(page)


def test_only_a_site_with_a_mail_server_claims_that_a_letter_went(
    client: Client, anahit: User, team: Team, settings: Settings
) -> None:
    page = invited(client, anahit)
    assert "no letter went out" in page
    assert "A letter went" not in page
    settings.EMAIL_HOST = "smtp.example.am"
    assert "A letter went to other@example.am" in invited(client, anahit, "other@example.am")


def test_who_is_invited_accepts_with_a_click_and_is_in_that_team(
    client: Client, anahit: User, team: Team, mallory: User
) -> None:
    link = link_in(invited(client, anahit, mallory.email))
    client.force_login(mallory)
    page = client.get(link)
    # The address opens something, so no other site is told of it; our own must be, or its forms would be refused.
    assert page["Referrer-Policy"] == "same-origin"
    assert "Anahit (anahit@example.am) invites you" in page.content.decode()
    User.objects.filter(pk=anahit.pk).update(name="")
    assert "(anahit@example.am)" not in client.get(link).content.decode()
    assert "anahit@example.am invites you" in client.get(link).content.decode()
    assert access.role_in(mallory, team) is None
    client.post(link)
    assert access.role_in(mallory, team) == Role.VIEWER
    assert "Լրատուն</span>" in client.get("/").content.decode()
    # The letter stays in the mailbox, and its link goes on leading in, but nobody else.
    assert client.get(link)["Location"] == "/"
    client.logout()
    answer = client.get(link)
    assert answer.status_code == 410
    assert "It has been used already" in answer.content.decode()


def test_a_link_leads_nobody_back_who_is_out_again(
    client: Client, anahit: User, team: Team, mallory: User
) -> None:
    link = link_in(invited(client, anahit, mallory.email))
    client.force_login(mallory)
    client.post(link)
    team.memberships.filter(user=mallory).delete()
    assert client.get(link).status_code == 410


def test_a_letter_that_came_to_somebody_else_is_of_no_use_to_them(
    client: Client, anahit: User, team: Team, mallory: User
) -> None:
    link = link_in(invited(client, anahit))
    client.force_login(mallory)
    answer = client.post(link)
    assert answer.status_code == 403
    assert "this invitation is for narek@example.am" in answer.content.decode()
    assert access.role_in(mallory, team) is None


@pytest.mark.parametrize(("known", "way"), [(False, "/accounts/signup/"), (True, "/accounts/login/")])
def test_who_is_not_signed_in_is_shown_the_way_and_remembered(
    client: Client, anahit: User, team: Team, known: bool, way: str
) -> None:
    if known:
        factories.person("Narek")
    link = link_in(invited(client, anahit))
    client.logout()
    page = client.get(link).content.decode()
    assert f'class="button button-primary" href="{way}' in page
    assert client.session["invitation"] == link.split("/")[-2]
    assert client.post(link).status_code == 403


def test_signing_in_leads_back_to_the_invitation(client: Client, anahit: User, team: Team) -> None:
    factories.person("Narek")
    link = link_in(invited(client, anahit))
    client.logout()
    page = client.get(link).content.decode()
    sign_in = re.search(r'href="(/accounts/login/[^"]+)"', page)
    assert sign_in is not None
    fields = {"login": "narek@example.am", "password": "right horse"}
    answer = client.post(sign_in[1], fields, follow=True)
    assert answer.request["PATH_INFO"] == link
    client.post(link)
    assert "invitation" not in client.session


def test_an_owner_sends_a_new_link_and_takes_it_back(client: Client, anahit: User, team: Team) -> None:
    old = link_in(invited(client, anahit))
    row = Invitation.objects.get()
    new = link_in(client.post(f"/team/invitations/{row.pk}/again").content.decode())
    assert len(mail.outbox) == 2
    client.logout()
    assert [client.get(one).status_code for one in (old, new)] == [410, 200]
    client.force_login(anahit)
    page = client.post(f"/team/invitations/{row.pk}/revoke", follow=True).content.decode()
    assert "The invitation of narek@example.am was taken back." in page
    assert client.get(new).status_code == 410
    assert client.post(f"/team/invitations/{row.pk}/again").status_code == 409


def test_an_expired_one_is_shown_as_such(client: Client, anahit: User, team: Team) -> None:
    factories.invitation(anahit)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    client.force_login(anahit)
    assert "expired" in client.get("/team/").content.decode()


def test_whoever_comes_too_late_reads_since_when_and_whom_to_ask(
    client: Client, anahit: User, team: Team
) -> None:
    row, token = factories.invitation(anahit)
    Invitation.objects.update(expires_at=datetime(2026, 3, 2, 12, 0, tzinfo=UTC))
    page = client.get(f"/team/invitations/{token}/").content.decode()
    assert "It was good until 2 Mar 2026" in page
    assert "Ask Anahit (anahit@example.am) for a new one." in page
    row.revoke(timezone.now())
    assert "It was taken back." in client.get(f"/team/invitations/{token}/").content.decode()
    assert "open the link in the newest one" in client.get(f"/team/invitations/{token}x/").content.decode()


def test_what_was_typed_wrongly_stays_in_the_form(client: Client, anahit: User, team: Team) -> None:
    page = invited(client, anahit, "narek@")
    assert "This is not an email address." in page
    assert 'value="narek@"' in page
    assert not mail.outbox
