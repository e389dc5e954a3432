"""Find and replace, and take it back."""

import pytest

from tests.factories import completed, recording
from transcripts.actions.correct import rewrite
from transcripts.actions.replace import Batch, asked, replace, undo
from transcripts.actions.revising import Wordless
from transcripts.errors import NotAllowed
from transcripts.library.finding import AROUND, SHOWN, in_transcript, with_words
from transcripts.models import Revision, Transcription, User

TEXT = "Մարությանը եկավ։"


@pytest.fixture
def jobs(anahit: User) -> list[Transcription]:
    return [completed(recording(anahit), text=TEXT) for _ in range(3)]


def newest(job: Transcription) -> Revision:
    return job.revisions.order_by("-number")[0]


def put(by: User, jobs: list[Transcription], find: str = "Մարության", text: str = "Մարուքյան") -> Batch:
    return replace(by=by, transcriptions=jobs, wanted=asked(find), text=text)


def test_each_transcript_gets_one_version_and_only_those_that_have_it(
    jobs: list[Transcription], bagrat: User
) -> None:
    rewrite(by=bagrat, transcription=jobs[0], text="Ոչինչ չկա։")
    batch = put(bagrat, jobs)
    assert [(one.revision.number, one.count) for one in batch.done] == [(1, 0), (1, 1), (1, 1)]
    assert [newest(job).text for job in jobs] == ["Ոչինչ չկա։", *["Մարուքյանը եկավ։"] * 2]
    assert newest(jobs[1]).batch == batch.id


def test_it_is_taken_back_everywhere_at_once_and_only_once(jobs: list[Transcription], bagrat: User) -> None:
    batch = put(bagrat, jobs)
    undone = undo(by=bagrat, batch=batch.id)
    assert (undone.transcripts, undone.left) == (3, 0)
    assert all(newest(job).order == job.revisions.get(number=0).order for job in jobs)
    again = undo(by=bagrat, batch=batch.id)
    assert (again.transcripts, [newest(job).number for job in jobs]) == (0, [2, 2, 2])


def test_what_somebody_has_written_since_stays(anahit: User, bagrat: User) -> None:
    job = completed(recording(anahit), text=TEXT)
    rewrite(by=bagrat, transcription=job, text=f"{TEXT}\n\nԵվ {TEXT}\n\nՎերջ։")
    batch = put(bagrat, [job])
    rewrite(by=anahit, transcription=job, text="Մարուքյանը գնաց։\n\nԵվ Մարուքյանը եկավ։\n\nՎերջ՞։")
    undone = undo(by=bagrat, batch=batch.id)
    assert (undone.transcripts, undone.left) == (1, 1)
    assert newest(job).text == "Մարուքյանը գնաց։\n\nԵվ Մարությանը եկավ։\n\nՎերջ՞։"


def test_a_transcript_that_would_have_no_word_left_is_told_and_stays(
    jobs: list[Transcription], bagrat: User
) -> None:
    rewrite(by=bagrat, transcription=jobs[0], text="Մարության")
    batch = put(bagrat, jobs, text="")
    ((run, why),) = batch.refused
    assert (run, type(why)) == (jobs[0], Wordless)
    assert newest(jobs[0]).text == "Մարության"
    assert newest(jobs[1]).text == "ը եկավ։"


def test_who_may_not_edit_one_of_them_changes_none(
    jobs: list[Transcription], mallory: User, vahe: User
) -> None:
    own = completed(recording(mallory), text=TEXT)
    for by in (mallory, vahe):
        with pytest.raises(NotAllowed):
            put(by, [own, *jobs])
    assert newest(own).number == 0


def test_a_stranger_undoes_nothing(jobs: list[Transcription], bagrat: User, mallory: User) -> None:
    batch = put(bagrat, jobs)
    assert undo(by=mallory, batch=batch.id).transcripts == 0
    assert newest(jobs[0]).number == 1


def test_places_are_shown_with_what_is_around_them(anahit: User) -> None:
    job = completed(recording(anahit), text=f"{'առաջ ' * 30}Մարությանը {'հետո ' * 30}վերջ։")
    found = in_transcript(job, asked("Մարության"))
    assert found is not None
    (place,) = found.places
    assert (place.match, len(place.before), place.after[:2]) == ("Մարության", AROUND, "ը ")
    many = in_transcript(completed(recording(anahit), text="այո " * (SHOWN + 9)), asked("այո"))
    assert many is not None
    assert (many.count, len(many.places)) == (SHOWN + 9, SHOWN)


def test_the_newest_finished_transcription_is_looked_through(anahit: User, mallory: User) -> None:
    row = recording(anahit)
    completed(row)
    last = completed(row)
    strange = completed(recording(mallory)).recording
    assert with_words(anahit, row.team, [row.pk, strange.pk]) == [last]
