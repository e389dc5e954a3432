"""Texts that come without their sound."""

import pytest
from django.test import Client

from transcripts.actions.bring_text import MOST_CHARACTERS, LongText, bring_text
from transcripts.actions.transcribe import NothingToHear, transcribe
from transcripts.errors import NotAllowed
from transcripts.models import Recording, Status, User


def test_who_only_reads_brings_nothing(vahe: User) -> None:
    with pytest.raises(NotAllowed):
        bring_text(by=vahe, title="Նիստ", text="Բարև։")
    assert not Recording.objects.exists()


def test_paragraphs_stay_as_they_were_written(bagrat: User) -> None:
    made = bring_text(by=bagrat, title="", text="Բարև։ Լսում եմ։\n\nԱյո։")
    assert made.revisions.get().text == "Բարև։ Լսում եմ։\n\nԱյո։"
    assert made.recording.title == "Բարև։ Լսում եմ։"
    assert made.status == Status.COMPLETED


def test_there_is_an_end_to_a_text(bagrat: User) -> None:
    with pytest.raises(LongText):
        bring_text(by=bagrat, title="", text="ա" * (MOST_CHARACTERS + 1))


def test_its_page_says_that_there_is_no_sound(client: Client, bagrat: User) -> None:
    row = bring_text(by=bagrat, title="Նիստ", text="Բարև։").recording
    client.force_login(bagrat)
    page = client.get(f"/recordings/{row.pk}/").content.decode()
    assert "There is no sound" in page
    assert "Բարև։" in page
    assert "Transcribe with" not in page
    assert "<audio" not in page
    assert client.get(f"/recordings/{row.pk}/media").status_code == 404
    assert client.get(f"/recordings/{row.pk}/media?download").status_code == 404
    with pytest.raises(NothingToHear):
        transcribe(by=bagrat, recording=row, stt_model="formal")
