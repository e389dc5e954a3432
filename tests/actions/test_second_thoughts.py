"""Retry, cancel, rename."""

import pytest

from tests import factories
from transcripts.actions import cancel as cancelling
from transcripts.actions.cancel import cancel
from transcripts.actions.edit import LongTitle, NoTitle, rename
from transcripts.actions.retry import AtWorkAlready, ReadyAlready, retry
from transcripts.errors import NotAllowed, RaceLost
from transcripts.library.search import search
from transcripts.models import Act, Event, Status, Transcription, User


@pytest.mark.parametrize("status", [Status.FAILED, Status.CANCELLED, Status.UNCONFIRMED])
def test_what_did_not_work_is_queued_again_for_who_asks(anahit: User, bagrat: User, status: Status) -> None:
    job = factories.transcription(factories.recording(anahit), status)
    retry(by=bagrat, transcription=job)
    job.refresh_from_db()
    assert (job.status, job.reason, job.requested_by) == (Status.QUEUED, "", bagrat)


@pytest.mark.parametrize("status", [Status.QUEUED, Status.TRANSCRIBING, Status.COMPLETED])
def test_what_works_or_is_done_is_not_queued_again(anahit: User, status: Status) -> None:
    job = factories.transcription(factories.recording(anahit), status)
    with pytest.raises(RaceLost):
        retry(by=anahit, transcription=job)


@pytest.mark.parametrize("status", [Status.SUBMITTING, Status.TRANSCRIBING])
def test_a_late_click_does_not_disturb_what_is_being_sent(anahit: User, status: Status) -> None:
    job = factories.transcription(factories.recording(anahit), status)
    factories.attempt(job, "open")
    with pytest.raises(AtWorkAlready):
        retry(by=anahit, transcription=job)
    job.refresh_from_db()
    assert job.status == status


@pytest.mark.parametrize(
    ("now", "said"), [(Status.TRANSCRIBING, AtWorkAlready), (Status.COMPLETED, ReadyAlready)]
)
def test_whoever_looks_at_an_old_page_hears_what_became_of_it(
    anahit: User, now: Status, said: type[RaceLost]
) -> None:
    job = factories.transcription(factories.recording(anahit), Status.FAILED)
    times = {"next_look_at": job.finished_at, "finished_at": None} if now == Status.TRANSCRIBING else {}
    Transcription.objects.filter(pk=job.pk).update(status=now, reason="", **times)
    with pytest.raises(said):
        retry(by=anahit, transcription=job)


def test_an_answer_still_under_way_is_waited_for_instead_of_sending_again(anahit: User) -> None:
    job = factories.transcription(factories.recording(anahit), Status.TRANSCRIBING)
    factories.attempt(job, "open")
    cancel(by=anahit, transcription=job)
    retry(by=anahit, transcription=job)
    job.refresh_from_db()
    assert job.status == Status.TRANSCRIBING
    assert job.attempts.count() == 1


@pytest.mark.parametrize(
    "status",
    [Status.QUEUED, Status.PREPARING, Status.SUBMITTING, Status.TRANSCRIBING, Status.UNCONFIRMED],
)
def test_anything_unfinished_can_be_cancelled(anahit: User, status: Status) -> None:
    job = factories.transcription(factories.recording(anahit), status)
    cancel(by=anahit, transcription=job)
    job.refresh_from_db()
    assert job.status == Status.CANCELLED


def test_what_is_done_cannot_be_cancelled(anahit: User) -> None:
    with pytest.raises(cancelling.ReadyAlready):
        cancel(by=anahit, transcription=factories.completed(factories.recording(anahit)))


def test_what_has_failed_cannot_be_cancelled(anahit: User) -> None:
    with pytest.raises(cancelling.EndedAlready):
        cancel(by=anahit, transcription=factories.transcription(factories.recording(anahit), Status.FAILED))


def test_cancelling_twice_is_the_same_as_once(anahit: User, bagrat: User) -> None:
    job = factories.transcription(factories.recording(anahit), Status.TRANSCRIBING)
    seen_by_another = Transcription.objects.get(pk=job.pk)
    cancel(by=anahit, transcription=job)
    assert cancel(by=bagrat, transcription=seen_by_another).status == Status.CANCELLED
    assert Event.objects.filter(act=Act.CANCELLED).count() == 1


@pytest.mark.parametrize("who", ["vahe", "gayane", "mallory"])
def test_who_may_not_edit_changes_nothing(anahit: User, who: str, request: pytest.FixtureRequest) -> None:
    stranger = request.getfixturevalue(who)
    job = factories.transcription(factories.recording(anahit), Status.FAILED)
    for act in (retry, cancel):
        with pytest.raises(NotAllowed):
            act(by=stranger, transcription=job)
    with pytest.raises(NotAllowed):
        rename(by=stranger, recording=job.recording, title="Mine")


def test_a_new_title_is_found(anahit: User) -> None:
    row = factories.recording(anahit, "Հարցազրույց")
    assert list(search(anahit, "հարցազրույցներ")) == [row]
    rename(by=anahit, recording=row, title="  Դատական   նիստ ")
    assert list(search(anahit, "նիստերից")) == [row]
    assert row.title == "Դատական նիստ"
    assert not search(anahit, "հարցազրույց")


def test_a_title_is_neither_empty_nor_endless(anahit: User) -> None:
    row = factories.recording(anahit)
    with pytest.raises(NoTitle):
        rename(by=anahit, recording=row, title="   ")
    with pytest.raises(LongTitle):
        rename(by=anahit, recording=row, title="ա" * 301)
