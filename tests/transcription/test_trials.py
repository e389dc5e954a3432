"""Both models on one minute of a recording, over the real sandbox."""

import time
from collections.abc import Callable

import pytest
from django.db import IntegrityError
from pytest_django import Settings

from tests import factories
from tests.transcription.conftest import look
from transcripts.actions.cancel import cancel
from transcripts.actions.retry import retry
from transcripts.actions.transcribe import transcribe
from transcripts.actions.try_out import try_out
from transcripts.library import search
from transcripts.library.minute import trial
from transcripts.library.offers import offer_to_retry
from transcripts.library.pages import recording_page
from transcripts.models import ACTIVE, Attempt, Outcome, Recording, Status, Timing, Transcription, User
from transcripts.models.transcription import Model
from transcripts.sandbox import Sandbox
from transcripts.transcription import start

pytestmark = pytest.mark.django_db(transaction=True)
Bring = Callable[..., Transcription]
MOST = 12.0


@pytest.fixture
def row(bagrat: User, own_storage: None, settings: Settings) -> Recording:
    """A sample that passes for two hours until its sound is known; a model takes 12 seconds of it at once."""
    settings.HISPEECH_MAX_SECONDS = {"*": str(MOST)}
    row = factories.recording(bagrat, duration=7200.0)
    content = (factories.SAMPLES / "meeting.mp3").read_bytes()
    with row.file.storage.open(row.file.name or "", "wb") as file:
        file.write(content)
    return row


def work() -> None:
    until = time.monotonic() + 20
    while Transcription.every.filter(status__in=ACTIVE).exists():
        assert time.monotonic() < until, "stuck"
        if not look():
            time.sleep(0.05)


def test_both_models_get_the_same_minute_and_nothing_more(
    sandbox: Sandbox, row: Recording, bagrat: User
) -> None:
    made = try_out(by=bagrat, recording=row)
    assert {run.stt_model for run in made} == set(Model.values)
    work()
    entries = sandbox.ledger()
    assert {entry.model for entry in entries} == set(Model.values)
    assert len(entries) == 2
    assert len({entry.sha256 for entry in entries}) == 1
    assert all((entry.billed_seconds or 0) <= MOST for entry in entries)
    assert {one.outcome for one in Attempt.objects.all()} == {Outcome.SETTLED}
    shown = trial(recording_page(bagrat, row.pk))
    assert shown.has_both
    assert shown.minute is not None
    assert all(side.pieces and side.whole is None for side in shown.sides)


def test_a_trial_never_passes_for_the_transcript(sandbox: Sandbox, row: Recording, bagrat: User) -> None:
    made = try_out(by=bagrat, recording=row)
    work()
    word = made[0].revisions.get().text.split()[0]
    assert not search.search(bagrat, word).exists()
    assert not Transcription.objects.exists()
    assert not row.transcriptions.exists()
    assert not Timing.objects.exists()
    page = recording_page(bagrat, row.pk, str(made[0].pk))
    assert (page.transcription, page.revision) == (None, None)


def test_a_trial_is_no_reason_not_to_transcribe_all(sandbox: Sandbox, row: Recording, bagrat: User) -> None:
    try_out(by=bagrat, recording=row)
    work()
    whole = transcribe(by=bagrat, recording=row, stt_model="formal")
    work()
    whole.refresh_from_db()
    assert (whole.status, whole.same_as, whole.is_trial) == (Status.COMPLETED, None, False)
    shown = trial(recording_page(bagrat, row.pk))
    assert [side.whole for side in shown.sides] == [whole, None]


def test_what_a_transcript_of_all_shows_already_is_not_bought_for_a_trial(
    sandbox: Sandbox, row: Recording, bagrat: User
) -> None:
    transcribe(by=bagrat, recording=row, stt_model="formal")
    work()
    before = len(sandbox.ledger())
    row.refresh_from_db()
    Recording.objects.filter(pk=row.pk).update(duration=7200.0)
    row.refresh_from_db()
    (made,) = try_out(by=bagrat, recording=row)
    work()
    assert made.stt_model == Model.CONVERSATIONAL
    assert len(sandbox.ledger()) == before + 1
    shown = trial(recording_page(bagrat, row.pk))
    assert all(side.pieces for side in shown.sides)


def test_who_clicks_again_buys_nothing(sandbox: Sandbox, row: Recording, bagrat: User, anahit: User) -> None:
    try_out(by=bagrat, recording=row)
    assert try_out(by=anahit, recording=row) == []
    work()
    assert try_out(by=anahit, recording=row) == []
    assert len(sandbox.ledger()) == 2


def test_the_same_sound_in_another_wrapping_is_not_tried_twice(
    sandbox: Sandbox, row: Recording, bagrat: User
) -> None:
    try_out(by=bagrat, recording=row)
    work()
    copy = factories.recording(bagrat, duration=7200.0, sha256="1" * 64)
    with (
        row.file.storage.open(copy.file.name or "", "wb") as file,
        row.file.storage.open(row.file.name or "") as original,
    ):
        file.write(original.read())
    made = try_out(by=bagrat, recording=copy)
    work()
    assert len(sandbox.ledger()) == 2
    for run in made:
        run.refresh_from_db()
        assert run.status == Status.COMPLETED
        assert run.same_as is not None
        assert run.same_as.is_trial


def test_cancelled_before_it_was_sent_it_is_tried_again_for_nothing(
    sandbox: Sandbox, row: Recording, bagrat: User
) -> None:
    formal, _other = try_out(by=bagrat, recording=row)
    cancel(by=bagrat, transcription=formal)
    work()
    assert len(sandbox.ledger()) == 1
    formal.refresh_from_db()
    assert offer_to_retry(formal).free
    retry(by=bagrat, transcription=formal)
    work()
    formal.refresh_from_db()
    assert formal.status == Status.COMPLETED
    assert len(sandbox.ledger()) == 2


def test_a_lost_answer_waits_for_a_person_and_names_the_price_of_a_minute(
    sandbox: Sandbox, row: Recording, bagrat: User, settings: Settings
) -> None:
    settings.HISPEECH_PRICE_PER_MINUTE = {"*": "60"}
    settings.HISPEECH_MODE = "openai"
    sandbox.fault("drop_after", count=2)
    made = try_out(by=bagrat, recording=row)
    work()
    for run in made:
        run.refresh_from_db()
        run.recording.refresh_from_db()
        assert run.status == Status.UNCONFIRMED
        assert "12 AMD" in offer_to_retry(run).words
    assert try_out(by=bagrat, recording=row) == []


def test_the_minute_that_was_sent_stays_what_it_is(
    sandbox: Sandbox, row: Recording, bagrat: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "FIRST_SETBACK", 0.1)
    formal, _other = try_out(by=bagrat, recording=row)
    sandbox.fault("error", status=500)
    work()
    formal.refresh_from_db()
    sent = formal.part_start, formal.part_end
    Recording.objects.filter(pk=row.pk).update(voiced=[[5.0, 6.0]])
    if formal.status != Status.COMPLETED:
        retry(by=bagrat, transcription=formal)
        work()
        formal.refresh_from_db()
    assert (formal.part_start, formal.part_end) == sent


def test_the_database_holds_one_trial_of_a_model(row: Recording) -> None:
    factories.transcription(row, is_trial=True, part_start=0.0, part_end=60.0)
    with pytest.raises(IntegrityError):
        factories.transcription(row, is_trial=True, part_start=60.0, part_end=120.0)
