"""Signing in with an OpenID provider, against a small one over real HTTP."""

import re
from collections.abc import Iterator
from html import unescape
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from hispeech_web.providers import Grant
from tests.oidc import Provider, serving
from transcripts.models import Act, Event, Invitation, Membership, Role, Team, User

NARE = {"sub": "n-1", "email": "Nare@example.am", "email_verified": True, "name": "Նարե Պետրոսյան"}


@pytest.fixture(scope="module")
def server() -> Iterator[Provider]:
    with serving() as provider:
        yield provider


@pytest.fixture
def provider(server: Provider, settings: Settings, db: None) -> Provider:
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [server.app()]}}
    server.person, server.forged = dict(NARE), {}
    server.asked.clear()
    return server


@pytest.fixture
def newsroom(settings: Settings, team: Team) -> Team:
    settings.OIDC_GROUPS = [Grant("editors", team.name, "editor"), Grant("heads", str(team.pk), "owner")]
    return team


def _go(client: Client, query: str = "") -> Any:
    """As a browser goes: to the provider by the page between, and back with its answer."""
    leaving = client.post(f"/accounts/oidc/oidc/login/{query}")
    found = re.search(r'content="0; url=([^"]+)"', leaving.content.decode())
    assert found
    there = urlsplit(unescape(found[1]))
    line = HTTPConnection(there.netloc, timeout=10)
    line.request("GET", f"{there.path}?{there.query}")
    back = urlsplit(line.getresponse().headers["Location"])
    line.close()
    return client.get(f"{back.path}?{back.query}", follow=True)


def _is_in(client: Client) -> bool:
    return client.get("/accounts/profile/").status_code == 200


def test_the_sign_in_page_offers_it_and_asks_with_a_proof(client: Client, provider: Provider) -> None:
    assert "Continue with Staff" in client.get("/accounts/login/").content.decode()
    _go(client)
    assert provider.asked[0]["code_challenge_method"] == ["S256"]
    assert set(provider.asked[0]["scope"][0].split()) == {"openid", "profile", "email"}


def test_who_has_the_verified_address_gets_into_their_account(
    client: Client, provider: Provider, anahit: User
) -> None:
    provider.person["email"] = anahit.email
    _go(client)
    assert _is_in(client)
    assert User.objects.count() == 1


def test_an_address_that_is_not_verified_opens_nothing(
    client: Client, provider: Provider, anahit: User
) -> None:
    provider.person |= {"email": anahit.email, "email_verified": False}
    page = _go(client).content.decode()
    assert "No account here goes with" in page
    assert not _is_in(client)


def test_a_stranger_is_refused_in_words_and_it_is_written_down(client: Client, provider: Provider) -> None:
    answer = _go(client)
    assert answer.status_code == 403
    assert "Ask the owner of your team for an invitation" in answer.content.decode()
    assert not User.objects.exists()
    assert Event.objects.get(act=Act.SIGN_IN_FAILED).detail["why"] == "not invited"


def test_a_group_lets_in_and_gives_the_role(client: Client, provider: Provider, newsroom: Team) -> None:
    provider.person["groups"] = ["everybody", "editors"]
    _go(client)
    user = User.objects.get()
    assert (user.email, user.name) == ("nare@example.am", NARE["name"])
    assert user.memberships.get().role == Role.EDITOR
    assert EmailAddress.objects.get(user=user).verified
    assert _is_in(client)


def test_without_any_of_the_groups_one_reads_so(client: Client, provider: Provider, newsroom: Team) -> None:
    provider.person["groups"] = ["cleaners"]
    page = _go(client).content.decode()
    assert "in none of the groups" in page
    assert not User.objects.exists()


def test_whoever_left_the_group_is_out_at_the_next_sign_in(
    client: Client, provider: Provider, newsroom: Team
) -> None:
    provider.person["groups"] = "editors"
    _go(client)
    provider.person["groups"] = []
    other = Client()
    page = _go(other).content.decode()
    assert "in none of the groups" in page
    assert not _is_in(other)
    assert not Membership.objects.exists()


@pytest.mark.parametrize(("address", "comes_in"), [("nare@example.am", True), ("ani@example.am", False)])
def test_an_invitation_lets_in_whom_it_is_for(
    client: Client, provider: Provider, anahit: User, team: Team, address: str, comes_in: bool
) -> None:
    row = Invitation(team=team, email=address, role=Role.EDITOR, invited_by=anahit)
    session = client.session
    session["invitation"] = row.give_link(timezone.now())
    session.save()
    row.save()
    page = _go(client)
    assert ("for another address" in page.content.decode()) != comes_in
    assert _is_in(client) == comes_in
    assert team.memberships.filter(role=Role.EDITOR).exists() == comes_in


def test_a_token_that_somebody_else_issued_is_not_believed(
    client: Client, provider: Provider, newsroom: Team
) -> None:
    provider.person["groups"] = ["editors"]
    provider.forged["iss"] = "https://elsewhere.example"
    assert "That did not work" in _go(client).content.decode()
    assert not User.objects.exists()


def test_an_answer_is_good_once_and_in_the_browser_that_asked(client: Client, provider: Provider) -> None:
    page = client.get("/accounts/oidc/oidc/login/callback/?code=once&state=made-up")
    assert page.status_code == 401
    assert "an answer can be used once" in page.content.decode()


def test_who_turns_back_at_the_provider_is_told_that_nothing_happened(
    client: Client, provider: Provider
) -> None:
    provider.person = {}
    assert "You have turned back" in _go(client).content.decode()


def test_a_provider_that_is_away_is_said_to_be(
    client: Client, settings: Settings, provider: Provider
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": [provider.app(server_url="http://127.0.0.1:9")]}
    }
    answer = client.post("/accounts/oidc/oidc/login/")
    assert answer.status_code == 502
    assert "Staff could not be reached" in answer.content.decode()


def test_who_is_signed_in_connects_it_and_takes_it_away_again(
    client: Client, provider: Provider, anahit: User
) -> None:
    client.post("/accounts/login/", {"login": anahit.email, "password": "right horse"})
    page = _go(client, "?process=connect").content.decode()
    assert "Staff" in page
    account = SocialAccount.objects.get(user=anahit)
    client.post("/accounts/3rdparty/", {"account": account.pk})
    assert not SocialAccount.objects.exists()
    changed = Event.objects.filter(act=Act.ACCOUNT_CHANGED).values_list("detail__what", flat=True)
    assert set(changed) == {"provider added", "provider removed"}
