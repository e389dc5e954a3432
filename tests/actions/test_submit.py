from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from pytest_django import Settings

from tests import factories
from transcripts.actions.submit import TooLarge, UnknownModel, submit
from transcripts.errors import NotAllowed, Refused
from transcripts.media.problems import EmptyFile, NoSound, NotMedia
from transcripts.models import Recording, Status, Team, Transcription, User
from transcripts.models.transcription import Model

pytestmark = pytest.mark.usefixtures("own_storage")
MEETING = factories.SAMPLES / "meeting.mp3"


def bring(by: User, path: Path = MEETING, **changes: object) -> Transcription:
    with path.open("rb") as opened:
        asked = {"filename": path.name, "stt_model": "formal", **changes}
        return submit(by=by, file=File(opened), **asked)  # type: ignore[arg-type]


def nothing_is_left() -> bool:
    scratch = [path for path in Path(settings.SCRATCH_DIR).rglob("*") if path.is_file()]
    stored = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    return not scratch and not stored and not Recording.objects.exists()


def test_a_recording_is_kept_and_queued(bagrat: User, team: Team) -> None:
    job = bring(bagrat, confidential=True)
    recording = job.recording
    assert (job.status, job.stt_model, job.confidential) == (Status.QUEUED, Model.FORMAL, True)
    assert (recording.team, recording.uploaded_by, recording.title) == (team, bagrat, "meeting")
    assert recording.duration == pytest.approx(18.6, abs=0.2)
    with recording.file.open("rb") as stored:
        assert stored.read() == MEETING.read_bytes()
    assert recording.size == MEETING.stat().st_size


def test_an_armenian_name_is_kept_and_never_reaches_the_storage(bagrat: User) -> None:
    recording = bring(bagrat, filename="Ժողովի ձայնագրություն №3 (վերջնական).mp3").recording
    assert recording.filename == "Ժողովի ձայնագրություն №3 (վերջնական).mp3"
    assert recording.title == "Ժողովի ձայնագրություն №3 (վերջնական)"
    assert recording.file.name == f"recordings/{recording.pk}/original"


@pytest.mark.parametrize("name", ["conversational", "Conversational", "model-23012026"])
def test_a_model_is_named_by_word_or_id(bagrat: User, name: str) -> None:
    assert bring(bagrat, stt_model=name).stt_model == Model.CONVERSATIONAL


@pytest.mark.parametrize(
    ("path", "changes", "refusal"),
    [
        (MEETING, {"stt_model": ""}, UnknownModel),
        (MEETING, {"stt_model": "whisper-1"}, UnknownModel),
        (factories.SAMPLES / "bad/empty.mp3", {}, EmptyFile),
        (factories.SAMPLES / "bad/text_named.mp3", {}, NotMedia),
        (factories.SAMPLES / "bad/picture_named.mp4", {}, NotMedia),
        (factories.SAMPLES / "bad/no_audio_track.mp4", {}, NoSound),
    ],
)
def test_bad_input_leaves_nothing_behind(
    bagrat: User, path: Path, changes: dict[str, str], refusal: type[Refused]
) -> None:
    with pytest.raises(refusal):
        bring(bagrat, path, **changes)
    assert nothing_is_left()


def test_a_file_over_the_limit_is_refused_with_both_figures(bagrat: User, settings: Settings) -> None:
    settings.MAX_UPLOAD_BYTES = 1024 * 1024
    with pytest.raises(TooLarge) as refused:
        submit(by=bagrat, file=ContentFile(b"x" * (3 * 1024 * 1024)), filename="a.wav", stt_model="formal")
    assert refused.value.params == {"size": 3, "limit": 1}
    assert nothing_is_left()


@pytest.mark.parametrize("who", ["vahe", "gayane"])
def test_who_only_reads_or_counts_cannot_upload(who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotAllowed):
        bring(request.getfixturevalue(who))
    assert nothing_is_left()


def test_nobody_uploads_into_another_team(bagrat: User, mallory: User) -> None:
    with pytest.raises(NotAllowed):
        bring(bagrat, team=mallory.teams.get())


def test_bytes_without_a_row_are_taken_away(bagrat: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database fails after the bytes are safe: the only way to see it is to make it fail."""

    def fail(*args: object, **options: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(Recording, "save", fail)
    with pytest.raises(RuntimeError):
        bring(bagrat)
    assert nothing_is_left()


def test_the_original_lies_in_the_default_storage(bagrat: User) -> None:
    assert default_storage.exists(bring(bagrat).recording.file.name or "")
