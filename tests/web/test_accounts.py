import re

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from transcripts.models import Act, Event, User

OURS = "css/components.css"


def _sign_in(client: Client, password: str) -> str:
    fields = {"login": "anahit@example.am", "password": password}
    return client.post("/accounts/login/", fields, follow=True).content.decode()


def test_one_signs_in_with_address_and_password(client: Client, anahit: User) -> None:
    assert "Your library begins" in _sign_in(client, "right horse")


def test_who_is_signed_in_stays_so_over_an_update(client: Client, anahit: User) -> None:
    client.force_login(anahit)
    session = client.session
    # As sessions have stood in databases since there are accounts.
    session["_auth_user_backend"] = "transcripts.web.accounts.Backend"
    session.save()
    assert client.get("/").status_code == 200


def test_a_wrong_password_is_said_in_the_form(client: Client, anahit: User) -> None:
    page = _sign_in(client, "wrong horse")
    assert "errorlist" in page
    assert "not correct" in page


def test_a_stranger_reads_the_same_whether_or_not_the_address_has_an_account(
    client: Client, anahit: User
) -> None:
    def said(address: str) -> list[str]:
        page = client.post("/accounts/login/", {"login": address, "password": "wrong horse"})
        return re.findall(r"errorlist.*?</ul>", page.content.decode(), re.DOTALL)

    assert said(anahit.email) == said("nobody@example.am") != []
    letters = [
        client.post("/accounts/password/reset/", {"email": address}, follow=True).content
        for address in (anahit.email, "nobody@example.am")
    ]
    assert re.sub(rb"csrfmiddlewaretoken.*?>", b"", letters[0]) == re.sub(
        rb"csrfmiddlewaretoken.*?>", b"", letters[1]
    )


def test_too_many_tries_end_in_a_pause_that_is_told_and_counted_for_each_address(
    client: Client, anahit: User
) -> None:
    pages = [_sign_in(client, f"wrong {n}") for n in range(6)]
    assert "Try again in 5 minutes" in pages[5]
    assert "not correct" in pages[4]
    assert "Try again in 5 minutes" in _sign_in(client, "right horse")
    assert client.get("/").status_code == 302


def test_a_closed_account_is_said_to_be_to_who_knows_its_password(client: Client, anahit: User) -> None:
    anahit.is_active = False
    anahit.save()
    assert "not correct" in _sign_in(client, "wrong horse")
    assert "This account is closed" in _sign_in(client, "right horse")


def test_a_closed_account_ends_the_sessions_it_has(client: Client, anahit: User) -> None:
    client.force_login(anahit)
    User.objects.update(is_active=False)
    assert client.get("/").status_code == 302


def test_one_sees_where_one_is_signed_in_and_signs_out_everywhere_else(client: Client, anahit: User) -> None:
    away = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"})
    _sign_in(away, "right horse")
    _sign_in(client, "right horse")
    assert "Firefox · Windows" in client.get("/accounts/sessions/").content.decode()
    page = client.post("/accounts/sessions/", follow=True).content.decode()
    assert "Firefox" not in page
    assert away.get("/").status_code == 302
    assert client.get("/").status_code == 200


def test_who_signed_in_and_who_was_turned_away_is_written_down(client: Client, anahit: User) -> None:
    _sign_in(client, "wrong horse")
    _sign_in(client, "right horse")
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": "my-password@typed.here", "password": "x"})
    told = [(event.act, event.actor, event.detail) for event in Event.objects.order_by("pk")]
    assert told == [
        (Act.SIGN_IN_FAILED, anahit, {"why": "wrong password"}),
        (Act.SIGNED_IN, anahit, {"how": "password"}),
        (Act.SIGNED_OUT, anahit, {}),
        (Act.SIGN_IN_FAILED, None, {"why": "wrong password"}),
    ]


def test_a_new_address_is_proved_by_a_letter_before_it_counts(client: Client, anahit: User) -> None:
    _sign_in(client, "right horse")
    client.post("/accounts/email/", {"email": "anna@example.am", "action_add": ""})
    anahit.refresh_from_db()
    assert anahit.email == "anahit@example.am"
    client.post(_link("confirm-email"))
    anahit.refresh_from_db()
    assert anahit.email == "anna@example.am"


def _link(to: str) -> str:
    [link] = re.findall(rf"http://testserver(/accounts/{to}/\S+)", str(mail.outbox[-1].body))
    return str(link)


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


def test_a_forgotten_password_is_replaced_through_a_letter(
    client: Client, anahit: User, settings: Settings
) -> None:
    settings.EMAIL_HOST = "smtp.example.am"
    page = client.post("/accounts/password/reset/", {"email": anahit.email}, follow=True).content.decode()
    assert "Look into your mailbox" in page
    [link] = re.findall(r"http://testserver(/accounts/password/reset/key/\S+)", str(mail.outbox[0].body))
    form = client.get(link, follow=True)
    fields = {"password1": "another long horse", "password2": "another long horse"}
    done = client.post(form.redirect_chain[-1][0], fields, follow=True).content.decode()
    assert "Your password was changed" in done
    assert "Your library begins" in _sign_in(client, "another long horse")


def test_without_a_mail_server_a_forgotten_password_is_the_administrators_affair(
    client: Client, anahit: User
) -> None:
    assert "no mail server" in client.get("/accounts/password/reset/").content.decode()
    page = client.post("/accounts/password/reset/", {"email": anahit.email}, follow=True).content.decode()
    assert "Ask your administrator" in page
    assert "mailbox" not in page


def test_before_the_first_account_the_sign_in_says_where_its_link_is(client: Client, db: None) -> None:
    page = client.get("/accounts/login/").content.decode()
    assert "Nobody has an account here yet" in page
    assert "The owner of your team can invite you" not in page


def test_once_there_are_people_no_more_is_said_of_it(client: Client, anahit: User) -> None:
    page = client.get("/accounts/login/").content.decode()
    assert "Nobody has an account" not in page
    assert "The owner of your team can invite you" in page


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
