"""Shots are looked for when there is time, once for each recording with a picture, and subtitles then keep to them."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone

from tests.factories import recording
from tests.media.test_shots import video
from transcripts.library.exporting import shots_of
from transcripts.media import keys
from transcripts.models import Recording, ShotList, User
from transcripts.models.shots import MOST_TRIES
from transcripts.rendering.shots import look_at_one

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_storage")]


@pytest.fixture
def filmed(anahit: User, tmp_path: Path) -> Recording:
    row = recording(anahit, has_video=True, duration=4.0)
    default_storage.delete(row.file.name or "")
    with video(tmp_path / "cut.mp4", [50, 50]).open("rb") as opened:
        row.file.save(keys.original(row.pk), File(opened))
    return row


def test_a_video_is_looked_at_once(filmed: Recording) -> None:
    assert ShotList.wanting() == [filmed.pk]
    ShotList.want([filmed.pk])
    assert ShotList.wanting() == []
    assert look_at_one()
    filmed.refresh_from_db()
    assert shots_of(filmed) == (2000,)
    assert filmed.shot_list.seen_until == pytest.approx(4.0, abs=0.1)
    assert not look_at_one()


def test_what_cannot_be_looked_at_has_no_shots(filmed: Recording) -> None:
    default_storage.delete(filmed.file.name or "")
    ShotList.want([filmed.pk])
    assert look_at_one()
    filmed.refresh_from_db()
    assert (shots_of(filmed), filmed.shot_list.moments) == ((), [])


def test_one_looks_at_a_time_and_who_came_too_late_writes_nothing(filmed: Recording) -> None:
    ShotList.want([filmed.pk])
    now = timezone.now()
    held = ShotList.claim(now)
    assert held is not None
    assert ShotList.claim(now) is None
    other = ShotList.claim(now + timedelta(days=1))
    assert other is not None
    assert not held.settle([1])
    assert other.settle([2])


def test_it_is_not_tried_for_ever(filmed: Recording) -> None:
    ShotList.want([filmed.pk])
    now = timezone.now()
    for _try in range(MOST_TRIES):
        held = ShotList.claim(now)
        assert held is not None
        held.put_off(now, timedelta(minutes=1))
        now += timedelta(minutes=2)
    assert ShotList.claim(now) is None
    assert ShotList.objects.get().moments == []


def test_what_lies_in_the_trash_waits(filmed: Recording) -> None:
    ShotList.want([filmed.pk])
    Recording.objects.update(deleted_at=timezone.now())
    assert ShotList.claim(timezone.now()) is None
