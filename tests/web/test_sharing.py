"""Giving guest links out and taking them back, on the pages and by the API."""

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from tests.api.calls import key, viewers_key
from tests.factories import completed, recording
from transcripts.actions.share import allow_guest_links, share
from transcripts.models import Event, GuestLink, Recording, Team, User

pytestmark = pytest.mark.usefixtures("own_storage")


@pytest.fixture
def row(anahit: User) -> Recording:
    made = recording(anahit, "Ժողով")
    completed(made)
    return made


@pytest.fixture
def allowed(anahit: User, team: Team) -> None:
    allow_guest_links(by=anahit, team=team, allowed=True)


def page_of(client: Client, user: User, row: Recording) -> str:
    client.force_login(user)
    return client.get(f"/recordings/{row.pk}/").content.decode()


def test_they_are_off_until_an_owner_allows_them(
    client: Client, anahit: User, bagrat: User, team: Team, row: Recording
) -> None:
    client.force_login(bagrat)
    refused = client.post(f"/recordings/{row.pk}/sharing/", {"days": "14"})
    assert refused.status_code == 400
    assert "Guest links are off in this team" in refused.content.decode()
    assert client.get("/team/sharing/").status_code == 404
    assert "sharing/" not in page_of(client, bagrat, row)
    # An owner is led from the recording to where they are allowed.
    assert f"/recordings/{row.pk}/sharing/" in page_of(client, anahit, row)
    assert "/team/sharing/?team=" in client.get(f"/recordings/{row.pk}/sharing/").content.decode()
    client.post("/team/sharing/", {"allowed": "1"})
    assert Event.objects.order_by("-pk")[0].detail == {"guest_links": True}
    assert f"/recordings/{row.pk}/sharing/" in page_of(client, bagrat, row)


@pytest.mark.usefixtures("allowed")
def test_an_editor_gives_a_link_which_is_shown_once(client: Client, bagrat: User, row: Recording) -> None:
    client.force_login(bagrat)
    asked = {"days": "3", "name": "Փաստաբան", "password": "longer one", "download": "1"}
    made = client.post(f"/recordings/{row.pk}/sharing/", asked).content.decode()
    found = re.search(r'value="http://testserver/shared/([^/"]+)/"', made)
    assert found
    link = GuestLink.objects.get()
    assert (link.name, link.may_download, link.created_by) == ("Փաստաբան", True, bagrat)
    assert 2.9 < (link.expires_at - link.created_at).total_seconds() / 86400 < 3.1
    assert link.password.startswith(("md5$", "pbkdf2"))
    again = client.get(f"/recordings/{row.pk}/sharing/").content.decode()
    assert found[1] not in again
    assert "Փաստաբան" in again
    assert "Փաստաբան" in page_of(client, bagrat, row)


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"days": ""}, "ends after 1 to 365 days"),
        ({"days": "0"}, "ends after 1 to 365 days"),
        ({"days": "366"}, "ends after 1 to 365 days"),
        ({"days": "14", "password": "short"}, "8 to 128 characters"),
        ({"days": "14", "name": "x" * 101}, "at most 100 characters"),
    ],
)
def test_what_cannot_be_is_said(
    client: Client, bagrat: User, row: Recording, asked: dict[str, str], said: str
) -> None:
    client.force_login(bagrat)
    answer = client.post(f"/recordings/{row.pk}/sharing/", asked)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not GuestLink.objects.exists()


@pytest.mark.usefixtures("allowed")
def test_who_only_reads_gives_none_and_sees_none(
    client: Client, anahit: User, vahe: User, row: Recording
) -> None:
    link, _token = share(by=anahit, recording=row)
    assert "sharing/" not in page_of(client, vahe, row)
    assert client.get(f"/recordings/{row.pk}/sharing/").status_code == 404
    assert client.post(f"/guest-links/{link.pk}/revoke").status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


@pytest.mark.usefixtures("allowed")
def test_a_stranger_finds_nothing(client: Client, anahit: User, mallory: User, row: Recording) -> None:
    link, _token = share(by=anahit, recording=row)
    client.force_login(mallory)
    assert client.get(f"/recordings/{row.pk}/sharing/").status_code == 404
    assert client.post(f"/guest-links/{link.pk}/revoke").status_code == 404
    assert client.get(f"/team/sharing/?team={row.team_id}").status_code == 404


