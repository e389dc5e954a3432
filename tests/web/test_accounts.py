import re

import pytest
from django.core import mail
from django.test import Client

from transcripts.models import User

OURS = "css/components.css"


@pytest.fixture(autouse=True)
def _forget_attempts() -> None:
    """allauth counts sign-ins in the cache; each test begins with a clean slate."""
    from django.core.cache import cache

    cache.clear()


def _sign_in(client: Client, password: str) -> str:
    fields = {"login": "anahit@example.am", "password": password}
    return client.post("/accounts/login/", fields, follow=True).content.decode()


def test_one_signs_in_with_address_and_password(client: Client, anahit: User) -> None:
    assert "Your library begins" in _sign_in(client, "right horse")


def test_a_wrong_password_is_said_in_the_form(client: Client, anahit: User) -> None:
    page = _sign_in(client, "wrong horse")
    assert "errorlist" in page
    assert "not correct" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "page", ["login/", "signup/", "password/reset/", "password/reset/done/", "inactive/"]
)
def test_pages_before_the_sign_in_belong_to_the_product(client: Client, page: str) -> None:
    answer = client.get(f"/accounts/{page}")
    assert answer.status_code == 200
    content = answer.content.decode()
    assert OURS in content
    assert "HiSpeech Library" in content
    assert "sandbox" in content


@pytest.mark.parametrize(
    "page", ["logout/", "password/change/", "email/", "reauthenticate/", "confirm-email/x/"]
)
def test_pages_behind_the_sign_in_belong_to_the_product(client: Client, anahit: User, page: str) -> None:
    client.force_login(anahit)
    answer = client.get(f"/accounts/{page}")
    assert answer.status_code == 200
    assert OURS in answer.content.decode()


@pytest.mark.django_db
def test_nobody_signs_up_from_outside(client: Client) -> None:
    fields = {"email": "new@example.am", "password1": "long enough horse", "password2": "long enough horse"}
    page = client.post("/accounts/signup/", fields).content.decode()
    assert "Accounts are given by your team" in page
    assert not User.objects.exists()


def test_a_forgotten_password_is_replaced_through_a_letter(client: Client, anahit: User) -> None:
    page = client.post("/accounts/password/reset/", {"email": anahit.email}, follow=True).content.decode()
    assert "Look into your mailbox" in page
    [link] = re.findall(r"http://testserver(/accounts/password/reset/key/\S+)", str(mail.outbox[0].body))
    form = client.get(link, follow=True)
    fields = {"password1": "another long horse", "password2": "another long horse"}
    done = client.post(form.redirect_chain[-1][0], fields, follow=True).content.decode()
    assert "Your password was changed" in done
    assert "Your library begins" in _sign_in(client, "another long horse")


def test_a_password_is_changed_by_who_knows_the_old_one(client: Client, anahit: User) -> None:
    client.force_login(anahit)
    fields = {
        "oldpassword": "right horse",
        "password1": "another long horse",
        "password2": "another long horse",
    }
    page = client.post("/accounts/password/change/", fields, follow=True).content.decode()
    assert "Your password was changed." in page
    anahit.refresh_from_db()
    assert anahit.check_password("another long horse")


def test_signing_out_ends_the_session(client: Client, anahit: User) -> None:
    client.force_login(anahit)
    page = client.post("/accounts/logout/", follow=True).content.decode()
    assert "You are signed out." in page
    assert client.get("/").status_code == 302
