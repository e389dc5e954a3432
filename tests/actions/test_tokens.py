"""Keys for a person's programs."""

import pytest
from django.utils import timezone

from transcripts.actions.tokens import BadLife, create_token, revoke_token
from transcripts.errors import NotAllowed
from transcripts.models import ApiToken, Team, User


def test_the_token_opens_the_first_team_to_which_its_person_may_upload(bagrat: User, team: Team) -> None:
    token = ApiToken.find(create_token(by=bagrat), timezone.now())
    assert token is not None
    assert (token.user, token.team, token.name) == (bagrat, team, "API")


def test_the_token_itself_is_kept_nowhere(bagrat: User) -> None:
    secret = create_token(by=bagrat, name="script")
    assert secret not in str(list(ApiToken.objects.values()))


def test_a_long_name_is_cut_to_what_fits(bagrat: User) -> None:
    create_token(by=bagrat, name="  Ա" * 200)
    assert len(ApiToken.objects.get().name) == 100


def test_nobody_makes_a_token_for_a_team_of_others(bagrat: User, mallory: User) -> None:
    with pytest.raises(NotAllowed):
        create_token(by=bagrat, team=mallory.teams.get())
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("who", ["vahe", "gayane"])
def test_who_may_not_upload_names_the_team_that_they_may_read(
    request: pytest.FixtureRequest, who: str, team: Team
) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        create_token(by=person)
    token = ApiToken.find(create_token(by=person, team=team, read_only=True), timezone.now())
    assert token is not None
    assert (token.team, token.read_only) == (team, True)


@pytest.mark.parametrize("days", [0, -1, 3651])
def test_a_token_lives_for_days_or_for_good(bagrat: User, days: int) -> None:
    with pytest.raises(BadLife):
        create_token(by=bagrat, days=days)


def test_nobody_revokes_anothers_token(bagrat: User, anahit: User) -> None:
    create_token(by=bagrat)
    row = ApiToken.objects.get()
    with pytest.raises(NotAllowed):
        revoke_token(by=anahit, token=row)
    revoke_token(by=bagrat, token=row)
    row.refresh_from_db()
    assert row.revoked_at is not None
