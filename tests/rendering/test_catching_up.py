import pytest
from django.core.files import File
from django.core.files.storage import default_storage

from tests.factories import SAMPLES, recording
from tests.media.files import MEETING_SECONDS
from transcripts.media import keys
from transcripts.media.peaks import SECONDS
from transcripts.models import Recording, Rendition, User
from transcripts.rendering.catching_up import behind, catch_up

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_storage")]


@pytest.fixture
def old(anahit: User) -> Recording:
    """As recordings were before there were waveforms and copies."""
    row = recording(anahit, has_video=True)
    default_storage.delete(row.file.name or "")
    for field, key, name in (("file", keys.original, "video.mp4"), ("sound", keys.sound, "meeting.flac")):
        with (SAMPLES / name).open("rb") as opened:
            getattr(row, field).save(key(row.pk), File(opened))
    return row


def test_an_old_recording_catches_up(old: Recording) -> None:
    assert behind() == [old.pk]
    catch_up(old.pk)
    old.refresh_from_db()
    assert old.rendition_status == Rendition.NEEDLESS
    assert [track["codec"] for track in old.tracks] == ["aac"]
    assert old.peaks.size == pytest.approx(MEETING_SECONDS / SECONDS, abs=2)
    assert behind() == []


def test_what_is_known_already_stays(old: Recording) -> None:
    Recording.objects.update(rendition_status=Rendition.FAILED, tracks=[{"index": 5}], peaks="theirs")
    catch_up(old.pk)
    old.refresh_from_db()
    assert (old.rendition_status, old.tracks, old.peaks.name) == ("failed", [{"index": 5}], "theirs")


def test_a_lost_file_is_no_reason_to_stop(old: Recording) -> None:
    default_storage.delete(old.file.name or "")
    catch_up(old.pk)
    old.refresh_from_db()
    assert old.rendition_status == Rendition.UNKNOWN
    assert old.peaks


def test_a_text_without_its_recording_lacks_nothing(anahit: User) -> None:
    row = recording(anahit)
    Recording.objects.filter(pk=row.pk).update(file="")
    assert row.rendition_status == Rendition.UNKNOWN
    assert behind() == []
    catch_up(row.pk)


def test_the_newest_are_looked_at_first(old: Recording, anahit: User) -> None:
    newer = recording(anahit)
    assert behind().pop() == newer.pk


def test_what_has_gone_meanwhile_is_left_alone(old: Recording) -> None:
    old.delete()
    catch_up(old.pk)
