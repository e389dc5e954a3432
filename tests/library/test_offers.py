import pytest
from pytest_django import Settings

from tests import factories
from transcripts.library.offers import (
    after_cancelling,
    offer_to_cancel,
    offer_to_retry,
    orders,
    stopping,
)
from transcripts.models import Status, Transcription, User


@pytest.fixture
def failed(anahit: User) -> Transcription:
    return factories.transcription(factories.recording(anahit, duration=120.0), Status.FAILED)


def test_trying_again_is_free_when_nothing_was_sent(failed: Transcription) -> None:
    offer = offer_to_retry(failed)
    assert (offer.allowed, offer.free) == (True, True)
    assert "free" in offer.words


def test_trying_again_is_free_when_nothing_was_accepted(failed: Transcription) -> None:
    factories.attempt(failed, "voided")
    assert offer_to_retry(failed).free


@pytest.mark.parametrize("outcome", ["settled", "unconfirmed"])
def test_trying_again_may_cost_when_it_may_have_been_billed(failed: Transcription, outcome: str) -> None:
    factories.attempt(failed, outcome)
    offer = offer_to_retry(failed)
    assert not offer.free
    assert "≈ 2 minutes" in offer.words


def test_what_is_free_so_far_says_what_it_costs_when_it_works(failed: Transcription) -> None:
    factories.attempt(failed, "voided")
    assert "then ≈ 2 minutes of paid sound" in offer_to_retry(failed).words


def test_silence_is_sent_to_nobody_so_it_has_no_price(failed: Transcription) -> None:
    failed.recording.voiced = []
    offer = offer_to_retry(failed)
    assert (offer.allowed, offer.free) == (True, True)
    assert "≈" not in offer.words


def test_a_trial_costs_its_minute_also_before_it_is_known_which(anahit: User) -> None:
    row = factories.recording(anahit, duration=7200.0)
    trial = factories.transcription(row, Status.CANCELLED, is_trial=True, part_start=3.0, part_end=63.0)
    for told in ({}, {"part_start": None, "part_end": None}):
        for name, value in told.items():
            setattr(trial, name, value)
        assert "≈ 60 seconds" in offer_to_retry(trial).words


def _cut(whole: Transcription, *parts: tuple[Status, str]) -> None:
    """Parts of a minute each, in these statuses, their tries having ended so."""
    for number, (status, outcome) in enumerate(parts):
        part = factories.transcription(
            whole.recording, status, part_of=whole, part_start=60.0 * number, part_end=60.0 * (number + 1)
        )
        if outcome:
            factories.attempt(part, outcome)


def test_of_parts_that_are_under_way_and_parts_that_never_left_only_the_latter_cost(anahit: User) -> None:
    whole = factories.transcription(
        factories.recording(anahit, duration=240.0), Status.CANCELLED, in_parts=True
    )
    off = Status.CANCELLED
    _cut(whole, (Status.COMPLETED, "settled"), (off, "open"), (off, ""), (off, "voided"))
    offer = offer_to_retry(whole)
    assert offer.free
    assert "free for what is under way, then ≈ 2 minutes" in offer.words


def test_of_parts_that_may_have_been_charged_and_others_both_prices_are_told(anahit: User) -> None:
    whole = factories.transcription(
        factories.recording(anahit, duration=240.0), Status.UNCONFIRMED, in_parts=True
    )
    _cut(whole, (Status.UNCONFIRMED, "unconfirmed"), (Status.FAILED, "voided"), (Status.FAILED, "voided"))
    offer = offer_to_retry(whole)
    assert not offer.free
    assert "≈ 3 minutes" in offer.words
    assert "of which ≈ 60 seconds" in offer.words


def test_a_known_price_is_named(failed: Transcription, settings: Settings) -> None:
    settings.HISPEECH_PRICE_PER_MINUTE = {"*": "15"}
    factories.attempt(failed, "unconfirmed")
    assert "≈ 30 AMD" in offer_to_retry(failed).words


@pytest.mark.parametrize("status", [Status.QUEUED, Status.TRANSCRIBING, Status.COMPLETED])
def test_what_is_at_work_or_done_is_not_tried_again(anahit: User, status: Status) -> None:
    assert not offer_to_retry(factories.transcription(factories.recording(anahit), status)).allowed


def test_waiting_after_all_for_what_was_cancelled_is_free(anahit: User) -> None:
    job = factories.transcription(factories.recording(anahit), Status.CANCELLED)
    factories.attempt(job, "open")
    assert offer_to_retry(job).free


def test_cancelling_says_whether_it_was_sent(anahit: User) -> None:
    job = factories.transcription(factories.recording(anahit), Status.TRANSCRIBING)
    assert not offer_to_cancel(job).may_be_billed
    factories.attempt(job, "open")
    assert offer_to_cancel(job).may_be_billed


@pytest.mark.parametrize(
    ("outcome", "in_parts", "said"),
    [
        ("voided", False, "Cancel: free"),
        ("unconfirmed", False, "an earlier try may have been charged"),
        ("settled", False, "an earlier try was charged"),
        ("settled", True, "parts that are ready have been charged"),
    ],
)
def test_cancelling_what_waits_to_be_sent_again_tells_what_the_earlier_try_cost(
    anahit: User, outcome: str, in_parts: bool, said: str
) -> None:
    job = factories.transcription(factories.recording(anahit), Status.QUEUED, in_parts=in_parts)
    factories.attempt(job, outcome)
    offer = offer_to_cancel(job)
    assert said in offer.words
    assert "free" in offer.words
    assert offer.may_be_billed == (outcome != "voided")


def test_what_was_sent_is_said_to_be_kept_if_it_comes(anahit: User) -> None:
    job = factories.transcription(factories.recording(anahit), Status.TRANSCRIBING)
    factories.attempt(job, "open")
    assert "the words are kept" in offer_to_cancel(job).then
    assert offer_to_cancel(factories.transcription(job.recording)).then == ""


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("", "Nothing was charged."),
        ("voided", "Nothing was charged."),
        ("open", "HiSpeech may charge for it. If its answer comes all the same, the words are kept."),
        ("unconfirmed", "HiSpeech may charge for it"),
        ("settled", "was charged; nothing more is"),
    ],
)
def test_what_was_cancelled_tells_what_it_cost(anahit: User, outcome: str, said: str) -> None:
    job = factories.transcription(factories.recording(anahit), Status.CANCELLED)
    if outcome:
        factories.attempt(job, outcome)
    assert said in after_cancelling(job)


def test_what_goes_tells_of_work_that_cannot_be_called_back(anahit: User) -> None:
    row = factories.recording(anahit)
    factories.completed(row)
    assert stopping([row.pk]) == ""
    job = factories.transcription(row, Status.QUEUED)
    assert "free" in stopping([row.pk])
    factories.attempt(job, "open")
    assert "may still be charged. If its answer comes, the words are kept" in stopping([row.pk])
    assert "its words will not be kept" in stopping([row.pk], for_good=True)


def test_what_is_done_cannot_be_cancelled(anahit: User) -> None:
    assert not offer_to_cancel(factories.completed(factories.recording(anahit))).allowed


def test_no_other_model_is_offered_for_money_where_there_is_nothing_to_hear(failed: Transcription) -> None:
    row = failed.recording
    assert orders(row, [failed])
    row.voiced = []
    assert orders(row, [failed]) == []
