import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from transcripts.models import ApiToken, Membership, Role, Team, User


def made(client: Client, **form: object) -> str:
    """The new token, as the page shows it."""
    page = client.post("/accounts/tokens/", {"name": "script", "days": "30", **form}).content.decode()
    found = re.search(r'value="(hst_[\w-]+)"', page)
    assert found is not None, page
    return found[1]


def test_a_token_is_shown_once_and_listed_by_its_first_letters(
    client: Client, bagrat: User, team: Team
) -> None:
    client.force_login(bagrat)
    secret = made(client, team=team.pk, read_only="on")
    row = ApiToken.find(secret, timezone.now())
    assert row is not None
    assert (row.user, row.team, row.read_only) == (bagrat, team, True)
    assert row.expires_at is not None
    assert 29 <= (row.expires_at - timezone.now()).days <= 30
    page = client.get("/accounts/tokens/").content.decode()
    assert secret not in page
    assert f"{secret[:10]}…" in page
    assert "only reads" in page


def test_the_list_takes_the_same_queries_however_long(client: Client, bagrat: User, team: Team) -> None:
    client.force_login(bagrat)

    def queries(more: int) -> int:
        for _ in range(more):
            made(client, team=team.pk)
        with CaptureQueriesContext(connection) as counted:
            assert client.get("/accounts/tokens/").content.decode().count("hst_") >= more
        return len(counted)

    assert queries(2) == queries(5)


def test_zero_days_are_until_it_is_revoked(client: Client, bagrat: User, team: Team) -> None:
    client.force_login(bagrat)
    made(client, team=team.pk, days="0")
    row = ApiToken.objects.get()
    assert row.expires_at is None
    client.post(f"/accounts/tokens/{row.pk}/revoke")
    row.refresh_from_db()
    assert row.revoked_at is not None
    assert row.hint not in client.get("/accounts/tokens/").content.decode()


@pytest.mark.parametrize("days", ["", "x", "-1", "99999", "²"])
def test_a_life_that_is_none_is_refused(client: Client, bagrat: User, team: Team, days: str) -> None:
    client.force_login(bagrat)
    answer = client.post("/accounts/tokens/", {"name": "x", "days": days, "team": team.pk})
    assert answer.status_code == 400
    assert "1 to 3650 days" in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_another_persons_token_is_not_there(client: Client, bagrat: User, anahit: User, team: Team) -> None:
    row, _secret = ApiToken.create(user=anahit, team=team, name="hers")
    client.force_login(bagrat)
    assert client.post(f"/accounts/tokens/{row.pk}/revoke").status_code == 404
    assert "hers" not in client.get("/accounts/tokens/").content.decode()


def test_a_token_opens_one_of_several_teams(client: Client, bagrat: User, team: Team) -> None:
    archive = Team.objects.create(name="Արխիվ")
    Membership.objects.create(team=archive, user=bagrat, role=Role.VIEWER)
    client.force_login(bagrat)
    row = ApiToken.find(made(client, team=archive.pk), timezone.now())
    assert row is not None
    assert row.team == archive
