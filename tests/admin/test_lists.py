"""Every record in the site administration: found, constant in queries, and without a word of a transcript."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.admin.conftest import SECRET_WORD, grow
from tests.factories import person
from transcripts.models import Role, Team, Transcription, User

LISTS = [
    "user",
    "team",
    "membership",
    "apitoken",
    "recording",
    "transcription",
    "attempt",
    "revision",
    "note",
    "pollingproof",
    "idempotencykey",
    "upload",
]


def _list(of: str, query: str = "") -> str:
    return f"/admin/transcripts/{of}/{query}"


@pytest.mark.parametrize("of", LISTS)
def test_a_list_shows_its_records_and_no_word(staff: Client, run: Transcription, of: str) -> None:
    page = staff.get(_list(of)).content.decode()
    assert 'id="result_list"' in page
    assert SECRET_WORD not in page


@pytest.mark.parametrize("of", LISTS)
@pytest.mark.parametrize("q", ["Ժողով", "a91f17d0-5d9a-11f1-8d6f-215414e3f380", "a@b", "'\"%_\\"])
def test_whatever_is_looked_for_is_answered(staff: Client, run: Transcription, of: str, q: str) -> None:
    assert staff.get(_list(of), {"q": q}).status_code == 200


def test_a_recording_is_found_by_its_title_and_its_id(staff: Client, run: Transcription) -> None:
    for q in ("Ժողով one", str(run.recording_id)):
        assert "Ժողով one" in staff.get(_list("recording"), {"q": q}).content.decode()
    assert "Ժողով one" not in staff.get(_list("recording"), {"q": "two"}).content.decode()


@pytest.mark.parametrize(
    ("of", "query", "found"),
    [
        ("attempt", "?outcome__exact=voided", 1),
        ("attempt", "?error_code=busy", 1),
        ("attempt", "?outcome__exact=unconfirmed", 0),
        ("transcription", "?status__exact=completed", 1),
        ("upload", "?state__exact=receiving", 1),
        ("user", "?memberships__role__exact=owner", 1),
        ("apitoken", "?revoked_at__isempty=1", 1),
    ],
)
def test_filters_choose(staff: Client, run: Transcription, of: str, query: str, found: int) -> None:
    assert staff.get(_list(of, query)).context["cl"].result_count == found


@pytest.mark.parametrize("of", LISTS)
def test_queries_do_not_grow_with_the_records(staff: Client, anahit: User, of: str) -> None:
    counts = []
    for names in (["a", "b"], ["c", "d", "e", "f", "g"]):
        for name in names:
            team = Team.objects.create(name=name)
            grow(person(f"{name}{of}", team, Role.OWNER), name)
        with CaptureQueriesContext(connection) as queries:
            staff.get(_list(of))
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("of", ["user", "team"])
def test_queries_of_one_page_do_not_grow_with_its_memberships(staff: Client, anahit: User, of: str) -> None:
    team = anahit.teams.get()
    key = {"user": anahit.pk, "team": team.pk}[of]
    counts = []
    for names in (["a"], ["b", "c", "d", "e"]):
        for name in names:
            other = Team.objects.create(name=name)
            other.memberships.create(user=anahit, role=Role.VIEWER)
            person(name, team, Role.VIEWER)
        with CaptureQueriesContext(connection) as queries:
            assert staff.get(_list(of, f"{key}/change/")).status_code == 200
        counts.append(len(queries))
    # Django asks for the chosen entry of each row's box: one query a row is its own, and no more.
    assert counts[1] - counts[0] <= 4


@pytest.mark.parametrize("path", ["/admin/", *map(_list, LISTS)])
def test_who_is_no_staff_stays_outside(client: Client, anahit: User, path: str) -> None:
    client.force_login(anahit)
    assert client.get(path).status_code == 302


@pytest.mark.parametrize("of", LISTS)
def test_staff_without_the_right_see_no_list(client: Client, anahit: User, of: str) -> None:
    User.objects.filter(pk=anahit.pk).update(is_staff=True)
    client.force_login(anahit)
    assert client.get(_list(of)).status_code == 403