@pytest.mark.usefixtures("allowed")
def test_private_recordings_are_not_for_guests(client: Client, anahit: User, row: Recording) -> None:
    Recording.objects.update(private=True)
    client.force_login(anahit)
    refused = client.post(f"/recordings/{row.pk}/sharing/", {"days": "14"})
    assert refused.status_code == 400
    assert "This recording is private." in refused.content.decode()
    assert not GuestLink.objects.exists()


@pytest.mark.usefixtures("allowed")
def test_editors_take_back_what_others_gave(
    client: Client, anahit: User, bagrat: User, row: Recording
) -> None:
    link, _token = share(by=anahit, recording=row)
    client.force_login(bagrat)
    answer = client.post(f"/guest-links/{link.pk}/revoke")
    assert answer["Location"] == f"/recordings/{row.pk}/sharing/"
    link.refresh_from_db()
    assert link.revoked_at is not None


@pytest.mark.usefixtures("allowed")
def test_owners_see_the_links_of_the_team_by_few_queries(
    client: Client,
    anahit: User,
    row: Recording,
    team: Team,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    for title in ("Ա", "Բ", "Գ"):
        share(by=anahit, recording=recording(anahit, title), name=f"for {title}")
    client.force_login(anahit)
    client.get("/team/sharing/")
    with django_assert_max_num_queries(12):
        page = client.get(f"/team/sharing/?team={team.pk}").content.decode()
    assert all(f"for {title}" in page for title in ("Ա", "Բ", "Գ"))


@pytest.mark.usefixtures("allowed")
def test_programs_give_list_and_revoke_links(client: Client, anahit: User, row: Recording) -> None:
    headers = key(anahit)
    address = f"/api/v1/recordings/{row.pk}/guest-links"
    told = {"days": 2, "name": "x", "password": "longer one", "download": True}
    made = client.post(address, json.dumps(told), content_type="application/json", headers=headers).json()
    assert made["address"].startswith("http://testserver/shared/")
    assert (made["password"], made["download"], made["name"]) == (True, True, "x")
    listed = client.get(address, headers=headers).json()["results"]
    assert [one["id"] for one in listed] == [made["id"]]
    assert "address" not in listed[0]
    assert client.delete(f"{address}/{made['id']}", headers=headers).status_code == 204
    assert client.get(address, headers=headers).json()["results"] == []
    assert client.get(f"{address}/{made['id']}", headers=headers).json()["revoked_at"]


@pytest.mark.parametrize("days", [True, "14", 0, 1.5, 10**30, None])
@pytest.mark.usefixtures("allowed")
def test_programs_hear_what_days_cannot_be(
    client: Client, anahit: User, row: Recording, days: object
) -> None:
    address = f"/api/v1/recordings/{row.pk}/guest-links"
    answer = client.post(
        address, json.dumps({"days": days}), content_type="application/json", headers=key(anahit)
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "bad_days")


@pytest.mark.usefixtures("allowed")
def test_programs_of_readers_see_no_links(client: Client, anahit: User, vahe: User, row: Recording) -> None:
    share(by=anahit, recording=row)
    address = f"/api/v1/recordings/{row.pk}/guest-links"
    headers = viewers_key(vahe)
    assert client.get(address, headers=headers).status_code == 404
    assert client.post(address, "{}", content_type="application/json", headers=headers).status_code == 404


def test_programs_hear_that_links_are_off(client: Client, anahit: User, row: Recording) -> None:
    address = f"/api/v1/recordings/{row.pk}/guest-links"
    answer = client.post(address, "{}", content_type="application/json", headers=key(anahit))
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "guest_links_off")


def test_a_moment_given_to_a_colleague_survives_the_sign_in(
    client: Client, bagrat: User, row: Recording
) -> None:
    """The link to a moment for people of the team."""
    moment = f"/recordings/{row.pk}/?transcription={row.transcriptions.get().pk}&t=0.5"
    sent_away = client.get(moment)
    signed_in = client.post(sent_away["Location"], {"login": bagrat.email, "password": "right horse"})
    assert signed_in["Location"] == moment
