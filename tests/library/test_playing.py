from typing import Any

import pytest

from tests.factories import recording, transcription
from transcripts.library.playing import Playing, Source, playing, rendition_of
from transcripts.media.probe import Media, Track
from transcripts.models import Recording, Status, User
from transcripts.models.recording import Rendition

pytestmark = pytest.mark.usefixtures("own_storage")
AMR = {"container": "amr", "tracks": [{"index": 0, "codec": "amr_nb", "channels": 1, "sample_rate": 8000,
                                       "language": "", "title": "", "default": True}]}  # fmt: skip
AVI = {"container": "avi", "has_video": True, "rendition_status": Rendition.WANTED}


def _row(by: User, **fields: Any) -> Recording:
    return recording(by, **fields)


def test_what_browsers_play_plays_as_it_came(anahit: User) -> None:
    assert playing(_row(anahit)) == Playing("audio", Source.ORIGINAL)
    wanted_by_none = _row(anahit, has_video=True, rendition_status=Rendition.NEEDLESS)
    assert playing(wanted_by_none) == Playing("video", Source.ORIGINAL)
    assert playing(_row(anahit)).is_original


def test_a_sound_that_browsers_refuse_plays_as_its_sound_track(anahit: User) -> None:
    assert playing(_row(anahit, sound="x", **AMR)) == Playing("audio", Source.SOUND)


def test_before_the_sound_track_is_made_there_is_nothing_to_play(anahit: User) -> None:
    row = _row(anahit, **AMR)
    assert playing(row) == Playing("audio", Source.SOUND, is_ready=False)
    transcription(row, Status.PREPARING)
    assert playing(row) == Playing("audio", Source.SOUND, is_ready=False, is_coming=True)


def test_a_video_plays_its_sound_until_its_copy_is_there(anahit: User) -> None:
    assert playing(_row(anahit, **AVI)) == Playing("audio", Source.SOUND, is_ready=False, is_coming=True)
    assert playing(_row(anahit, sound="x", **AVI)) == Playing("audio", Source.SOUND, is_coming=True)
    made = {**AVI, "rendition_status": Rendition.MADE, "rendition": "x"}
    assert playing(_row(anahit, sound="x", **made)) == Playing("video", Source.COPY)


def test_a_video_without_a_copy_plays_its_sound(anahit: User) -> None:
    failed = {**AVI, "rendition_status": Rendition.FAILED}
    assert playing(_row(anahit, sound="x", **failed)) == Playing("audio", Source.SOUND)


def test_a_chosen_track_is_what_is_heard(anahit: User) -> None:
    tracks = [
        {
            "index": i,
            "codec": "mp3",
            "channels": 1,
            "sample_rate": 8000,
            "language": "",
            "title": "",
            "default": not i,
        }
        for i in range(2)
    ]
    row = {"container": "mp4", "tracks": tracks, "sound": "x"}
    assert playing(_row(anahit, **row)).source == Source.ORIGINAL
    assert playing(_row(anahit, **row, track=1)).source == Source.SOUND


def test_only_a_video_that_is_refused_wants_a_copy() -> None:
    sound = (Track(0, "aac", 1, 8000, "", "", True),)
    refused = Media("avi", 1.0, True, sound, "mpeg4", "yuv420p")
    plain = Media("mp4", 1.0, True, sound, "h264", "yuv420p")
    assert rendition_of(refused, None) == Rendition.WANTED
    assert rendition_of(plain, None) == Rendition.NEEDLESS
    assert rendition_of(plain, 1) == Rendition.WANTED
    assert rendition_of(Media("amr", 1.0, False, sound), None) == Rendition.NEEDLESS
