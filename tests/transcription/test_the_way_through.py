"""A transcription from the queue to its words, and every way in which HiSpeech can answer otherwise."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from tests.transcription.conftest import look, only_attempt, work
from transcripts.library.offers import offer_to_retry
from transcripts.library.search import search
from transcripts.models import Outcome, PollingProof, Reason, Status, Transcription, User
from transcripts.sandbox import Sandbox
from transcripts.transcription import start

pytestmark = pytest.mark.django_db(transaction=True)
Bring = Callable[..., Transcription]


@pytest.mark.parametrize("mode", ["auto", "sync", "async", "openai"])
def test_words_arrive_and_the_ledger_is_settled(
    sandbox: Sandbox, bring: Bring, bagrat: User, settings: Settings, mode: str
) -> None:
    settings.HISPEECH_MODE = mode
    settings.HISPEECH_PRICE_PER_MINUTE = {"*": "12"}
    job = bring()
    work()
    job.refresh_from_db()
    assert job.status == Status.COMPLETED
    machine = job.revisions.get()
    assert machine.number == 0
    assert machine.text
    assert all(word.start is not None for word in machine.document.words)
    attempt = only_attempt(job)
    assert attempt.outcome == Outcome.SETTLED
    assert attempt.seconds == pytest.approx(18.6, abs=0.2)
    assert attempt.billed_seconds == pytest.approx(18.6, abs=1)
    assert attempt.cost == pytest.approx(attempt.cost_of(attempt.billed_seconds or 0))
    [entry] = sandbox.ledger()
    assert (entry.accepted, entry.model) == (True, job.stt_model)
    if mode != "openai":
        assert attempt.job_id == entry.job_id
    first_word = machine.text.split()[0].strip(",։՝")
    assert list(search(bagrat, first_word)) == [job.recording]


def test_what_people_call_it_is_not_told_to_hispeech(sandbox: Sandbox, bring: Bring) -> None:
    job = bring("Ժողովի ձայնագրություն №3 (վերջնական).mp3", confidential=True)
    work()
    [entry] = sandbox.ledger()
    assert entry.secure_mode is True
    assert job.recording.title not in repr(entry)


def test_both_models_share_one_sound_track(sandbox: Sandbox, bring: Bring, bagrat: User) -> None:
    from transcripts.actions.transcribe import transcribe
    from transcripts.models.transcription import Model

    job = bring()
    work()
    sound = Transcription.objects.get(pk=job.pk).recording.sound.name
    transcribe(by=bagrat, recording=job.recording, stt_model="conversational")
    work()
    again = Transcription.objects.select_related("recording").get(stt_model=Model.CONVERSATIONAL)
    assert again.status == Status.COMPLETED
    assert again.recording.sound.name == sound
    formal, conversational = (entry.sha256 for entry in sandbox.ledger())
    assert formal == conversational


def test_a_proved_look_up_makes_the_next_upload_asynchronous(sandbox: Sandbox, bring: Bring) -> None:
    first = bring()
    work()
    assert PollingProof.stands()
    second = bring("talk.webm")
    work()
    assert [only_attempt(job).way for job in (first, second)] == ["sync", "async"]


def test_without_a_proof_uploads_wait_for_their_answer(sandbox: Sandbox, bring: Bring) -> None:
    sandbox.fault("no_polling")
    for name in ("meeting.mp3", "talk.webm"):
        job = bring(name)
        work()
        assert only_attempt(job).way == "sync"
    assert not PollingProof.stands()


def test_a_proof_that_fails_later_falls_back_and_the_operator_is_told(
    sandbox: Sandbox, bring: Bring, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from datetime import timedelta

    from transcripts.transcription import polling

    monkeypatch.setattr(polling, "NOT_KNOWN_YET", timedelta(0))
    bring()
    work()
    sandbox.fault("no_polling")
    job = bring("talk.webm")
    work()
    job.refresh_from_db()
    assert job.status == Status.UNCONFIRMED
    assert not PollingProof.stands()
    assert "uploads wait for their answer again" in caplog.text
    assert PollingProof.objects.exclude(trouble="").exists()


@pytest.mark.parametrize(("asked", "waits"), [("1200", 1200), ("90000", 3600)])
def test_whoever_is_asked_to_come_back_later_does_so_then(
    sandbox: Sandbox, bring: Bring, asked: str, waits: int
) -> None:
    sandbox.fault("too_many", retry_after=asked)
    job, began = bring(), timezone.now()
    while not (tries := list(job.attempts.values_list("outcome", flat=True))):
        look()
    job.refresh_from_db()
    assert (job.status, tries) == (Status.QUEUED, ["voided"])
    assert job.next_look_at is not None
    assert waits <= (job.next_look_at - began).total_seconds() < waits + 30


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "error"},
        {"kind": "too_many", "retry_after": "1"},
    ],
)
def test_what_was_not_accepted_is_sent_again_for_nothing(
    sandbox: Sandbox, bring: Bring, monkeypatch: pytest.MonkeyPatch, fault: dict[str, str]
) -> None:
    monkeypatch.setattr(start, "FIRST_SETBACK", 0.1)
    sandbox.fault(**fault)
    job = bring()
    work()
    job.refresh_from_db()
    assert job.status == Status.COMPLETED
    outcomes = [attempt.outcome for attempt in job.attempts.order_by("number")]
    assert outcomes == [Outcome.VOIDED, Outcome.SETTLED]
    assert sum(entry.accepted for entry in sandbox.ledger()) == 1


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "drop_after"},
        {"kind": "broken_json"},
        {"kind": "error_page", "after": True},
        {"kind": "error_page"},
    ],
)
def test_a_lost_answer_is_never_bought_again_unasked(
    sandbox: Sandbox, bring: Bring, fault: dict[str, Any]
) -> None:
    sandbox.fault(**fault)
    job = bring()
    work()
    job.refresh_from_db()
    assert (job.status, job.reason) == (Status.UNCONFIRMED, Reason.ANSWER_LOST)
    assert only_attempt(job).outcome == Outcome.UNCONFIRMED
    assert len(sandbox.ledger()) == 1
    offer = offer_to_retry(job)
    assert offer.allowed
    assert not offer.free


def test_a_connection_that_breaks_early_is_taken_for_no_more_than_it_is(
    sandbox: Sandbox, bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So short a recording may be wholly on its way before the break shows: then nobody can tell."""
    monkeypatch.setattr(start, "FIRST_SETBACK", 0.1)
    sandbox.fault("drop_before")
    job = bring()
    work()
    job.refresh_from_db()
    accepted = sum(entry.accepted for entry in sandbox.ledger())
    assert (job.status, accepted) in [(Status.COMPLETED, 1), (Status.UNCONFIRMED, 0)]


