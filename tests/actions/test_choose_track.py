"""A file with several sound tracks: which of them is transcribed, and that nothing else is."""

from dataclasses import asdict

import pytest
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tests import factories
from tests.transcription.conftest import work
from transcripts.actions.cancel import cancel
from transcripts.actions.choose_track import StillAtWork, choose_track
from transcripts.actions.order import AlreadyHere
from transcripts.actions.retry import OtherTrack, retry
from transcripts.actions.transcribe import transcribe
from transcripts.errors import NotAllowed
from transcripts.library.offers import offer_to_retry, orders
from transcripts.media import keys
from transcripts.media.probe import probe
from transcripts.media.tracks import UnknownTrack
from transcripts.models import Recording, Rendition, Status, Transcription, User
from transcripts.models.transcription import Model
from transcripts.sandbox import Sandbox
from transcripts.transcription import steps

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_storage")]
FILE = factories.SAMPLES / "two_tracks.mka"
MEETING, TALK = 0, 1  # the tracks of the file
OF_MEETING, OF_TALK = "Ժողով", "Զրույց"


@pytest.fixture
def row(bagrat: User) -> Recording:
    """As the upload page leaves it: nothing is ordered yet."""
    media = probe(FILE)
    made = factories.recording(
        bagrat,
        sha256="2" * 64,
        container=media.container,
        duration=media.duration,
        tracks=[asdict(track) for track in media.tracks],
    )
    default_storage.delete(made.file.name or "")
    with FILE.open("rb") as opened:
        made.file.save(keys.original(made.pk), File(opened))
    return made


def with_sound(row: Recording) -> Recording:
    """Some files in the place of what a worker makes."""
    for name in ("sound", "peaks", "rendition"):
        getattr(row, name).save(f"recordings/{row.pk}/{name}", ContentFile(b"made"), save=False)
    row.sound_sha256, row.voiced, row.rendition_status = "5" * 64, [[0, 1]], Rendition.MADE
    row.save()
    return row


def files_of(row: Recording) -> list[str]:
    return sorted(default_storage.listdir(f"recordings/{row.pk}")[1])


def test_what_was_made_of_the_other_track_goes(bagrat: User, row: Recording) -> None:
    choose_track(by=bagrat, recording=with_sound(row), index=TALK)
    assert (row.track, row.sound.name, row.sound_sha256, row.voiced) == (TALK, "", "", None)
    assert (row.peaks.name, row.rendition.name, row.rendition_status) == ("", "", Rendition.NEEDLESS)
    assert files_of(row) == ["original"]


def test_of_a_video_a_copy_with_the_chosen_sound_is_wanted(bagrat: User, row: Recording) -> None:
    row.has_video = True
    choose_track(by=bagrat, recording=with_sound(row), index=TALK)
    assert row.rendition_status == Rendition.WANTED


def test_choosing_what_is_in_use_changes_nothing(bagrat: User, row: Recording) -> None:
    choose_track(by=bagrat, recording=with_sound(row), index=MEETING)
    assert row.track is None
    assert files_of(row) == ["original", "peaks", "rendition", "sound"]


def test_a_viewer_may_not_choose(vahe: User, row: Recording) -> None:
    with pytest.raises(NotAllowed):
        choose_track(by=vahe, recording=row, index=TALK)


def test_a_track_that_is_not_there_is_refused(bagrat: User, row: Recording) -> None:
    with pytest.raises(UnknownTrack):
        choose_track(by=bagrat, recording=row, index=7)


def test_nothing_is_taken_away_from_work_under_way(bagrat: User, row: Recording) -> None:
    factories.transcription(row, Status.PREPARING)
    with pytest.raises(StillAtWork):
        choose_track(by=bagrat, recording=with_sound(row), index=TALK)
    row.refresh_from_db()
    assert row.track is None
    assert len(files_of(row)) == 4


def test_a_track_is_chosen_and_ordered_in_one_act(bagrat: User, row: Recording) -> None:
    job = transcribe(by=bagrat, recording=row, stt_model="formal", track=TALK)
    row.refresh_from_db()
    assert row.track == job.track == TALK


