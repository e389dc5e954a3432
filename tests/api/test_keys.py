"""Who is asking."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated
from rest_framework.request import Request

from transcripts.api.keys import TokenAuthentication, presented, token_of
from transcripts.models import ApiToken, Team, User


def _request(**headers: str) -> Request:
    return Request(RequestFactory().get("/", headers=headers))


@pytest.mark.parametrize(
    ("headers", "token"),
    [
        ({}, ""),
        ({"x-auth-token": " hst_a "}, "hst_a"),
        ({"authorization": "Bearer hst_a"}, "hst_a"),
        ({"authorization": "bearer   hst_a"}, "hst_a"),
        ({"authorization": "Token hst_a"}, ""),
        ({"authorization": "hst_a"}, ""),
        ({"x-auth-token": "hst_a", "authorization": "Bearer hst_b"}, "hst_a"),
    ],
)
def test_the_token_is_read_from_either_header(headers: dict[str, str], token: str) -> None:
    assert presented(_request(**headers)) == token


def test_a_good_token_brings_its_person_and_notes_its_use(anahit: User, team: Team) -> None:
    row, secret = ApiToken.create(user=anahit, team=team, name="script")
    found = TokenAuthentication().authenticate(_request(**{"x-auth-token": secret}))
    assert found == (anahit, row)
    row.refresh_from_db()
    assert row.last_used_at is not None


def test_without_a_token_nobody_is_known(db: None) -> None:
    assert TokenAuthentication().authenticate(_request()) is None


@pytest.mark.parametrize("ended", ["revoked_at", "expires_at"])
def test_an_ended_token_is_refused(anahit: User, team: Team, ended: str) -> None:
    row, secret = ApiToken.create(user=anahit, team=team, name="script")
    ApiToken.objects.filter(pk=row.pk).update(**{ended: timezone.now() - timedelta(seconds=1)})
    with pytest.raises(AuthenticationFailed):
        TokenAuthentication().authenticate(_request(**{"x-auth-token": secret}))


def test_the_token_of_somebody_switched_off_is_refused(anahit: User, team: Team) -> None:
    _row, secret = ApiToken.create(user=anahit, team=team, name="script")
    User.objects.filter(pk=anahit.pk).update(is_active=False)
    with pytest.raises(AuthenticationFailed):
        TokenAuthentication().authenticate(_request(**{"x-auth-token": secret}))


def test_a_request_without_a_key_has_no_token() -> None:
    with pytest.raises(NotAuthenticated):
        token_of(_request())
