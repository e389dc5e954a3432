from datetime import timedelta

import pytest
from django.conf import settings as site
from django.utils import timezone

from tests.factories import recording
from transcripts.models import Recording, Rendition, User
from transcripts.rendering.claims import claim

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_storage")]


@pytest.fixture
def wanted(anahit: User) -> Recording:
    return recording(anahit, has_video=True, rendition_status=Rendition.WANTED)


def test_one_copy_is_made_by_one_worker(wanted: Recording) -> None:
    now = timezone.now()
    assert claim(now) is not None
    assert claim(now) is None


def test_each_finds_another_one_the_oldest_first(wanted: Recording, anahit: User) -> None:
    later = recording(anahit, has_video=True, rendition_status=Rendition.WANTED)
    found = [claim(timezone.now()) for _ in range(3)]
    assert [one and one.recording_id for one in found] == [wanted.pk, later.pk, None]


@pytest.mark.parametrize("status", [status for status in Rendition if status != Rendition.WANTED])
def test_only_what_is_wanted_is_made(status: Rendition, wanted: Recording) -> None:
    Recording.objects.update(rendition_status=status)
    assert claim(timezone.now()) is None


def test_what_is_in_the_trash_has_time(wanted: Recording) -> None:
    Recording.objects.update(deleted_at=timezone.now())
    assert claim(timezone.now()) is None


def test_who_seems_dead_is_followed_and_changes_nothing_any_more(wanted: Recording) -> None:
    now = timezone.now()
    first = claim(now)
    second = claim(now + site.LEASE + timedelta(seconds=1))
    assert first is not None
    assert second is not None
    assert not first.renew(now)
    assert not first.settle(Rendition.FAILED)
    first.put_off(now, timedelta(days=1))
    assert second.renew(now)
    assert second.settle(Rendition.MADE, "copy")
    wanted.refresh_from_db()
    assert (wanted.rendition_status, wanted.rendition.name, wanted.rendition_lease) == ("made", "copy", None)


def test_what_is_put_off_is_tried_again(wanted: Recording) -> None:
    now = timezone.now()
    held = claim(now)
    assert held is not None
    held.put_off(now, timedelta(minutes=10))
    assert claim(now + timedelta(minutes=9)) is None
    assert claim(now + timedelta(minutes=11)) is not None


def test_a_claim_can_be_kept_alive(wanted: Recording) -> None:
    now = timezone.now()
    held = claim(now)
    assert held is not None
    assert held.renew(now + timedelta(minutes=1))
    wanted.refresh_from_db()
    assert wanted.rendition_lease_until == now + timedelta(minutes=1) + site.LEASE
