"""Persons, teams and keys in the site administration."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import completed, recording, upload
from transcripts import access
from transcripts.actions.tokens import create_token
from transcripts.models import Act, ApiToken, Event, Role, Team, User

ADD = "/admin/transcripts/user/add/"
NO_ROWS = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}


def _new(**fields: str) -> dict[str, str]:
    return {
        "email": "nare@example.am",
        "name": "Նարե",
        "usable_password": "true",
        "password1": "a horse, a battery",
        "password2": "a horse, a battery",
        **NO_ROWS,
        **fields,
    }


def _signs_in(email: str, password: str) -> bool:
    Client().post("/accounts/login/", {"login": email, "password": password})
    return bool(User.objects.get(email=email).last_login)


def test_a_person_is_added_with_address_and_password_and_signs_in(staff: Client) -> None:
    assert staff.get(ADD).status_code == 200
    said = staff.post(ADD, _new(email="Nare@Example.AM"))
    assert said.status_code == 302
    assert _signs_in("nare@example.am", "a horse, a battery")


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"email": "ANAHIT@example.am"}, "already exists"),
        ({"email": "nobody"}, "valid email"),
        ({"password2": "another horse"}, "match"),
        ({"password1": "1234", "password2": "1234"}, "too short"),
    ],
)
def test_what_is_wrong_with_a_new_person_is_said(
    staff: Client, anahit: User, fields: dict[str, str], problem: str
) -> None:
    page = staff.post(ADD, _new(**fields))
    assert page.status_code == 200
    assert problem in page.content.decode()
    assert User.objects.count() == 2


def test_a_password_is_set_anew(staff: Client, anahit: User) -> None:
    path = f"/admin/transcripts/user/{anahit.pk}/password/"
    assert staff.get(path).status_code == 200
    new = {"usable_password": "true", "password1": "a new horse, a new", "password2": "a new horse, a new"}
    assert staff.post(path, new).status_code == 302
    anahit.refresh_from_db()
    assert anahit.check_password("a new horse, a new")


def test_a_person_is_changed_without_losing_the_password(staff: Client, anahit: User) -> None:
    membership = anahit.memberships.get()
    row = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "1",
        "memberships-0-id": str(membership.pk),
        "memberships-0-user": str(anahit.pk),
        "memberships-0-team": str(membership.team_id),
        "memberships-0-role": "viewer",
    }
    changed = {"email": anahit.email, "name": "Անահիտ", "is_active": "on", **row}
    said = staff.post(f"/admin/transcripts/user/{anahit.pk}/change/", changed)
    assert said.status_code == 302
    anahit.refresh_from_db()
    assert (anahit.name, anahit.memberships.get().role) == ("Անահիտ", Role.VIEWER)
    assert anahit.check_password("right horse")


def test_a_team_is_made_with_its_members(staff: Client, anahit: User) -> None:
    row = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "0",
        "memberships-0-user": str(anahit.pk),
        "memberships-0-role": "editor",
    }
    assert staff.post("/admin/transcripts/team/add/", {"name": "Արխիվ", **row}).status_code == 302
    assert Team.objects.get(name="Արխիվ").memberships.get().role == Role.EDITOR


@pytest.mark.parametrize("of", ["user", "team"])
def test_people_and_teams_are_offered_while_typing(staff: Client, anahit: User, of: str) -> None:
    asked = {
        "app_label": "transcripts",
        "model_name": "membership",
        "field_name": of,
        "term": "a" * (of == "user"),
    }
    said: Any = staff.get("/admin/autocomplete/", asked)
    assert said.status_code == 200
    assert said.json()["results"]


# --- keys ------------------------------------------------------------------------------------------------


def _path(token: ApiToken) -> str:
    return f"/admin/transcripts/apitoken/{token.pk}/change/"


def test_a_token_shows_neither_itself_nor_its_digest(staff: Client, anahit: User) -> None:
    secret = create_token(by=anahit)
    token = ApiToken.objects.get()
    for path in ("/admin/transcripts/apitoken/", _path(token)):
        page = staff.get(path).content.decode()
        assert token.hint in page
        assert secret not in page
        assert token.digest not in page


def test_no_token_is_added_by_hand(staff: Client) -> None:
    assert staff.get("/admin/transcripts/apitoken/add/").status_code == 403


def test_chosen_tokens_are_revoked_and_open_nothing_any_more(staff: Client, anahit: User) -> None:
    first, second = create_token(by=anahit), create_token(by=anahit)
    chosen = ApiToken.find(first, timezone.now())
    assert chosen is not None
    action = {"action": "revoke", "_selected_action": [str(chosen.pk)]}
    page = staff.post("/admin/transcripts/apitoken/", action, follow=True)
    assert "1 token was revoked." in page.content.decode()
    assert ApiToken.find(first, timezone.now()) is None
    assert ApiToken.find(second, timezone.now()) is not None


def test_who_only_looks_cannot_revoke(client: Client, anahit: User) -> None:
    from django.contrib.auth.models import Permission
    from django.contrib.contenttypes.models import ContentType

    tokens = ContentType.objects.get_for_model(ApiToken)
    looking, _ = Permission.objects.get_or_create(content_type=tokens, codename="view_apitoken")
    secret = create_token(by=anahit)
    User.objects.filter(pk=anahit.pk).update(is_staff=True)
    anahit.user_permissions.add(looking)
    client.force_login(anahit)
    chosen = ApiToken.objects.get()
    client.post("/admin/transcripts/apitoken/", {"action": "revoke", "_selected_action": [str(chosen.pk)]})
    assert ApiToken.find(secret, timezone.now()) is not None


def _changed(person: User, **fields: str) -> dict[str, str]:
    rows = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    return {"email": person.email, "name": person.name, **rows, **fields}


def test_who_is_switched_off_leaves_nothing_to_nobody(
    staff: Client, anahit: User, bagrat: User, team: Team
) -> None:
    row = recording(bagrat, private=True)
    secret = create_token(by=bagrat)
    staff.post(f"/admin/transcripts/user/{bagrat.pk}/change/", _changed(bagrat))
    bagrat.refresh_from_db()
    row.refresh_from_db()
    assert (bagrat.is_active, row.private) == (False, False)
    assert ApiToken.find(secret, timezone.now()) is None
    told = Event.objects.get(act=Act.ACCOUNT_CHANGED, detail={"active": False})
    assert (told.team, told.object_id) == (team, str(bagrat.pk))
    staff.post(f"/admin/transcripts/user/{bagrat.pk}/change/", _changed(bagrat, is_active="on"))
    bagrat.refresh_from_db()
    assert bagrat.is_active


def test_a_team_that_nobody_owns_any_more_is_named(staff: Client, anahit: User, team: Team) -> None:
    page = staff.post(f"/admin/transcripts/user/{anahit.pk}/change/", _changed(anahit), follow=True)
    assert "Nobody owns Լրատուն now" in page.content.decode()


def test_nobody_switches_themselves_off(staff: Client) -> None:
    root = User.objects.get(email="root@example.am")
    staff.post(f"/admin/transcripts/user/{root.pk}/change/", _changed(root, is_staff="on", is_superuser="on"))
    root.refresh_from_db()
    assert root.is_active


@pytest.mark.parametrize("which", ["membership", "user"])
def test_who_is_deleted_leaves_the_private_ones_to_the_team(
    staff: Client, anahit: User, bagrat: User, which: str
) -> None:
    row = recording(bagrat, private=True)
    pk = bagrat.pk if which == "user" else bagrat.memberships.get().pk
    staff.post(f"/admin/transcripts/{which}/{pk}/delete/", {"post": "yes"})
    row.refresh_from_db()
    assert not row.private
    assert list(access.recordings(anahit)) == [row]


def test_what_is_private_is_not_named(staff: Client, bagrat: User) -> None:
    completed(recording(bagrat, "Գաղտնի", private=True))
    upload(bagrat, "Գաղտնի.wav", private=True)
    for kind in ("recording", "transcription", "upload"):
        assert "Գաղտնի" not in staff.get(f"/admin/transcripts/{kind}/").content.decode()
