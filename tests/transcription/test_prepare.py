"""The sound track and its waveform: made together, once, and kept or thrown away together."""

import threading
from collections.abc import Callable

import pytest
from django.core.files.storage import default_storage

from transcripts.media.peaks import SECONDS
from transcripts.models import Recording, Transcription
from transcripts.transcription.prepare import _has_sound, _make_sound

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_storage")]
Bring = Callable[..., Transcription]


@pytest.fixture
def row(bring: Bring) -> Recording:
    return bring("two_tracks.mka").recording


def files_of(row: Recording) -> list[str]:
    return sorted(default_storage.listdir(f"recordings/{row.pk}")[1])


def test_the_waveform_is_made_with_the_sound(row: Recording) -> None:
    _make_sound(row)
    assert files_of(row) == ["original", "peaks", "sound.flac"]
    assert row.peaks.size == pytest.approx(row.duration / SECONDS, abs=1)
    assert row.sound_sha256


def test_the_chosen_track_is_heard(row: Recording) -> None:
    _make_sound(row)
    default = row.sound_sha256
    Recording.objects.update(track=1, sound="", peaks="")
    row.refresh_from_db()
    _make_sound(row)
    assert row.sound_sha256 != default


def test_of_two_who_make_it_at_once_one_leaves_nothing(row: Recording) -> None:
    rows = [Recording.objects.get(pk=row.pk) for _ in range(2)]
    threads = [threading.Thread(target=_make_sound, args=(one,)) for one in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    row.refresh_from_db()
    stored = {name.rpartition("/")[2] for name in (str(row.sound.name), str(row.peaks.name))}
    assert {*files_of(row)} == {"original", *stored}


def test_who_loses_the_sound_loses_the_waveform(row: Recording) -> None:
    _make_sound(row)
    default_storage.delete(str(row.sound.name))
    assert not _has_sound(row)
    assert files_of(row) == ["original"]
    row.refresh_from_db()
    _make_sound(row)
    assert files_of(row) == ["original", "peaks", "sound.flac"]
