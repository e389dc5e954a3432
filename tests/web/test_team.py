"""The team's page: members, settings, the choice of another team."""

import pytest
from django.test import Client

from tests import factories
from transcripts import access
from transcripts.models import Act, Event, Membership, Role, Team, User


@pytest.fixture
def archive(anahit: User) -> Team:
    """Anahit reads in it."""
    made = Team.objects.create(name="Արխիվ")
    Membership.objects.create(team=made, user=anahit, role=Role.VIEWER)
    return made


def seen(client: Client, address: str = "/team/") -> str:
    return client.get(address).content.decode()


def test_members_see_who_is_in_the_team_and_change_nothing(client: Client, anahit: User, vahe: User) -> None:
    client.force_login(vahe)
    page = seen(client)
    assert "anahit@example.am" in page
    assert "Save the role" not in page
    assert "Invite" not in page


def test_an_owner_changes_a_role(client: Client, anahit: User, bagrat: User, team: Team) -> None:
    client.force_login(anahit)
    page = client.post(f"/team/members/{bagrat.pk}/role", {"role": "viewer"}, follow=True)
    assert "The role of Bagrat was changed." in page.content.decode()
    assert access.role_in(bagrat, team) == Role.VIEWER


def test_why_the_last_owner_cannot_leave_is_said(client: Client, anahit: User, team: Team) -> None:
    client.force_login(anahit)
    answer = client.post("/team/leave")
    assert answer.status_code == 400
    assert "A team needs an owner" in answer.content.decode()


def test_a_form_is_of_the_team_for_which_it_was_made(
    client: Client, anahit: User, bagrat: User, team: Team, archive: Team
) -> None:
    Membership.objects.filter(team=archive, user=anahit).update(role=Role.OWNER)
    Membership.objects.create(team=archive, user=bagrat, role=Role.EDITOR)
    client.force_login(anahit)
    client.post("/team/switch", {"team": archive.pk})
    client.post(f"/team/members/{bagrat.pk}/remove", {"team": team.pk})
    assert list(bagrat.teams.all()) == [archive]


def test_with_one_team_there_is_nothing_to_choose(client: Client, anahit: User, team: Team) -> None:
    client.force_login(anahit)
    assert "team-switch" not in seen(client)


def test_library_upload_usage_and_search_are_of_the_chosen_team(
    client: Client, anahit: User, team: Team, archive: Team
) -> None:
    here = factories.recording(anahit, "Լուրեր", team=team)
    factories.recording(anahit, "Մատյան", team=archive)
    client.force_login(anahit)
    assert "Լուրեր" in seen(client, "/")
    assert "Մատյան" not in seen(client, "/")
    assert client.get("/usage/").status_code == 200
    answer = client.post("/team/switch", {"team": archive.pk, "page": "library"})
    assert answer["Location"] == "/"
    assert "Մատյան" in seen(client, "/")
    assert "Լուրեր" not in seen(client, "/")
    assert "Լուրեր" not in seen(client, "/?q=լուրեր")
    assert client.get("/upload/").status_code == 403
    assert client.get("/usage/").status_code == 404
    assert client.get(f"/recordings/{here.pk}/").status_code == 200


def test_who_may_not_see_the_usage_of_the_other_team_comes_to_its_library(
    client: Client, anahit: User, archive: Team
) -> None:
    client.force_login(anahit)
    assert client.post("/team/switch", {"team": archive.pk, "page": "usage"})["Location"] == "/"
    assert client.post("/team/switch", {"team": archive.pk, "page": "team"})["Location"] == "/team/"


@pytest.mark.parametrize("named", ["", "x", "strangers"])
def test_nobody_chooses_a_team_of_others(client: Client, anahit: User, mallory: User, named: str) -> None:
    client.force_login(anahit)
    chosen = mallory.teams.get().pk if named == "strangers" else named
    assert client.post("/team/switch", {"team": chosen}).status_code == 404


def test_settings_are_changed_and_told(client: Client, anahit: User, team: Team) -> None:
    client.force_login(anahit)
    client.post("/team/settings", {"section": "naming", "name": "  Նոր   անուն "})
    form = {"section": "uploading", "default_model": "model-23012026", "default_confidential": "on"}
    client.post("/team/settings", form)
    team.refresh_from_db()
    assert (team.name, team.default_model, team.default_confidential) == (
        "Նոր անուն",
        "model-23012026",
        True,
    )
    told = Event.objects.filter(act=Act.TEAM_CHANGED).order_by("pk")
    assert [sorted(one.detail) for one in told] == [["name"], ["default_confidential", "default_model"]]
    upload = seen(client, "/upload/")
    assert 'value="model-23012026" required checked' in upload
    assert 'name="confidential" checked' in upload


def test_owners_ask_for_a_second_step_and_begin_with_themselves(
    client: Client, anahit: User, bagrat: User, team: Team
) -> None:
    client.force_login(anahit)
    client.post("/team/settings", {"section": "signing_in", "requires_mfa": "on"})
    team.refresh_from_db()
    assert team.requires_mfa
    client.force_login(bagrat)
    assert client.get("/").status_code == 302
    assert "/accounts/" in client.get("/")["Location"]


@pytest.mark.parametrize(
    "form",
    [
        {"section": "naming", "name": " "},
        {"section": "naming", "name": "x" * 151},
        {"section": "uploading", "default_model": "x"},
    ],
)
def test_what_cannot_be_is_said_beside_its_section(
    client: Client, anahit: User, team: Team, form: dict[str, str]
) -> None:
    client.force_login(anahit)
    answer = client.post("/team/settings", form)
    assert answer.status_code == 400
    assert 'class="field-error"' in answer.content.decode()
    assert not Event.objects.filter(act=Act.TEAM_CHANGED).exists()


def test_staff_make_teams_and_own_them(client: Client, team: Team) -> None:
    staff = factories.person("Staff", is_staff=True)
    client.force_login(staff)
    assert "You are in no team" in seen(client)
    assert client.post("/team/new/", {"name": " "}).status_code == 400
    client.post("/team/new/", {"name": "Դատարան"})
    assert access.role_in(staff, Team.objects.get(name="Դատարան")) == Role.OWNER
    assert "Դատարան" in seen(client)


def test_staff_switch_a_member_off_and_hear_what_nobody_owns(
    client: Client, anahit: User, team: Team
) -> None:
    staff = factories.person("Staff", team, Role.EDITOR, is_staff=True)
    client.force_login(staff)
    assert "Switch off" in seen(client)
    page = client.post(f"/team/members/{anahit.pk}/off", follow=True).content.decode()
    anahit.refresh_from_db()
    assert not anahit.is_active
    assert "Nobody owns Լրատուն now" in page
    assert "Switch on again" in page
    client.post(f"/team/members/{anahit.pk}/on")
    anahit.refresh_from_db()
    assert anahit.is_active


def test_the_page_takes_as_many_queries_for_many_members(
    client: Client, anahit: User, team: Team, django_assert_max_num_queries: object
) -> None:
    for number in range(20):
        factories.person(f"Member{number}", team)
        factories.invitation(anahit, f"i{number}@example.am")
    client.force_login(anahit)
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        seen(client)
