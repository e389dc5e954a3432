"""The versions of a transcript on their page, and the way back."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import completed, recording, transcription
from transcripts.actions import correct
from transcripts.models import Transcription, User
from transcripts.models.transcription import Model

TEXT = "Առաջին խոսքը սա է։"


@pytest.fixture
def run(anahit: User) -> Transcription:
    return completed(recording(anahit), TEXT)


def page(client: Client, run: Transcription, query: str = "") -> str:
    answer = client.get(reverse("recording_history", args=[run.recording_id]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_words_that_there_are_have_a_history_while_others_are_at_work(
    client: Client, run: Transcription, vahe: User
) -> None:
    transcription(run.recording, stt_model=Model.CONVERSATIONAL)
    client.force_login(vahe)
    answer = client.get(reverse("recording_history", args=[run.recording_id]))
    assert answer.status_code == 200


def test_an_untouched_transcript_tells_what_will_be_kept(
    client: Client, run: Transcription, vahe: User
) -> None:
    client.force_login(vahe)
    shown = page(client, run)
    assert "As HiSpeech wrote it" in shown
    assert "Nobody has corrected this transcript yet." in shown


def test_the_last_change_stands_there_word_by_word(
    client: Client, run: Transcription, bagrat: User, vahe: User
) -> None:
    correct.rewrite(by=bagrat, transcription=run, text="Առաջին բառը սա է։")
    client.force_login(vahe)
    shown = page(client, run)
    assert "Bagrat" in shown
    assert "<del>խոսքը</del> <ins>բառը</ins>" in shown
    assert "Restore it" not in shown


def test_any_two_versions_can_be_compared(client: Client, run: Transcription, bagrat: User) -> None:
    for text in ("Առաջին բառը սա է։", "Առաջին բառը դա է։"):
        correct.rewrite(by=bagrat, transcription=run, text=text)
    client.force_login(bagrat)
    assert "<ins>բառը դա</ins>" in page(client, run, "?from=0&to=2")
    assert "<ins>խոսքը</ins>" in page(client, run, "?from=1&to=0")
    assert "These two versions say the same." in page(client, run, "?from=1&to=1")
    missing = client.get(reverse("recording_history", args=[run.recording_id]) + "?from=0&to=9")
    assert missing.status_code == 404


def test_each_save_of_one_sitting_can_be_looked_at_and_given_back(
    client: Client, run: Transcription, bagrat: User
) -> None:
    for text in ("Առաջին բառը սա է։", "Առաջին բառը դա է։", "Վերջին բառը դա է։"):
        correct.rewrite(by=bagrat, transcription=run, text=text)
    client.force_login(bagrat)
    closed = page(client, run)
    assert "Each of 3 saves" in closed
    assert 'name="number" value="1"' not in closed
    opened = page(client, run, "?from=1&to=2&within=2")
    assert "<del>սա</del> <ins>դա</ins>" in opened
    assert 'name="number" value="1"' in opened
    assert 'name="number" value="2"' in opened
    assert "Each of 3 saves" in page(client, run, "?within=0")
    assert "Each of 3 saves" in page(client, run, "?within=99999999999")


def test_what_hispeech_wrote_comes_back_and_so_does_what_was_there_before(
    client: Client, run: Transcription, bagrat: User
) -> None:
    correct.rewrite(by=bagrat, transcription=run, text="Առաջին բառը սա է։")
    client.force_login(bagrat)
    address = reverse("transcription_restore", args=[run.recording_id, run.pk])
    shown = client.post(address, {"number": 0}, follow=True).content.decode()
    assert run.revisions.get(number=2).text == TEXT
    assert f'action="{address}?number=1"' in shown
    client.post(f"{address}?number=1")
    assert run.revisions.get(number=3).text == "Առաջին բառը սա է։"
    assert "gave back what HiSpeech wrote" in page(client, run)


def test_a_version_that_is_not_there_is_refused(client: Client, run: Transcription, bagrat: User) -> None:
    client.force_login(bagrat)
    address = reverse("transcription_restore", args=[run.recording_id, run.pk])
    assert (
        "There is no version with this number."
        in client.post(address, {"number": 5}, follow=True).content.decode()
    )
    assert client.post(address, {"number": "x"}).status_code == 404


def test_a_reader_may_not_give_back(client: Client, run: Transcription, vahe: User) -> None:
    client.force_login(vahe)
    address = reverse("transcription_restore", args=[run.recording_id, run.pk])
    assert client.post(address, {"number": 0}).status_code == 403


def test_a_stranger_gets_404(client: Client, run: Transcription, mallory: User) -> None:
    client.force_login(mallory)
    assert client.get(reverse("recording_history", args=[run.recording_id])).status_code == 404
    assert client.post(reverse("transcription_restore", args=[run.recording_id, run.pk])).status_code == 404


def test_without_words_there_is_no_history(client: Client, anahit: User) -> None:
    client.force_login(anahit)
    assert client.get(reverse("recording_history", args=[recording(anahit).pk])).status_code == 404


def test_any_version_can_be_taken_along_in_any_format(
    client: Client, run: Transcription, bagrat: User, vahe: User
) -> None:
    for text in ("Առաջին բառը սա է։", "Առաջին բառը դա է։"):
        correct.rewrite(by=bagrat, transcription=run, text=text)
    client.force_login(vahe)
    assert "Download this version" not in page(client, run)
    assert f"transcription={run.pk}&amp;export=0#export-0" in page(client, run)
    for query, number in (("?export=0", 0), ("?export=1&within=1", 1), ("?export=2", 2)):
        shown = page(client, run, query)
        assert f'name="revision" value="{number}"' in shown
        assert shown.count("Download this version") == 1
        assert '<option value="docx"' in shown
    for query in ("?export=3", "?export=x", "?export="):
        assert "Download this version" not in page(client, run, query)
