"""Who may have one minute tried, and what that orders."""

import pytest

from tests import factories
from transcripts.actions.transcribe import NothingToHear
from transcripts.actions.try_out import try_out
from transcripts.errors import NotAllowed
from transcripts.models import Event, Recording, Status, Transcription, User
from transcripts.models.transcription import Model


@pytest.fixture
def row(anahit: User) -> Recording:
    return factories.recording(anahit, duration=7200.0)


def test_a_trial_of_each_model_is_queued_and_recorded(row: Recording, bagrat: User) -> None:
    made = try_out(by=bagrat, recording=row, confidential=True)
    assert [(run.stt_model, run.status, run.is_trial, run.confidential) for run in made] == [
        (model.value, Status.QUEUED, True, True) for model in Model
    ]
    assert [one.detail for one in Event.objects.order_by("pk")] == [
        {"model": model.value, "seconds": 60.0, "trial": True} for model in Model
    ]


def test_what_is_no_longer_than_a_minute_is_transcribed_as_a_whole(anahit: User, bagrat: User) -> None:
    row = factories.recording(anahit, duration=59.0)
    try_out(by=bagrat, recording=row)
    assert {run.stt_model for run in Transcription.objects.filter(recording=row)} == set(Model.values)
    assert not Transcription.every.filter(is_trial=True).exists()


def test_a_failed_transcription_of_all_does_not_stand_for_a_trial(row: Recording, bagrat: User) -> None:
    factories.transcription(row, Status.FAILED)
    assert len(try_out(by=bagrat, recording=row)) == 2


@pytest.mark.parametrize("status", [Status.QUEUED, Status.COMPLETED, Status.UNCONFIRMED])
def test_what_may_have_been_bought_for_all_is_not_tried(row: Recording, bagrat: User, status: Status) -> None:
    factories.transcription(row, status)
    assert [run.stt_model for run in try_out(by=bagrat, recording=row)] == [Model.CONVERSATIONAL]


def test_another_sound_track_is_another_trial(anahit: User, bagrat: User) -> None:
    row = factories.recording(
        anahit,
        duration=7200.0,
        tracks=[
            {
                "index": index,
                "codec": "aac",
                "channels": 1,
                "sample_rate": 16000,
                "language": "",
                "title": "",
                "default": index == 0,
            }
            for index in (0, 1)
        ],
    )
    first = try_out(by=bagrat, recording=row)
    Transcription.every.filter(pk__in=[run.pk for run in first]).delete()
    assert [run.track for run in try_out(by=bagrat, recording=row, track=1)] == [1, 1]


def test_a_reader_may_not(row: Recording, vahe: User) -> None:
    with pytest.raises(NotAllowed):
        try_out(by=vahe, recording=row)


def test_a_text_without_its_sound_has_nothing_to_try(row: Recording, bagrat: User) -> None:
    row.file = ""
    with pytest.raises(NothingToHear):
        try_out(by=bagrat, recording=row)
