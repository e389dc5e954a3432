import threading
import time
from pathlib import Path

import pytest
from django.core.files import File
from django.core.files.storage import default_storage

from tests.factories import recording
from tests.media import files
from transcripts.media import keys
from transcripts.models import Recording, Rendition, ShotList, User
from transcripts.rendering.hand import Hand, start

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_storage")]


@pytest.fixture
def rows(anahit: User, tmp_path: Path) -> list[Recording]:
    """One that wants a copy; one from before, of which nothing is known."""
    made = files.video(tmp_path / "video.mkv", "matroska", "copy", "copy")
    wanted = recording(anahit, has_video=True, size=made.stat().st_size, rendition_status=Rendition.WANTED)
    default_storage.delete(wanted.file.name or "")
    with made.open("rb") as opened:
        wanted.file.save(keys.original(wanted.pk), File(opened))
    return [wanted, recording(anahit)]


def looked() -> int:
    return ShotList.objects.exclude(moments=None).count()


def statuses() -> list[str]:
    return list(Recording.objects.order_by("created_at").values_list("rendition_status", flat=True))


def test_copies_come_first_then_what_old_recordings_lack_then_shots(rows: list[Recording]) -> None:
    hand = Hand(threading.Event())
    seen = []
    while hand.work():
        seen.append((statuses(), looked()))
    assert seen == [(["made", ""], 0), (["made", "needless"], 0), (["made", "needless"], 1)]


def test_it_works_by_itself_until_the_worker_stops(rows: list[Recording]) -> None:
    stop = threading.Event()
    start(stop)
    until = time.monotonic() + 60
    while statuses() != ["made", "needless"]:
        assert time.monotonic() < until
        time.sleep(0.1)
    stop.set()
    [thread] = [one for one in threading.enumerate() if one.name == "rendering"]
    thread.join(20)
    assert not thread.is_alive()
