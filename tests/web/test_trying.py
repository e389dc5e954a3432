"""Both models on one minute: the offer, the page, and the choice."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests import factories
from tests.factories import completed
from transcripts.models import Recording, Revision, Status, Transcription, User
from transcripts.models.transcription import Model
from transcripts.text.sentences import paragraphs, words_of

FORMAL = "Նա խոսում է շատ արագ։ Մենք գնացինք տուն։"
SAID = "Նա խոսում ա շատ արագ։ Մենք եկանք մեր տուն։"


@pytest.fixture
def row(anahit: User, settings: Settings) -> Recording:
    settings.HISPEECH_PRICE_PER_MINUTE = {"*": "10"}
    return factories.recording(anahit, duration=7200.0, voiced=[[0.5, 7000.0]])


def tried(row: Recording, text: str, model: Model) -> Transcription:
    """A trial with its words."""
    run = factories.transcription(
        row, Status.COMPLETED, stt_model=model, is_trial=True, part_start=0.0, part_end=60.0
    )
    Revision.of_machine(run, paragraphs(words_of(text)))
    return run


@pytest.fixture
def both(row: Recording) -> list[Transcription]:
    return [tried(row, FORMAL, Model.FORMAL), tried(row, SAID, Model.CONVERSATIONAL)]


def shown(client: Client, name: str, row: Recording) -> str:
    answer = client.get(reverse(name, args=[row.pk]))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_before_anything_was_bought_two_minutes_are_offered(
    client: Client, row: Recording, bagrat: User
) -> None:
    client.force_login(bagrat)
    assert "Try both on the first minute: ≈ 20 AMD" in shown(client, "recording", row)


@pytest.mark.parametrize("name", ["recording", "recording_compare"])
def test_beside_one_model_one_minute_of_the_other_is_offered(
    client: Client, row: Recording, bagrat: User, vahe: User, name: str
) -> None:
    completed(row, FORMAL)
    client.force_login(bagrat)
    assert "Try Conversational on the first minute, too: ≈ 10 AMD" in shown(client, name, row)
    client.force_login(vahe)
    assert "on the first minute" not in shown(client, name, row)


def test_of_what_is_short_nothing_is_offered(client: Client, row: Recording, bagrat: User) -> None:
    Recording.objects.filter(pk=row.pk).update(duration=240.0)
    client.force_login(bagrat)
    assert "on the first minute" not in shown(client, "recording", row)


def test_a_click_orders_and_leads_to_the_page_that_waits(
    client: Client, row: Recording, bagrat: User
) -> None:
    client.force_login(bagrat)
    answer = client.post(reverse("recording_try_order", args=[row.pk]))
    assert answer["Location"] == reverse("recording_try", args=[row.pk])
    page = shown(client, "recording_try", row)
    assert "data-poll" in page
    assert page.count("Cancel: free") == 2
    assert "Transcribe all" not in page
    assert "Both models try one minute of it." in shown(client, "recording", row)


def test_the_words_stand_side_by_side_with_the_price_of_all(
    client: Client, row: Recording, both: list[Transcription], bagrat: User
) -> None:
    client.force_login(bagrat)
    page = shown(client, "recording_try", row)
    assert "<mark>գնացինք</mark>" in page
    assert "<mark>եկանք մեր</mark>" in page
    assert "<mark>ա</mark>" not in page
    assert "Transcribe all with Formal: ≈ 1,200 AMD" in page
    assert "Transcribe all with Conversational: ≈ 1,200 AMD" in page
    assert "data-poll" not in page


def test_all_is_transcribed_with_the_one_that_was_chosen(
    client: Client, row: Recording, both: list[Transcription], bagrat: User
) -> None:
    client.force_login(bagrat)
    client.post(reverse("recording_transcribe", args=[row.pk]), {"stt_model": Model.CONVERSATIONAL})
    assert [run.stt_model for run in row.transcriptions.all()] == [Model.CONVERSATIONAL]
    page = shown(client, "recording_try", row)
    assert "All of it with Conversational" in page
    assert "Transcribe all with Conversational" not in page


def test_a_reader_reads_and_orders_nothing(
    client: Client, row: Recording, both: list[Transcription], vahe: User
) -> None:
    client.force_login(vahe)
    page = shown(client, "recording_try", row)
    assert "<mark>գնացինք</mark>" in page
    assert "Transcribe all" not in page
    assert client.post(reverse("recording_try_order", args=[row.pk])).status_code == 403
    assert client.post(reverse("trial_retry", args=[row.pk, both[0].pk])).status_code == 403


def test_a_trial_is_cancelled_and_tried_again(client: Client, row: Recording, bagrat: User) -> None:
    client.force_login(bagrat)
    client.post(reverse("recording_try_order", args=[row.pk]))
    run = Transcription.every.get(recording=row, stt_model=Model.FORMAL)
    client.post(reverse("trial_cancel", args=[row.pk, run.pk]))
    assert "Try again: free" in shown(client, "recording_try", row)
    client.post(reverse("trial_retry", args=[row.pk, run.pk]))
    run.refresh_from_db()
    assert run.status == Status.QUEUED


def test_a_failed_trial_says_why(client: Client, row: Recording, bagrat: User) -> None:
    factories.transcription(
        row, Status.FAILED, is_trial=True, part_start=0.0, part_end=60.0, reason="empty_text"
    )
    client.force_login(bagrat)
    assert "found no words in it" in shown(client, "recording_try", row)


@pytest.mark.parametrize(
    "name", ["transcription_words", "transcription_times", "transcription_notes", "transcription_speakers"]
)
def test_no_door_of_a_transcript_opens_for_a_trial(
    client: Client, row: Recording, both: list[Transcription], anahit: User, name: str
) -> None:
    client.force_login(anahit)
    assert client.get(reverse(name, args=[row.pk, both[0].pk])).status_code == 404


def test_a_trial_is_in_no_export(
    client: Client, row: Recording, both: list[Transcription], anahit: User
) -> None:
    client.force_login(anahit)
    address = reverse("recording_export", args=[row.pk])
    for query in ("", f"?transcription={both[0].pk}"):
        assert client.get(address + query).status_code == 404


def test_a_stranger_finds_nothing(
    client: Client, row: Recording, both: list[Transcription], mallory: User
) -> None:
    client.force_login(mallory)
    for name in ("recording_try", "recording_try_status"):
        assert client.get(reverse(name, args=[row.pk])).status_code == 404
    for name in ("trial_retry", "trial_cancel"):
        assert client.post(reverse(name, args=[row.pk, both[0].pk])).status_code == 404
    assert client.post(reverse("recording_try_order", args=[row.pk])).status_code == 404
