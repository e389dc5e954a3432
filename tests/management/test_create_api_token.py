"""`manage.py create_api_token`: the token, and nothing else, on standard output."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from transcripts.models import ApiToken, Membership, Role, Team, User


def run(*args: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("create_api_token", *args, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_standard_output_is_the_token_and_nothing_else(anahit: User, team: Team) -> None:
    out, err = run("anahit@example.am", "--name", "archive script")
    assert out.endswith("\n")
    token = ApiToken.find(out.strip(), timezone.now())
    assert token is not None
    assert (token.user, token.team, token.name) == (anahit, team, "archive script")
    assert out.strip() not in err
    assert "x-auth-token" in err


def test_an_address_is_the_same_in_any_case(anahit: User) -> None:
    run(" Anahit@Example.AM ")
    assert anahit.api_tokens.get().name == "API"


def test_an_unknown_address_is_named(db: None) -> None:
    with pytest.raises(CommandError, match=r"nobody@example\.am"):
        run("nobody@example.am")


@pytest.mark.parametrize("who", ["vahe", "gayane"])
def test_who_may_not_upload_gets_no_token(request: pytest.FixtureRequest, who: str) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(CommandError, match="upload to no team"):
        run(person.email)
    assert not ApiToken.objects.exists()


def test_who_is_switched_off_gets_no_token(anahit: User) -> None:
    User.objects.update(is_active=False)
    with pytest.raises(CommandError, match="switched off"):
        run(anahit.email)


def test_a_team_is_chosen_by_name_or_id(anahit: User) -> None:
    archive = Team.objects.create(name="Արխիվ")
    Membership.objects.create(team=archive, user=anahit, role=Role.EDITOR)
    run(anahit.email, "--team", "Արխիվ")
    run(anahit.email, "--team", str(archive.pk))
    assert [token.team for token in anahit.api_tokens.all()] == [archive, archive]


def test_a_team_of_others_is_as_good_as_none(anahit: User, mallory: User) -> None:
    with pytest.raises(CommandError, match="No team is called Strangers"):
        run(anahit.email, "--team", "Strangers")


def test_two_teams_of_one_name_are_told_apart(anahit: User) -> None:
    for _ in range(2):
        twin = Team.objects.create(name="Արխիվ")
        Membership.objects.create(team=twin, user=anahit, role=Role.EDITOR)
    with pytest.raises(CommandError, match="Several teams"):
        run(anahit.email, "--team", "Արխիվ")


def test_a_token_may_only_read_and_end_by_itself(anahit: User) -> None:
    run(anahit.email, "--read-only", "--days", "30")
    token = anahit.api_tokens.get()
    assert token.read_only
    assert token.expires_at is not None
    with pytest.raises(CommandError, match="1 to 3650 days"):
        run(anahit.email, "--days", "0")
