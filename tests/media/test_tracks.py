from dataclasses import asdict

import pytest

from tests.factories import SAMPLES
from transcripts.media.probe import Track, probe
from transcripts.media.tracks import UnknownTrack, choice_of, chosen, from_json

FIRST, SECOND = (Track(index, "flac", 1, 16_000, "", "", index == 0) for index in (0, 1))


def test_the_usual_track_is_called_the_same_whether_chosen_or_not() -> None:
    assert choice_of((FIRST, SECOND), 0) is None
    assert choice_of((FIRST, SECOND), 1) == 1


@pytest.mark.parametrize("index", [2, -1])
def test_a_track_that_the_file_does_not_have_is_refused(index: int) -> None:
    with pytest.raises(UnknownTrack):
        choice_of((FIRST, SECOND), index)


def test_a_choice_leads_back_to_its_track() -> None:
    for track in (FIRST, SECOND):
        assert chosen((FIRST, SECOND), choice_of((FIRST, SECOND), track.index)) == track
    assert chosen((), None) is None


def test_what_a_real_file_has_survives_its_keeping() -> None:
    tracks = probe(SAMPLES / "two_tracks.mka").tracks
    assert len(tracks) == 2
    assert from_json([asdict(track) for track in tracks]) == tracks
    assert [choice_of(tracks, track.index) for track in tracks] == [None, tracks[1].index]
