"""What was cancelled, lost or thrown away may have been bought, or have its words still: it is not bought twice either."""

from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from tests.actions.bringing import bring, remuxed
from tests.transcription.conftest import work
from transcripts.actions.cancel import cancel
from transcripts.actions.order import AlreadyHere
from transcripts.actions.remove import delete_for_good, remove, restore
from transcripts.actions.retry import retry
from transcripts.actions.transcribe import transcribe
from transcripts.errors import RaceLost
from transcripts.intake.anew import CostsByNow
from transcripts.library.offers import offer_to_retry
from transcripts.library.search import search
from transcripts.models import Reason, Status, Transcription, User
from transcripts.sandbox import Sandbox
from transcripts.transcription.steps import advance
from transcripts.transcription.sweep import due

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_storage")]


@pytest.fixture
def given_up(sandbox: Sandbox, anahit: User, settings: Settings) -> Transcription:
    """Cancelled while HiSpeech worked on it."""
    settings.HISPEECH_MODE = "async"
    sandbox.fault("slow", seconds=2)
    job = bring(anahit, factories.SAMPLES / "meeting.flac")
    assert due(timezone.now()) == [job.pk]
    advance(job.pk)
    job.refresh_from_db()
    assert job.status == Status.TRANSCRIBING
    return cancel(by=anahit, transcription=job)


def test_who_cancels_and_brings_it_again_pays_once(
    sandbox: Sandbox, given_up: Transcription, bagrat: User
) -> None:
    assert bring(bagrat, factories.SAMPLES / "meeting.flac", idempotency_key="k-2") == given_up
    work()
    given_up.refresh_from_db()
    assert (given_up.status, given_up.requested_by) == (Status.COMPLETED, bagrat)
    assert bring(bagrat, factories.SAMPLES / "meeting.flac", idempotency_key="k-2") == given_up
    assert Transcription.objects.count() == len(sandbox.ledger()) == 1


def test_who_cancels_and_orders_it_again_on_its_page_pays_once(
    sandbox: Sandbox, given_up: Transcription, bagrat: User
) -> None:
    assert transcribe(by=bagrat, recording=given_up.recording, stt_model="formal") == given_up
    work()
    assert len(sandbox.ledger()) == 1


@pytest.mark.parametrize(
    "otherwise", [{"again": True}, {"stt_model": "conversational"}, {"confidential": True}]
)
def test_another_wish_is_not_taken_for_what_was_cancelled(
    sandbox: Sandbox, given_up: Transcription, bagrat: User, otherwise: dict[str, object]
) -> None:
    assert bring(bagrat, factories.SAMPLES / "meeting.flac", **otherwise) != given_up
    work()
    assert len(sandbox.ledger()) == 2


def test_what_was_cancelled_before_it_left_is_ordered_anew(
    sandbox: Sandbox, anahit: User, bagrat: User
) -> None:
    first = bring(anahit)
    cancel(by=anahit, transcription=first)
    second = bring(bagrat)
    assert (second.recording, second == first) == (first.recording, False)
    work()
    assert len(sandbox.ledger()) == 1


