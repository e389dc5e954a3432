"""The same recording is not bought twice, whoever brings it, however often, at whatever moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import av
import pytest
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from tests.transcription.conftest import work
from transcripts.actions.cancel import cancel
from transcripts.actions.order import AlreadyHere, KeyUsedOtherwise
from transcripts.actions.remove import delete_for_good, remove, restore
from transcripts.actions.retry import retry
from transcripts.actions.submit import submit
from transcripts.actions.transcribe import transcribe
from transcripts.errors import RaceLost
from transcripts.intake.anew import CostsByNow
from transcripts.library.offers import offer_to_retry
from transcripts.library.search import search
from transcripts.models import Reason, Recording, Status, Transcription, User
from transcripts.models.transcription import Model
from transcripts.sandbox import Sandbox
from transcripts.transcription.steps import advance
from transcripts.transcription.sweep import due

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_storage")]
MEETING = factories.SAMPLES / "meeting.mp3"


def bring(by: User, path: Path = MEETING, **changes: object) -> Transcription:
    with path.open("rb") as opened:
        asked = {"filename": path.name, "stt_model": "formal", **changes}
        return submit(by=by, file=File(opened), **asked)  # type: ignore[arg-type]


def originals() -> list[str]:
    folders, _files = default_storage.listdir("recordings")
    return [name for folder in folders for name in default_storage.listdir(f"recordings/{folder}")[1]]


def test_the_same_bytes_are_offered_instead_of_bought(anahit: User, bagrat: User) -> None:
    first = bring(anahit)
    with pytest.raises(AlreadyHere) as refused:
        bring(bagrat, filename="another name.mp3")
    assert refused.value.transcription == first
    assert len(originals()) == Recording.objects.count() == 1


def test_the_other_model_goes_to_the_same_recording(bagrat: User) -> None:
    first, second = bring(bagrat), bring(bagrat, stt_model="conversational")
    assert first.recording == second.recording
    assert len(originals()) == 1


def test_a_confidential_wish_is_another_wish(bagrat: User) -> None:
    bring(bagrat)
    assert bring(bagrat, confidential=True).confidential


def test_what_failed_is_no_reason_to_refuse(bagrat: User) -> None:
    first = bring(bagrat)
    Transcription.objects.filter(pk=first.pk).update(
        status=Status.FAILED, reason="refused", finished_at=first.queued_at, next_look_at=None
    )
    assert bring(bagrat) != first


def test_another_team_buys_its_own(bagrat: User, mallory: User) -> None:
    assert bring(bagrat).recording.team != bring(mallory).recording.team


def test_again_on_purpose_is_another_order(bagrat: User) -> None:
    first = bring(bagrat)
    second = bring(bagrat, again=True)
    assert second.recording == first.recording
    assert second.again


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """In real threads with connections of their own, let go in one moment."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        start.wait()
        try:
            return act()
        except (AlreadyHere, Exception) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_people_at_once_end_in_one_order(anahit: User, bagrat: User) -> None:
    people = [anahit, bagrat] * 3
    results = at_once([lambda by=by: bring(by) for by in people])  # type: ignore[misc]
    made = [one for one in results if isinstance(one, Transcription)]
    assert len(made) == Transcription.objects.count() == Recording.objects.count() == 1
    others = [one for one in results if one is not made[0]]
    assert all(isinstance(one, AlreadyHere) and one.transcription == made[0] for one in others), others
    assert len(originals()) == 1


def test_a_double_click_on_the_other_model_is_one_order(bagrat: User) -> None:
    recording = bring(bagrat).recording
    results = at_once([lambda: transcribe(by=bagrat, recording=recording, stt_model="conversational")] * 6)
    assert len({str(one) for one in results}) == 1
    assert Transcription.objects.filter(stt_model=Model.CONVERSATIONAL).count() == 1


def test_a_double_click_on_again_is_one_order(bagrat: User) -> None:
    recording = factories.recording(bagrat, sha256="1" * 64)
    factories.completed(recording)
    at_once([lambda: transcribe(by=bagrat, recording=recording, stt_model="formal", again=True)] * 4)
    assert recording.transcriptions.count() == 2


def test_a_double_click_on_retry_is_one_try(bagrat: User) -> None:
    job = factories.transcription(factories.recording(bagrat), Status.FAILED)
    results = at_once([lambda: retry(by=bagrat, transcription=Transcription.objects.get(pk=job.pk))] * 4)
    assert sum(isinstance(one, Transcription) for one in results) == 1


