"""Notes on the page of a recording: by forms, and as fragments for its script."""

import json

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import completed, recording
from transcripts.actions import notes
from transcripts.models import Note, Transcription, User


@pytest.fixture
def run(anahit: User) -> Transcription:
    return completed(recording(anahit, duration=7200))


def post(
    client: Client, run: Transcription, name: str, script: bool = False, **fields: object
) -> HttpResponse:
    address = reverse(f"transcription_notes_{name}", args=[run.recording_id, run.pk])
    headers = {"HX-Request": "true"} if script else {}
    answer: HttpResponse = client.post(address, fields, headers=headers)  # type: ignore[assignment]  # the test client's own class
    return answer


@pytest.mark.parametrize(
    ("typed", "seconds"), [("83.5", 83.5), ("1:23", 83), ("1:02:03", 3723), (" 0:07 ", 7)]
)
def test_a_moment_is_written_as_people_write_it(
    client: Client, run: Transcription, bagrat: User, typed: str, seconds: float
) -> None:
    client.force_login(bagrat)
    answer = post(client, run, "write", moment=typed, text="Ստուգե՛լ անունը")
    assert answer["Location"].endswith(f"?transcription={run.pk}#notes")
    assert Note.objects.get().moment == seconds
    assert "Ստուգե՛լ անունը" in client.get(answer["Location"]).content.decode()


def test_the_script_gets_the_list_anew(client: Client, run: Transcription, bagrat: User) -> None:
    client.force_login(bagrat)
    shown = post(client, run, "write", script=True, moment="5", text="Սա՞").content.decode()
    assert "<html" not in shown
    assert "Սա՞" in shown
    alone = client.get(reverse("transcription_notes", args=[run.recording_id, run.pk])).content.decode()
    assert "Սա՞" in alone


@pytest.mark.parametrize("moment", ["", "nan", "soon", "-5", "99999"])
def test_what_is_no_moment_is_refused_in_words(
    client: Client, run: Transcription, bagrat: User, moment: str
) -> None:
    client.force_login(bagrat)
    answer = post(client, run, "write", script=True, moment=moment, text="x")
    assert (answer.status_code, json.loads(answer.content)["error"]["code"]) == (422, "no_moment")
    page = client.post(
        reverse("transcription_notes_write", args=[run.recording_id, run.pk]),
        {"moment": moment, "text": "x"},
        follow=True,
    )
    assert "A note belongs to a moment" in page.content.decode()
    assert not Note.objects.exists()


def test_a_thread_is_answered_resolved_opened_and_taken_back(
    client: Client, run: Transcription, anahit: User, bagrat: User
) -> None:
    note = notes.write(by=anahit, transcription=run, moment=5, text="Ո՞վ է սա")
    client.force_login(bagrat)
    assert "Արամը" in post(client, run, "write", script=True, parent=note.pk, text="Արամը").content.decode()
    assert "Resolved" in post(client, run, "resolve", script=True, note=note.pk).content.decode()
    assert (
        "Resolved" not in post(client, run, "resolve", script=True, note=note.pk, reopen=1).content.decode()
    )
    answer = note.replies.get()
    assert "Արամը" not in post(client, run, "remove", script=True, note=answer.pk).content.decode()


def test_who_reads_sees_the_notes_and_no_form(
    client: Client, run: Transcription, anahit: User, vahe: User
) -> None:
    notes.write(by=anahit, transcription=run, moment=5, text="Ո՞վ է սա")
    client.force_login(vahe)
    page = client.get(reverse("recording", args=[run.recording_id])).content.decode()
    assert "Ո՞վ է սա" in page
    assert "note-text" not in page
    assert post(client, run, "write", moment="5", text="x").status_code == 403
    assert post(client, run, "write", script=True, moment="5", text="x").status_code == 403


def test_a_note_of_another_transcription_is_not_found(
    client: Client, run: Transcription, anahit: User
) -> None:
    other = notes.write(by=anahit, transcription=completed(run.recording), moment=0, text="x")
    client.force_login(anahit)
    for name in ("resolve", "remove"):
        for number in (other.pk, "x", 10**30):
            assert post(client, run, name, note=number).status_code == 404


def test_a_note_is_never_taken_for_markup(client: Client, run: Transcription, anahit: User) -> None:
    notes.write(by=anahit, transcription=run, moment=5, text="<b>x</b>\nմյուս տողը")
    client.force_login(anahit)
    page = client.get(reverse("recording", args=[run.recording_id])).content.decode()
    assert "&lt;b&gt;x&lt;/b&gt;<br>" in page


def test_a_stranger_gets_404(client: Client, run: Transcription, mallory: User) -> None:
    client.force_login(mallory)
    for name in ("write", "resolve", "remove"):
        assert post(client, run, name, note=1).status_code == 404
