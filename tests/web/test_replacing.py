"""Find and replace on its page: first shown and counted, then done, then undone."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import completed, recording
from transcripts.actions import correct
from transcripts.models import Transcription, User

TEXT = "Նիստը վարեց Սարգսյանը։ Սարգսյանը լռեց։"


@pytest.fixture
def run(anahit: User) -> Transcription:
    return completed(recording(anahit), TEXT)


def address(run: Transcription) -> str:
    return reverse("recording_replace", args=[run.recording_id])


def text(run: Transcription) -> str:
    return run.revisions.order_by("-number")[0].text


def test_what_would_change_is_shown_and_nothing_is_changed(
    client: Client, run: Transcription, bagrat: User
) -> None:
    client.force_login(bagrat)
    shown = client.get(address(run), {"find": "Սարգսյանը", "replace": "Պետրոսյանը", "whole_words": "on"})
    assert "2 places" in shown.content.decode()
    assert "<del>Սարգսյանը</del><ins>Պետրոսյանը</ins>" in shown.content.decode()
    assert text(run) == TEXT


def test_it_is_replaced_and_undone_with_one_click(client: Client, run: Transcription, bagrat: User) -> None:
    client.force_login(bagrat)
    done = client.post(address(run), {"find": "Սարգսյան", "replace": "Պետրոսյան"}, follow=True)
    assert "2 places were changed." in done.content.decode()
    assert text(run) == TEXT.replace("Սարգսյան", "Պետրոսյան")
    undo = re.search(r'action="([^"]+/undo)"', done.content.decode())
    assert undo
    undone = client.post(undo[1], follow=True).content.decode()
    assert "Everything is as it was before." in undone
    assert text(run) == TEXT


def test_what_others_wrote_meanwhile_stays_when_it_is_undone(
    client: Client, run: Transcription, anahit: User, bagrat: User
) -> None:
    client.force_login(bagrat)
    done = client.post(address(run), {"find": "լռեց", "replace": "խոսեց"}, follow=True).content.decode()
    correct.rewrite(by=anahit, transcription=run, text=text(run) + " Ավարտ։")
    undo = re.search(r'action="([^"]+/undo)"', done)
    assert undo
    assert (
        "but for 1 place that somebody has changed since"
        in client.post(undo[1], follow=True).content.decode()
    )
    assert text(run).endswith("խոսեց։ Ավարտ։")


def test_nothing_found_is_said(client: Client, run: Transcription, bagrat: User) -> None:
    client.force_login(bagrat)
    assert (
        "“կատու” is not in this transcript." in client.get(address(run), {"find": "կատու"}).content.decode()
    )
    assert "nothing was changed" in client.post(address(run), {"find": "կատու"}, follow=True).content.decode()


def test_nothing_to_find_is_answered_in_the_form(client: Client, run: Transcription, bagrat: User) -> None:
    client.force_login(bagrat)
    answer = client.post(address(run), {"find": " "})
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in answer.content.decode()


def test_marks_and_capitals_may_be_overlooked(client: Client, run: Transcription, bagrat: User) -> None:
    client.force_login(bagrat)
    assert "1 place<" in client.get(address(run), {"find": "նիստը", "folded": "on"}).content.decode()


def test_a_reader_may_not(client: Client, run: Transcription, vahe: User) -> None:
    client.force_login(vahe)
    assert client.get(address(run)).status_code == 403
    assert client.post(address(run), {"find": "Նիստը"}).status_code == 403
    assert text(run) == TEXT


def test_a_stranger_gets_404(client: Client, run: Transcription, mallory: User) -> None:
    client.force_login(mallory)
    assert client.get(address(run)).status_code == 404