def test_where_the_order_is_refused_the_choice_is_not_made(bagrat: User, row: Recording) -> None:
    other = factories.recording(bagrat, sha256=row.sha256, track=TALK)
    done = factories.completed(other, track=TALK)
    with pytest.raises(AlreadyHere) as refused:
        transcribe(by=bagrat, recording=with_sound(row), stt_model="formal", track=TALK)
    assert refused.value.transcription == done
    row.refresh_from_db()
    assert row.track is None
    assert len(files_of(row)) == 4


def test_a_second_click_is_no_second_order(bagrat: User, row: Recording) -> None:
    first = transcribe(by=bagrat, recording=row, stt_model="formal", track=TALK)
    stale = Recording.objects.get(pk=row.pk)
    assert transcribe(by=bagrat, recording=stale, stt_model="formal", track=TALK) == first


def test_going_back_to_a_track_that_has_words_costs_nothing(bagrat: User, row: Recording) -> None:
    done = factories.completed(row)
    choose_track(by=bagrat, recording=row, index=TALK)
    assert transcribe(by=bagrat, recording=row, stt_model="formal", track=MEETING) == done
    row.refresh_from_db()
    assert row.track is None
    assert Transcription.objects.count() == 1


def test_each_track_is_heard_and_gets_its_own_words(sandbox: Sandbox, bagrat: User, row: Recording) -> None:
    jobs = []
    for track in (MEETING, TALK):
        jobs.append(transcribe(by=bagrat, recording=row, stt_model="formal", track=track))
        work()
        row.refresh_from_db()
    assert [job.track for job in jobs] == [None, TALK]
    heard = [round(entry.billed_seconds or 0) for entry in sandbox.ledger()]
    assert heard == [19, 10]
    texts = {job.revisions.get().text for job in jobs}
    assert len(texts) == 2


def test_a_sound_that_was_being_made_of_the_other_track_is_not_kept(
    sandbox: Sandbox, bagrat: User, row: Recording
) -> None:
    """Cancelled while a worker decodes; it comes back after another track was chosen."""
    job = transcribe(by=bagrat, recording=row, stt_model="formal", track=MEETING)
    late = Recording.objects.get(pk=row.pk)
    cancel(by=bagrat, transcription=job)
    choose_track(by=bagrat, recording=row, index=TALK)
    from transcripts.transcription.prepare import _make_sound

    _make_sound(late)
    row.refresh_from_db()
    assert not row.sound
    assert files_of(row) == ["original"]


def test_an_order_for_the_other_track_is_never_sent_with_this_ones_sound(
    sandbox: Sandbox, bagrat: User, row: Recording
) -> None:
    job = factories.transcription(row, Status.PREPARING, track=None)
    Recording.objects.filter(pk=row.pk).update(track=TALK)
    steps.advance(job.pk)
    job.refresh_from_db()
    assert job.status == Status.CANCELLED
    assert not sandbox.ledger()


def test_what_failed_for_another_track_is_ordered_anew_not_tried_again(bagrat: User, row: Recording) -> None:
    job = factories.transcription(row, Status.FAILED)
    choose_track(by=bagrat, recording=row, index=TALK)
    job.refresh_from_db()
    assert not offer_to_retry(job).allowed
    with pytest.raises(OtherTrack):
        retry(by=bagrat, transcription=job)


def test_an_answer_under_way_can_still_be_waited_for(bagrat: User, row: Recording) -> None:
    job = factories.transcription(row, Status.CANCELLED)
    factories.attempt(job, "open")
    choose_track(by=bagrat, recording=row, index=TALK)
    job.refresh_from_db()
    assert offer_to_retry(job).free
    assert retry(by=bagrat, transcription=job).status == Status.TRANSCRIBING


def test_words_of_another_track_are_no_words_of_this_one(bagrat: User, row: Recording) -> None:
    factories.completed(row)
    choose_track(by=bagrat, recording=row, index=TALK)
    offered = orders(row, list(row.transcriptions.all()))
    assert [(order.stt_model, order.again) for order in offered] == [(model.value, False) for model in Model]
