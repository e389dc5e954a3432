"""The second step: codes of an app, recovery codes, and teams that require one."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.test import Client

from transcripts.models import Act, ApiToken, Event, Team, User

JSON = {"accept": "application/json"}


def _sign_in(client: Client, user: User) -> None:
    client.post("/accounts/login/", {"login": user.email, "password": "right horse"})


def _code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


@pytest.fixture
def secret(anahit: User) -> str:
    secret = str(generate_totp_secret())
    TOTP.activate(anahit, secret)
    return secret


def _answer(client: Client, code: str) -> str:
    answer = client.post("/accounts/2fa/authenticate/", {"code": code}, follow=True)
    return str(answer.content.decode())


def test_an_app_is_set_up_and_recovery_codes_are_shown(client: Client, anahit: User) -> None:
    _sign_in(client, anahit)
    client.get("/accounts/2fa/totp/activate/")
    page = client.post("/accounts/2fa/totp/activate/", {"code": "000000"}).content.decode()
    assert "not the six digits that the app shows now" in page
    assert "recovery code" not in page
    code = _code(client.session["mfa.totp.secret"])
    page = client.post("/accounts/2fa/totp/activate/", {"code": code}, follow=True).content.decode()
    assert "Recovery codes" in page
    assert page.count("<li><code>") == 10


def test_switching_the_app_off_is_written_down_and_told_by_letter(
    client: Client, anahit: User, secret: str
) -> None:
    _sign_in(client, anahit)
    _answer(client, _code(secret))
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()
    told = Event.objects.get(act=Act.ACCOUNT_CHANGED).detail
    assert told == {"what": "second factor removed", "kind": "totp"}
    assert "takes no code" in str(mail.outbox[-1].body)


def test_an_address_can_be_changed_beside_a_second_factor(client: Client, anahit: User, secret: str) -> None:
    _sign_in(client, anahit)
    _answer(client, _code(secret))
    client.post("/accounts/email/", {"email": "anna@example.am", "action_add": ""})
    assert mail.outbox[-1].to == ["anna@example.am"]


def test_who_signed_in_long_ago_shows_once_more_who_they_are(client: Client, anahit: User) -> None:
    client.force_login(anahit)
    answer = client.get("/accounts/2fa/totp/activate/")
    assert answer["Location"].startswith("/accounts/reauthenticate/")


def test_the_password_alone_opens_nothing_any_more(client: Client, anahit: User, secret: str) -> None:
    _sign_in(client, anahit)
    assert client.get("/accounts/profile/").status_code == 302
    _answer(client, _code(secret))
    assert client.get("/accounts/profile/").status_code == 200
    assert Event.objects.get(act=Act.SIGNED_IN).detail["how"] == "password + totp"


def test_a_wrong_code_is_said_and_written_down(client: Client, anahit: User, secret: str) -> None:
    _sign_in(client, anahit)
    assert "Take the newest code" in _answer(client, "000000")
    assert Event.objects.get(act=Act.SIGN_IN_FAILED).detail["why"] == "wrong second factor"


def test_a_code_is_good_once(client: Client, anahit: User, secret: str) -> None:
    code = _code(secret)
    _sign_in(client, anahit)
    _answer(client, code)
    other = Client()
    _sign_in(other, anahit)
    assert "was used already" in _answer(other, code)


def test_guessing_codes_ends_in_a_pause_that_is_told(client: Client, anahit: User, secret: str) -> None:
    _sign_in(client, anahit)
    pages = [_answer(client, f"{n:06}") for n in range(6)]
    assert "Try again in 5 minutes" in pages[-1]
    assert "Try again in 5 minutes" in _answer(client, _code(secret))


def test_a_recovery_code_lets_in_once(client: Client, anahit: User, secret: str) -> None:
    codes = RecoveryCodes.activate(anahit).get_unused_codes()
    _sign_in(client, anahit)
    _answer(client, codes[0])
    assert client.get("/accounts/profile/").status_code == 200
    other = Client()
    _sign_in(other, anahit)
    assert "was used already" in _answer(other, codes[0])


@pytest.fixture
def strict(team: Team) -> Team:
    team.requires_mfa = True
    team.save()
    return team


@pytest.mark.parametrize("page", ["/", "/upload/", "/accounts/profile/", "/usage/", "/admin/"])
def test_a_team_that_requires_it_leads_everybody_there_first(
    client: Client, anahit: User, strict: Team, page: str
) -> None:
    client.force_login(anahit)
    answer = client.get(page)
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/")
    page = client.get("/accounts/2fa/").content.decode()
    assert "Your team requires a second step" in page
    # Nor does its script ask for what it would not be told.
    assert "data-notices=" not in page


def test_scripts_of_pages_are_told_plainly(client: Client, anahit: User, strict: Team) -> None:
    client.force_login(anahit)
    answer = client.get("/live/", headers=JSON)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "second_factor")


def test_the_way_out_and_the_proofs_of_health_stay_open(client: Client, anahit: User, strict: Team) -> None:
    client.force_login(anahit)
    assert client.get("/healthz").status_code == 200
    assert client.post("/accounts/logout/")["Location"] == "/accounts/login/"


def test_who_has_one_and_who_is_in_other_teams_goes_on(
    client: Client, anahit: User, mallory: User, secret: str, strict: Team
) -> None:
    client.force_login(anahit)
    assert client.get("/").status_code == 200
    client.force_login(mallory)
    assert client.get("/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client: Client, anahit: User, strict: Team) -> None:
    RecoveryCodes.activate(anahit)
    client.force_login(anahit)
    assert client.get("/").status_code == 302


def test_programs_with_a_token_are_excepted(client: Client, anahit: User, strict: Team) -> None:
    _row, token = ApiToken.create(user=anahit, team=strict, name="script")
    answer = client.get("/api/v1/recordings/", headers={"authorization": f"Bearer {token}"})
    assert answer.status_code == 200


def test_the_administration_is_entered_by_the_same_door(client: Client, anahit: User, secret: str) -> None:
    User.objects.update(is_staff=True, is_superuser=True)
    assert client.get("/admin/login/")["Location"].startswith("/accounts/login/")
    client.post("/admin/login/", {"username": anahit.email, "password": "right horse"})
    assert client.get("/admin/").status_code == 302
    _sign_in(client, anahit)
    assert client.get("/admin/").status_code == 302
    _answer(client, _code(secret))
    assert client.get("/admin/").status_code == 200


def test_an_administrator_takes_lost_factors_away(client: Client, anahit: User, bagrat: User) -> None:
    TOTP.activate(bagrat, generate_totp_secret())
    User.objects.filter(pk=anahit.pk).update(is_staff=True, is_superuser=True)
    client.force_login(anahit)
    factor = Authenticator.objects.get()
    page = client.get("/admin/mfa/authenticator/").content.decode()
    assert factor.data["secret"] not in page
    client.post(f"/admin/mfa/authenticator/{factor.pk}/delete/", {"post": "yes"})
    assert not Authenticator.objects.exists()