def test_one_idempotency_key_is_one_request(bagrat: User) -> None:
    results = at_once([lambda: bring(bagrat, idempotency_key="k-1", again=True)] * 4)
    assert {str(one) for one in results} == {str(Transcription.objects.get())}


def test_a_key_for_another_request_is_refused(bagrat: User) -> None:
    bring(bagrat, idempotency_key="k-1")
    with pytest.raises(KeyUsedOtherwise):
        bring(bagrat, factories.SAMPLES / "talk.webm", idempotency_key="k-1")
    assert len(originals()) == 1


def remuxed(path: Path, target: Path) -> Path:
    """The same coded sound in another container under other tags: other bytes, the same sound."""
    with av.open(str(path)) as source, av.open(str(target), "w") as copy:
        stream = source.streams.audio[0]
        out = copy.add_stream_from_template(stream)
        copy.metadata["title"] = "Another title"
        for packet in source.demux(stream):
            if packet.dts is not None:
                packet.stream = out
                copy.mux(packet)
    return target


def test_the_same_sound_in_another_wrapping_gets_its_words_for_nothing(
    sandbox: Sandbox, anahit: User, bagrat: User, tmp_path: Path
) -> None:
    first = bring(anahit, factories.SAMPLES / "meeting.flac")
    second = bring(bagrat, remuxed(factories.SAMPLES / "meeting.flac", tmp_path / "copy.mka"))
    work()
    first.refresh_from_db()
    second.refresh_from_db()
    assert second.recording != first.recording
    assert [first.status, second.status] == [Status.COMPLETED] * 2
    assert second.same_as == first
    assert second.revisions.get().text == first.revisions.get().text
    assert len(sandbox.ledger()) == 1
    assert not second.attempts.exists()
    found = search(bagrat, first.revisions.get().text.split()[0].strip("։,՝"))
    assert {first.recording, second.recording} == set(found)


@pytest.fixture
def pair(anahit: User, bagrat: User, tmp_path: Path, settings: Settings) -> list[Transcription]:
    """The same sound in two wrappings, both about to be prepared; the older first."""
    settings.HISPEECH_MODE = "async"
    first = bring(anahit, factories.SAMPLES / "meeting.flac")
    second = bring(bagrat, remuxed(factories.SAMPLES / "meeting.flac", tmp_path / "copy.mka"))
    assert set(due(timezone.now())) == {first.pk, second.pk}
    return [first, second]


def test_the_older_waits_where_the_younger_was_ready_first(
    sandbox: Sandbox, pair: list[Transcription]
) -> None:
    first, second = pair
    sandbox.fault("slow", seconds=2)
    for job in (second, first):
        advance(job.pk)
        job.refresh_from_db()
    assert [first.status, second.status] == [Status.QUEUED, Status.TRANSCRIBING]
    work()
    first.refresh_from_db()
    assert (first.status, first.same_as) == (Status.COMPLETED, second)
    assert len(sandbox.ledger()) == 1


@pytest.mark.parametrize("limit", [None, "12"])
def test_two_that_got_ready_in_the_same_moment_are_not_both_sent(
    sandbox: Sandbox,
    pair: list[Transcription],
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    limit: str | None,
) -> None:
    """Each has looked when the other one's sound was not known yet."""
    if limit:
        settings.HISPEECH_MAX_SECONDS = {"*": limit}
    sandbox.fault("slow", count=2, seconds=2)
    first, second = pair
    with monkeypatch.context() as patch:
        patch.setattr("transcripts.transcription.prepare._use_twin", lambda *_: False)
        for job in (second, first):
            advance(job.pk)
    first.refresh_from_db()
    assert first.status == Status.PREPARING
    Transcription.every.filter(pk=first.pk).update(next_look_at=timezone.now())
    work()
    first.refresh_from_db()
    assert (first.status, first.same_as) == (Status.COMPLETED, second)
    assert len(sandbox.ledger()) == (2 if limit else 1)


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


def test_again_on_purpose_buys_the_same_sound(sandbox: Sandbox, bagrat: User, tmp_path: Path) -> None:
    bring(bagrat, factories.SAMPLES / "meeting.flac")
    bring(bagrat, remuxed(factories.SAMPLES / "meeting.flac", tmp_path / "copy.mka"), again=True)
    work()
    assert len(sandbox.ledger()) == 2


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
