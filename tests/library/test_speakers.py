from tests.factories import completed, recording
from transcripts.actions.changing import Change
from transcripts.actions.correct import change
from transcripts.library.speakers import speakers_in, speakers_of, to_offer
from transcripts.models import Revision, Transcription, User
from transcripts.text.typed import written


def name(by: User, job: Transcription, *names: str) -> Revision:
    """As many paragraphs as names, said by these."""
    newest = job.revisions.order_by("-number")[0]
    paragraphs = tuple(written(f"Խոսք {n}", name) for n, name in enumerate(names))
    return change(by=by, transcription=job, base=None, changes=[Change(tuple(newest.order), paragraphs)])


def test_names_of_this_transcript_come_first_then_the_team_s_latest(anahit: User, mallory: User) -> None:
    elsewhere, here = completed(recording(anahit)), completed(recording(anahit))
    name(anahit, elsewhere, "Արամ", "Անի")
    name(mallory, completed(recording(mallory)), "Օտար")
    shown = name(anahit, here, "Վահե", "Անի", "Վահե", "")
    assert speakers_in(shown) == ["Վահե", "Անի"]
    assert to_offer(here, shown, anahit) == ["Վահե", "Անի", "Արամ"]


def test_names_that_nobody_has_here_any_more_are_not_this_transcript_s(anahit: User) -> None:
    job = completed(recording(anahit))
    name(anahit, job, "Արամ")
    shown = name(anahit, job, "Անի")
    assert speakers_in(shown) == ["Անի"]
    assert set(speakers_of(job.recording.team, anahit)) == {"Անի", "Արամ"}
