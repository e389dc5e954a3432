"""Formal beside Conversational on their page."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import completed, recording
from transcripts.actions.correct import rewrite
from transcripts.models import Transcription, User
from transcripts.models.transcription import Model

FORMAL = "Նա խոսում է շատ արագ։ Մենք գնացինք տուն։"
SAID = "Նա խոսում ա շատ արագ։ Մենք եկանք մեր տուն։"


@pytest.fixture
def formal(anahit: User) -> Transcription:
    return completed(recording(anahit), FORMAL)


@pytest.fixture
def said(formal: Transcription) -> Transcription:
    return completed(formal.recording, SAID, stt_model=Model.CONVERSATIONAL)


def page(client: Client, run: Transcription, query: str = "") -> str:
    answer = client.get(reverse("recording_compare", args=[run.recording_id]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def take(client: Client, run: Transcription, shown: str) -> str:
    fields = dict(re.findall(r'name="(into|from|base|other)" value="(.*?)"', shown))
    phrases = re.findall(r'name="phrase" value="(.*?)"', shown)
    assert phrases
    address = reverse("recording_take", args=[run.recording_id])
    return client.post(address, fields | {"phrase": phrases}, follow=True).content.decode()


def test_only_what_differs_is_shown(
    client: Client, formal: Transcription, said: Transcription, vahe: User
) -> None:
    client.force_login(vahe)
    shown = page(client, formal)
    assert "1 difference" in shown
    assert "<mark>գնացինք</mark>" in shown
    assert "<mark>եկանք մեր</mark>" in shown
    assert "Take over" not in shown


def test_regular_pairs_are_shown_to_who_asks(
    client: Client, formal: Transcription, said: Transcription, vahe: User
) -> None:
    client.force_login(vahe)
    assert "<mark>ա</mark>" not in page(client, formal)
    assert "<mark>ա</mark>" in page(client, formal, "?regular=1")


def test_a_phrase_is_taken_over_and_given_back(
    client: Client, formal: Transcription, said: Transcription, bagrat: User
) -> None:
    client.force_login(bagrat)
    shown = take(client, formal, page(client, formal))
    assert "1 phrase was taken over." in shown
    assert "Both say the same." in shown
    assert formal.revisions.get(number=1).text == FORMAL.replace("գնացինք", "եկանք մեր")
    undo = re.search(r'action="([^"]+/restore\?number=0)"', shown)
    assert undo
    client.post(undo[1])
    assert formal.revisions.get(number=2).text == FORMAL


def test_one_stays_where_one_was(
    client: Client, formal: Transcription, said: Transcription, bagrat: User
) -> None:
    client.force_login(bagrat)
    shown = page(client, formal, "?regular=1")
    button = re.search(r'value="(\d[^"]*)" formaction="([^"]+\?row=2)"', shown)
    assert button
    assert 'id="row-2"' in shown
    fields = dict(re.findall(r'name="(into|from|base|other)" value="(.*?)"', shown))
    answer = client.post(button[2], fields | {"phrase": button[1], "regular": "1"})
    assert answer["Location"].endswith("#row-2")


def test_phrases_go_the_other_way_too(
    client: Client, formal: Transcription, said: Transcription, bagrat: User
) -> None:
    client.force_login(bagrat)
    take(client, formal, page(client, formal, "?into=conversational&regular=1"))
    assert said.revisions.get(number=1).text == FORMAL


def test_who_asks_twice_gets_it_once(
    client: Client, formal: Transcription, said: Transcription, bagrat: User
) -> None:
    client.force_login(bagrat)
    before = page(client, formal)
    take(client, formal, before)
    again = take(client, formal, before)
    assert formal.revisions.count() == 2
    assert "stand there already" in again
    assert "/restore?number=" not in again


def test_phrases_of_a_paragraph_that_has_changed_are_not_taken_blindly(
    client: Client, formal: Transcription, said: Transcription, anahit: User, bagrat: User
) -> None:
    client.force_login(bagrat)
    before = page(client, formal)
    rewrite(by=anahit, transcription=formal, text="Նա լռում է։ Մենք գնացինք տուն։")
    assert "Somebody else has changed the same paragraph" in take(client, formal, before)
    assert formal.revisions.count() == 2


def test_before_the_other_model_has_run_its_price_is_named(
    client: Client, formal: Transcription, bagrat: User, vahe: User
) -> None:
    client.force_login(bagrat)
    assert "Transcribe with Conversational too" in page(client, formal)
    client.force_login(vahe)
    assert "Transcribe with" not in page(client, formal)


def test_nonsense_is_not_found(
    client: Client, formal: Transcription, said: Transcription, bagrat: User
) -> None:
    client.force_login(bagrat)
    address = reverse("recording_take", args=[formal.recording_id])
    for fields in ({}, {"base": "0", "other": "0"}, {"base": "0", "other": "7", "phrase": "0-1-0-1"}):
        assert client.post(address, fields).status_code == 404


def test_a_reader_may_not_take(
    client: Client, formal: Transcription, said: Transcription, vahe: User
) -> None:
    client.force_login(vahe)
    address = reverse("recording_take", args=[formal.recording_id])
    fields = {"base": "0", "other": "0", "phrase": "0-1-0-1"}
    assert client.post(address, fields).status_code == 403


def test_a_stranger_gets_404(client: Client, formal: Transcription, mallory: User) -> None:
    client.force_login(mallory)
    assert client.get(reverse("recording_compare", args=[formal.recording_id])).status_code == 404
