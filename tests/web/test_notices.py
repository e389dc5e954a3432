"""The list of what has ended, the way to each, and what pages ask for meanwhile."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests import factories
from transcripts.models import Membership, Notice, NoticeWish, Status, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storage")]

Told = Callable[..., Notice]


@pytest.fixture
def told(bagrat: User) -> Told:
    def told(title: str = "Ժողով", status: Status = Status.COMPLETED) -> Notice:
        job = factories.transcription(factories.recording(bagrat, title), status)
        return Notice.objects.create(user=bagrat, transcription=job, status=status, at=timezone.now())

    return told


def test_the_list_says_what_happened_and_what_to_do(client: Client, bagrat: User, told: Told) -> None:
    told("Նիստ"), told("Դաս", Status.FAILED), told("Զրույց", Status.UNCONFIRMED)
    client.force_login(bagrat)
    page = client.get("/notices/").content.decode()
    for words in ("“Նիստ” is ready", "“Դաս” could not be transcribed", "“Զրույց” waits for your word"):
        assert words in page
    assert "Try again, or save the file anew" in page


@pytest.mark.parametrize(
    ("now", "words"), [(Status.COMPLETED, "ready to read by now"), (Status.QUEUED, "being tried again")]
)
def test_what_was_tried_again_since_waits_for_nobody(
    client: Client, bagrat: User, told: Told, now: Status, words: str
) -> None:
    job = factories.transcription(factories.recording(bagrat, "Զրույց"), now)
    Notice.objects.create(user=bagrat, transcription=job, status=Status.UNCONFIRMED, at=timezone.now())
    client.force_login(bagrat)
    page = client.get("/notices/").content.decode()
    assert "“Զրույց” waited for your word" in page
    assert words in page


def test_whoever_goes_there_has_seen_it(client: Client, bagrat: User, told: Told) -> None:
    notice = told()
    client.force_login(bagrat)
    answer = client.get(f"/notices/{notice.pk}/")
    run = notice.transcription
    assert answer["Location"] == f"/recordings/{run.recording_id}/?transcription={run.pk}"
    notice.refresh_from_db()
    assert notice.seen_at is not None


def test_another_persons_notice_is_not_there(client: Client, anahit: User, told: Told) -> None:
    notice = told()
    client.force_login(anahit)
    assert client.get(f"/notices/{notice.pk}/").status_code == 404
    assert "Ժողով" not in client.get("/notices/").content.decode()


def test_whoever_left_the_team_sees_no_title_of_it_any_more(client: Client, bagrat: User, told: Told) -> None:
    notice = told()
    Membership.objects.filter(user=bagrat).delete()
    client.force_login(bagrat)
    assert client.get("/notices/news", {"after": notice.pk - 1}).json()["news"] == []
    assert client.get(f"/notices/{notice.pk}/").status_code == 404


def test_pages_ask_for_what_came_after_the_last_one(client: Client, bagrat: User, told: Told) -> None:
    first, second = told("Առաջին"), told("Երկրորդ", Status.FAILED)
    client.force_login(bagrat)
    answer = client.get("/notices/news", {"after": first.pk}).json()
    assert answer["unseen"] == 2
    [news] = answer["news"]
    assert (news["id"], news["good"], news["url"]) == (second.pk, False, f"/notices/{second.pk}/")
    assert client.get("/notices/news", {"after": "x"}).json()["news"] == []


def test_all_are_seen_at_once(client: Client, bagrat: User, told: Told) -> None:
    told(), told()
    client.force_login(bagrat)
    assert "Mark all as seen" in client.get("/notices/").content.decode()
    client.post("/notices/seen")
    assert not Notice.objects.filter(seen_at=None).exists()


def test_one_chooses_how_to_hear(client: Client, bagrat: User) -> None:
    client.force_login(bagrat)
    client.post("/notices/wish", {"by_mail": "daily"})
    assert NoticeWish.objects.get(user=bagrat).by_mail == "daily"
    page = client.post("/notices/wish", {"by_mail": "pigeon"}, follow=True).content.decode()
    assert "Choose how you want to hear" in page
    assert NoticeWish.objects.get(user=bagrat).by_mail == "daily"


def test_more_notices_need_no_more_queries(
    client: Client, bagrat: User, told: Told, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(40):
        told(f"Նիստ {number}")
    client.force_login(bagrat)
    with django_assert_max_num_queries(12):
        page = client.get("/notices/").content.decode()
    assert "Older notices" in page
    assert page.count("is ready to read") == 30
