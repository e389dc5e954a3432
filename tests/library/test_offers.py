import pytest
from pytest_django import Settings

from tests import factories
from transcripts.library.offers import offer_to_cancel, offer_to_retry, orders
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


def test_what_is_done_cannot_be_cancelled(anahit: User) -> None:
    assert not offer_to_cancel(factories.completed(factories.recording(anahit))).allowed


def test_no_other_model_is_offered_for_money_where_there_is_nothing_to_hear(failed: Transcription) -> None:
    row = failed.recording
    assert orders(row, [failed])
    row.voiced = []
    assert orders(row, [failed]) == []