def test_an_answer_that_comes_while_it_is_brought_again_is_offered(
    given_up: Transcription, bagrat: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(*_args: object, **_named: object) -> None:
        Transcription.objects.filter(pk=given_up.pk).update(status=Status.COMPLETED)
        raise RaceLost

    monkeypatch.setattr("transcripts.intake.order.take_up", too_late)
    with pytest.raises(AlreadyHere):
        bring(bagrat, factories.SAMPLES / "meeting.flac")


def test_of_what_was_cut_and_cancelled_only_what_never_left_is_sent(
    sandbox: Sandbox, anahit: User, bagrat: User, settings: Settings
) -> None:
    settings.HISPEECH_MODE = "async"
    settings.HISPEECH_MAX_SECONDS = {"*": "12"}
    settings.HISPEECH_MAX_CONCURRENCY = 1
    sandbox.fault("slow", seconds=2)
    job = bring(anahit, factories.SAMPLES / "meeting.flac")
    for _ in range(2):
        for due_one in due(timezone.now()):
            advance(due_one)
    assert job.parts.count() == 2
    cancel(by=anahit, transcription=Transcription.objects.get(pk=job.pk))
    assert len(sandbox.ledger()) == 1
    settings.HISPEECH_MAX_CONCURRENCY = 9
    assert bring(bagrat, factories.SAMPLES / "meeting.flac") == job
    work()
    job.refresh_from_db()
    assert job.status == Status.COMPLETED
    assert len(sandbox.ledger()) == 2


def test_a_copy_waits_for_the_answer_to_what_was_cancelled(
    sandbox: Sandbox, given_up: Transcription, bagrat: User, tmp_path: Path
) -> None:
    copy = bring(bagrat, remuxed(factories.SAMPLES / "meeting.flac", tmp_path / "copy.mka"))
    work()
    copy.refresh_from_db()
    assert (copy.status, copy.same_as) == (Status.COMPLETED, given_up)
    assert len(sandbox.ledger()) == 1


def test_waiting_after_all_that_was_free_sends_nothing_where_the_answer_was_lost_meanwhile(
    sandbox: Sandbox, given_up: Transcription, anahit: User
) -> None:
    assert offer_to_retry(given_up).free
    given_up.attempts.get().lose(timezone.now(), code="answer_lost", detail="")
    with pytest.raises(CostsByNow):
        retry(by=anahit, transcription=given_up, may_cost=False)
    given_up.refresh_from_db()
    assert given_up.status == Status.CANCELLED
    assert "may cost ≈" in offer_to_retry(given_up).words
    # (HiSpeech is asked first, where it named a job: it had the words all the time.)
    assert tried_again(anahit, given_up).status == Status.COMPLETED
    assert len(sandbox.ledger()) == 1


def lost_one(sandbox: Sandbox, first: Transcription) -> Transcription:
    """HiSpeech took it, and the connection broke before the answer."""
    sandbox.fault("drop_after")
    work()
    first.refresh_from_db()
    assert first.status == Status.UNCONFIRMED
    return first


def tried_again(by: User, job: Transcription) -> Transcription:
    """As a person does who has read the button."""
    retry(by=by, transcription=job, may_cost=not offer_to_retry(job).free)
    work()
    job.refresh_from_db()
    return job


@pytest.fixture
def doubted(
    sandbox: Sandbox, anahit: User, bagrat: User, tmp_path: Path, settings: Settings
) -> list[Transcription]:
    """The answer about the first was lost; the second, of the same sound in another wrapping, came afterwards."""
    settings.HISPEECH_MODE = "sync"
    first = lost_one(sandbox, bring(anahit, factories.SAMPLES / "meeting.flac"))
    second = bring(bagrat, remuxed(factories.SAMPLES / "meeting.flac", tmp_path / "copy.mka"))
    work()
    second.refresh_from_db()
    return [first, second]


def test_what_may_have_been_bought_and_lost_is_not_bought_in_another_wrapping(
    sandbox: Sandbox, doubted: list[Transcription], bagrat: User
) -> None:
    first, second = doubted
    assert (second.status, second.reason, second.same_as) == (Status.FAILED, Reason.SAME_SOUND_LOST, first)
    assert len(sandbox.ledger()) == 1
    offer = offer_to_retry(second)
    assert (offer.allowed, offer.free) == (True, False)
    assert "may cost ≈" in offer.words
    # Whoever did not read that there is something to pay pays nothing.
    with pytest.raises(CostsByNow):
        retry(by=bagrat, transcription=second, may_cost=False)
    second.refresh_from_db()
    assert second.reason == Reason.SAME_SOUND_LOST
    assert len(sandbox.ledger()) == 1
    done = tried_again(bagrat, second)
    assert (done.status, done.same_as) == (Status.COMPLETED, None)
    assert len(sandbox.ledger()) == 2


def test_the_words_of_what_was_lost_serve_the_other_one_for_nothing(
    sandbox: Sandbox, doubted: list[Transcription], anahit: User, bagrat: User
) -> None:
    first, second = doubted
    assert tried_again(anahit, first).status == Status.COMPLETED
    assert offer_to_retry(second).free
    assert "Take over" in offer_to_retry(second).words
    done = tried_again(bagrat, second)
    assert (done.status, done.same_as) == (Status.COMPLETED, first)
    assert len(sandbox.ledger()) == 2


def test_while_what_was_lost_is_sent_again_the_other_one_may_wait_for_nothing(
    sandbox: Sandbox, doubted: list[Transcription], anahit: User, bagrat: User
) -> None:
    first, second = doubted
    retry(by=anahit, transcription=first)
    offer = offer_to_retry(second)
    assert (offer.free, "Wait" in offer.words) == (True, True)
    assert tried_again(bagrat, second).same_as == first
    assert len(sandbox.ledger()) == 2


def test_what_was_lost_and_thrown_away_is_asked_about_no_more(
    sandbox: Sandbox, doubted: list[Transcription], anahit: User, bagrat: User
) -> None:
    first, second = doubted
    remove(by=anahit, recording=first.recording)
    assert "free until it works" in offer_to_retry(second).words
    assert tried_again(bagrat, second).status == Status.COMPLETED
    assert len(sandbox.ledger()) == 2


def test_whoever_waited_for_what_was_lost_is_not_sent_unasked(
    sandbox: Sandbox, pair: list[Transcription]
) -> None:
    sandbox.fault("slow", seconds=60)
    first, second = pair
    for job in pair:
        advance(job.pk)
    second.refresh_from_db()
    assert second.status == Status.QUEUED
    first.attempts.get().lose(timezone.now(), code="answer_lost", detail="")
    first.lose_answer(timezone.now(), mine=False)
    Transcription.every.filter(pk=second.pk).update(next_look_at=timezone.now())
    work()
    second.refresh_from_db()
    assert (second.status, second.reason) == (Status.FAILED, Reason.SAME_SOUND_LOST)
    assert len(sandbox.ledger()) == 1


def test_an_answer_lost_between_the_look_and_the_sending_stops_it(
    sandbox: Sandbox, pair: list[Transcription], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HISPEECH_MODE = "sync"
    sandbox.fault("drop_after")
    first, second = pair
    with monkeypatch.context() as patch:
        patch.setattr("transcripts.transcription.prepare._use_twin", lambda *_: False)
        for job in pair:
            advance(job.pk)
    second.refresh_from_db()
    assert second.status == Status.PREPARING
    Transcription.every.filter(pk=second.pk).update(next_look_at=timezone.now())
    work()
    second.refresh_from_db()
    assert (second.status, second.same_as) == (Status.FAILED, first)
    assert len(sandbox.ledger()) == 1


def test_what_was_sent_before_is_not_held_up_by_another_that_was_lost(
    sandbox: Sandbox, doubted: list[Transcription], anahit: User, bagrat: User
) -> None:
    """Both were lost, each with a person's word: whoever sends theirs again has decided."""
    first, second = doubted
    sandbox.fault("drop_after")
    assert tried_again(bagrat, second).status == Status.UNCONFIRMED
    assert tried_again(anahit, first).status == Status.COMPLETED
    assert len(sandbox.ledger()) == 3


def test_what_is_brought_again_from_the_trash_gets_its_words_for_nothing(
    sandbox: Sandbox, anahit: User, bagrat: User
) -> None:
    first = bring(anahit)
    work()
    remove(by=anahit, recording=first.recording)
    second = bring(bagrat)
    work()
    second.refresh_from_db()
    assert second.recording != first.recording
    assert (second.status, second.same_as) == (Status.COMPLETED, first)
    assert len(sandbox.ledger()) == 1


def test_what_was_thrown_away_at_hispeech_and_brought_again_waits_for_its_answer(
    sandbox: Sandbox, anahit: User, bagrat: User, settings: Settings
) -> None:
    settings.HISPEECH_MODE = "async"
    sandbox.fault("slow", seconds=2)
    first = bring(anahit)
    assert due(timezone.now()) == [first.pk]
    advance(first.pk)
    remove(by=anahit, recording=first.recording)
    second = bring(bagrat)
    work()
    second.refresh_from_db()
    assert (second.status, second.same_as) == (Status.COMPLETED, first)
    assert len(sandbox.ledger()) == 1


def test_what_went_for_good_is_bought_anew(sandbox: Sandbox, anahit: User, bagrat: User) -> None:
    first = bring(anahit)
    work()
    delete_for_good(by=anahit, recording=first.recording)
    second = bring(bagrat)
    work()
    second.refresh_from_db()
    assert (second.status, second.same_as) == (Status.COMPLETED, None)
    assert len(sandbox.ledger()) == 2


def test_the_trash_hides_cancels_and_gives_back(anahit: User, vahe: User) -> None:
    job = bring(anahit)
    remove(by=anahit, recording=job.recording)
    job.refresh_from_db()
    assert job.status == Status.CANCELLED
    assert not search(anahit, "")
    assert bring(anahit).recording != job.recording
    restore(by=anahit, recording=job.recording)
    assert job.recording in search(vahe, "")