@pytest.mark.parametrize(
    ("fault", "reason", "outcome", "free"),
    [
        ({"kind": "refusal"}, Reason.REFUSED, Outcome.VOIDED, True),
        ({"kind": "bad_key"}, Reason.KEY_REFUSED, Outcome.VOIDED, True),
        ({"kind": "empty_text"}, Reason.EMPTY_TEXT, Outcome.SETTLED, False),
    ],
)
def test_a_failure_says_why_and_what_another_try_costs(
    sandbox: Sandbox, bring: Bring, fault: dict[str, str], reason: Reason, outcome: Outcome, free: bool
) -> None:
    sandbox.fault(**fault)
    job = bring()
    work()
    job.refresh_from_db()
    assert (job.status, job.reason) == (Status.FAILED, reason)
    assert only_attempt(job).outcome == outcome
    assert offer_to_retry(job).free == free


@pytest.mark.parametrize("kind", ["success_text", "success_one", "slow"])
def test_odd_answers_are_answers(sandbox: Sandbox, bring: Bring, kind: str) -> None:
    sandbox.fault(kind, **({"seconds": 0.5} if kind == "slow" else {}))
    job = bring()
    work()
    job.refresh_from_db()
    assert job.status == Status.COMPLETED


def test_silence_is_not_sent(sandbox: Sandbox, bring: Bring) -> None:
    job = bring("bad/silence.mp3")
    work()
    job.refresh_from_db()
    assert (job.status, job.reason) == (Status.FAILED, Reason.NO_SOUND)
    assert not sandbox.ledger()
    assert not job.attempts.exists()


def test_a_sound_track_over_the_models_limit_is_not_sent(
    sandbox: Sandbox, bring: Bring, settings: Settings
) -> None:
    settings.HISPEECH_MAX_MB = {"model-01052025": "0.1"}
    job = bring()
    work()
    job.refresh_from_db()
    assert (job.status, job.reason) == (Status.FAILED, Reason.TOO_LARGE)
    assert not sandbox.ledger()


def test_a_sound_track_that_is_gone_is_made_again(sandbox: Sandbox, bring: Bring, bagrat: User) -> None:
    from transcripts.actions.transcribe import transcribe

    job = bring()
    work()
    recording = Transcription.objects.get(pk=job.pk).recording
    recording.sound.storage.delete(recording.sound.name or "")
    again = transcribe(by=bagrat, recording=recording, stt_model="conversational")
    work()
    again.refresh_from_db()
    assert again.status == Status.COMPLETED


def test_a_file_that_is_gone_is_told(sandbox: Sandbox, bring: Bring) -> None:
    job = bring()
    job.recording.file.storage.delete(job.recording.file.name or "")
    work()
    job.refresh_from_db()
    assert (job.status, job.reason) == (Status.FAILED, Reason.FILE_MISSING)


def test_a_service_that_is_away_is_waited_for(
    sandbox: Sandbox, bring: Bring, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "FIRST_SETBACK", 0.1)
    monkeypatch.setattr(start, "SETBACKS_BEFORE_GIVING_UP", 2)
    settings.HISPEECH_BASE_URL = "http://127.0.0.1:9"
    job = bring()
    work(30)
    job.refresh_from_db()
    assert (job.status, job.reason) == (Status.FAILED, Reason.UNREACHABLE)
    assert {attempt.outcome for attempt in job.attempts.all()} == {Outcome.VOIDED}
    assert offer_to_retry(job).free


def test_no_more_go_out_at_once_than_hispeech_is_to_get(
    sandbox: Sandbox, bagrat: User, settings: Settings
) -> None:
    from django.utils import timezone

    from transcripts.transcription.sweep import LEAST_AHEAD, due

    settings.HISPEECH_MAX_CONCURRENCY = 1
    for _ in range(5):
        factories.transcription(factories.recording(bagrat))
    assert len(due(timezone.now())) == 1 + LEAST_AHEAD


def test_nothing_is_left_in_scratch(sandbox: Sandbox, bring: Bring) -> None:
    bring()
    bring("bad/cut_off.mp3")
    work()
    assert not list(Path(site.SCRATCH_DIR).iterdir())


def test_a_mistake_of_ours_before_sending_ends_the_job_free(
    sandbox: Sandbox, bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A programming error cannot be ordered from the sandbox."""

    def fail(*args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("transcripts.transcription.prepare._make_sound", fail)
    job = bring()
    work()
    job.refresh_from_db()
    assert (job.status, job.reason) == (Status.FAILED, Reason.INTERNAL)
    assert offer_to_retry(job).free
