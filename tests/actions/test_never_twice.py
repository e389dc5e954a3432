"""The same recording is not bought twice, whoever brings it, however often, at whatever moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from tests.actions.bringing import bring, remuxed
from tests.transcription.conftest import work
from transcripts.actions.order import AlreadyHere, KeyUsedOtherwise
from transcripts.actions.retry import retry
from transcripts.actions.transcribe import transcribe
from transcripts.library.search import search
from transcripts.models import Recording, Status, Transcription, User
from transcripts.models.transcription import Model
from transcripts.sandbox import Sandbox
from transcripts.transcription.steps import advance

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_storage")]


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


def test_again_on_purpose_buys_the_same_sound(sandbox: Sandbox, bagrat: User, tmp_path: Path) -> None:
    bring(bagrat, factories.SAMPLES / "meeting.flac")
    bring(bagrat, remuxed(factories.SAMPLES / "meeting.flac", tmp_path / "copy.mka"), again=True)
    work()
    assert len(sandbox.ledger()) == 2
