"""Two tracks of one file are two sounds: neither may pass for the other."""

import pytest

from tests import factories
from transcripts.library.twins import Wanted, at_work, earlier_of_sound, of_bytes, recording_of_bytes
from transcripts.models import Recording, Status, User
from transcripts.models.transcription import Model

BYTES, SOUND = "b" * 64, "5" * 64


@pytest.fixture
def row(bagrat: User) -> Recording:
    return factories.recording(bagrat, sha256=BYTES, sound_sha256=SOUND, track=1)


def wanted(row: Recording, track: int | None) -> Wanted:
    return Wanted(row.team, Model.FORMAL.value, False, track)


def test_only_words_of_the_same_track_are_offered(row: Recording) -> None:
    done = factories.completed(row, track=1)
    assert of_bytes(wanted(row, 1), BYTES) == done
    assert of_bytes(wanted(row, None), BYTES) is None
    assert of_bytes(wanted(row, 2), BYTES) is None


def test_an_order_for_another_track_is_another_order(row: Recording) -> None:
    job = factories.transcription(row, track=1)
    assert at_work(row, wanted(row, 1)) == job
    assert at_work(row, wanted(row, None)) is None


def test_only_a_recording_of_the_same_track_takes_another_order(row: Recording) -> None:
    assert recording_of_bytes(wanted(row, 1), BYTES) == row
    assert recording_of_bytes(wanted(row, None), BYTES) is None


def test_the_same_sound_is_known_whatever_number_its_track_has(row: Recording, bagrat: User) -> None:
    done = factories.completed(row, track=1)
    copy = factories.recording(bagrat, sound_sha256=SOUND)
    assert earlier_of_sound(factories.transcription(copy)) == done


@pytest.mark.parametrize("before", [None, 0])
def test_words_of_the_track_before_are_not_those_of_the_sound(row: Recording, before: int | None) -> None:
    """The recording keeps the sound of one track, the one that is chosen now."""
    factories.completed(row, track=before)
    assert earlier_of_sound(factories.transcription(row, track=1)) is None


def test_those_of_the_usual_track_are_found(bagrat: User) -> None:
    row = factories.recording(bagrat, sound_sha256=SOUND)
    done = factories.completed(row)
    assert earlier_of_sound(factories.transcription(row, Status.PREPARING)) == done
