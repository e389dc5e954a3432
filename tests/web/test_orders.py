"""Several transcriptions of one recording, orders with their price, the trash."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from transcripts.models import Reason, Recording, Status, Transcription, User
from transcripts.models.transcription import Model


@pytest.fixture
def row(anahit: User) -> Recording:
    row = factories.recording(anahit, duration=120.0)
    factories.completed(row)
    return row


def page(client: Client, row: Recording, query: str = "") -> str:
    return client.get(reverse("recording", args=[row.pk]) + query).content.decode()


def order(client: Client, row: Recording, **form: str) -> Transcription:
    client.post(reverse("recording_transcribe", args=[row.pk]), form)
    return row.transcriptions.latest("created_at")


def test_the_other_model_is_offered_with_its_price(client: Client, bagrat: User, row: Recording) -> None:
    client.force_login(bagrat)
    shown = page(client, row)
    assert "Transcribe with Conversational too: ≈ 2 minutes of paid sound" in shown
    assert "Transcribe again with Formal: ≈ 2 minutes of paid sound" in shown


@pytest.mark.parametrize("status", [Status.FAILED, Status.UNCONFIRMED, Status.CANCELLED])
def test_what_can_be_tried_again_is_not_offered_a_second_time(
    client: Client, bagrat: User, status: Status
) -> None:
    row = factories.recording(bagrat, duration=120.0)
    factories.transcription(row, status)
    client.force_login(bagrat)
    shown = page(client, row)
    assert 'id="retry"' in shown
    assert "Transcribe with Conversational: ≈ 2 minutes of paid sound" in shown
    assert "Formal: ≈" not in shown


def test_the_other_model_is_ordered_by_a_button(client: Client, bagrat: User, row: Recording) -> None:
    client.force_login(bagrat)
    made = order(client, row, stt_model=Model.CONVERSATIONAL)
    assert (made.status, made.stt_model, made.requested_by) == (
        Status.QUEUED,
        Model.CONVERSATIONAL,
        bagrat,
    )


def test_the_same_model_again_must_be_meant(client: Client, bagrat: User, row: Recording) -> None:
    client.force_login(bagrat)
    order(client, row, stt_model=Model.FORMAL)
    assert row.transcriptions.count() == 1
    order(client, row, stt_model=Model.FORMAL, again="1")
    assert row.transcriptions.count() == 2


def test_a_viewer_is_offered_nothing_and_gets_nothing(client: Client, vahe: User, row: Recording) -> None:
    client.force_login(vahe)
    assert "Transcribe with" not in page(client, row)
    for name in ("recording_transcribe", "recording_remove"):
        answer = client.post(reverse(name, args=[row.pk]), {"stt_model": Model.CONVERSATIONAL})
        assert answer.status_code == 403
    assert row.transcriptions.count() == 1


def test_each_transcription_has_its_own_view(client: Client, anahit: User, row: Recording) -> None:
    other = factories.completed(row, "Ուրիշ բառեր։", stt_model=Model.CONVERSATIONAL)
    client.force_login(anahit)
    assert "Ուրիշ բառեր։" in page(client, row)
    first = row.transcriptions.get(stt_model=Model.FORMAL)
    assert "Բարի լույս" in page(client, row, f"?transcription={first.pk}")
    text = client.get(reverse("recording_export", args=[row.pk]) + f"?transcription={first.pk}")
    assert "Բարի լույս" in text.content.decode()
    assert "Ուրիշ" in page(client, row, f"?transcription={other.pk}")


def test_a_failed_second_try_does_not_hide_the_words(client: Client, anahit: User, row: Recording) -> None:
    factories.transcription(row, Status.FAILED)
    client.force_login(anahit)
    assert "Բարի լույս" in page(client, row)


def test_words_that_were_taken_over_say_so(client: Client, anahit: User, row: Recording) -> None:
    copy = factories.recording(anahit, "Copy")
    factories.completed(copy, same_as=row.transcriptions.get())
    client.force_login(anahit)
    assert "These are its words, at no cost." in page(client, copy)


@pytest.mark.parametrize("how", ["private", "trash"])
def test_words_taken_from_what_one_may_not_see_do_not_name_it(
    client: Client, anahit: User, bagrat: User, row: Recording, how: str
) -> None:
    copy = factories.recording(bagrat, "Copy")
    factories.completed(copy, same_as=row.transcriptions.get())
    hidden = {"private": True} if how == "private" else {"deleted_at": timezone.now()}
    Recording.objects.filter(pk=row.pk).update(title="Whom nobody knows", **hidden)
    client.force_login(bagrat)
    shown = page(client, copy)
    assert "These are its words, at no cost." in shown
    assert "Whom nobody knows" not in shown


def test_a_sound_that_may_have_been_bought_is_told_with_the_way_to_the_other_one(
    client: Client, anahit: User
) -> None:
    first, second = (
        factories.recording(anahit, title, sound_sha256="5" * 64, sha256=title[0] * 64)
        for title in ("a first", "b second")
    )
    lost = factories.transcription(first, Status.UNCONFIRMED)
    factories.attempt(lost, "unconfirmed")
    job = factories.transcription(second, Status.FAILED, reason=Reason.SAME_SOUND_LOST, same_as=lost)
    client.force_login(anahit)
    shown = page(client, second)
    assert "nothing is sent for this one unless you say so" in shown
    assert f'href="{reverse("recording", args=[first.pk])}?transcription={lost.pk}"' in shown
    assert "Send it all the same: may cost" in shown
    retry = reverse("transcription_retry", args=[second.pk, job.pk])
    refused = client.post(retry, follow=True).content.decode()
    assert "may cost something by now. Nothing was sent" in refused
    job.refresh_from_db()
    assert job.status == Status.FAILED
    client.post(retry, {"may_cost": "1"})
    job.refresh_from_db()
    assert (job.status, job.again) == (Status.QUEUED, True)


def test_sound_without_words_is_a_place_to_listen(client: Client, anahit: User, row: Recording) -> None:
    row.transcriptions.update(missing=[[61.0, 119.0]])
    client.force_login(anahit)
    shown = page(client, row)
    assert "may be missing" in shown
    assert 'data-seek="61"' in shown


def test_the_trash_can_be_undone_from_the_toast(client: Client, anahit: User, row: Recording) -> None:
    client.force_login(anahit)
    after = client.post(reverse("recording_remove", args=[row.pk]), follow=True).content.decode()
    undo = reverse("recording_restore", args=[row.pk])
    assert f'action="{undo}"' in after
    assert client.get(reverse("recording", args=[row.pk])).status_code == 404
    client.post(undo)
    assert client.get(reverse("recording", args=[row.pk])).status_code == 200


def test_a_stranger_neither_removes_nor_restores(
    client: Client, mallory: User, anahit: User, row: Recording
) -> None:
    client.force_login(mallory)
    for name in ("recording_remove", "recording_restore", "recording_transcribe"):
        assert client.post(reverse(name, args=[row.pk])).status_code == 404


def test_the_upload_page_buys_once_more_without_leaving(
    client: Client, bagrat: User, vahe: User, row: Recording
) -> None:
    address, script = reverse("recording_transcribe", args=[row.pk]), {"accept": "application/json"}
    client.force_login(vahe)
    assert client.post(address, {"stt_model": Model.FORMAL}, headers=script).status_code == 403
    client.force_login(bagrat)
    offered = client.post(address, {"stt_model": Model.FORMAL}, headers=script)
    assert (offered.status_code, offered.json()["error"]["code"]) == (409, "already_transcribed")
    assert row.transcriptions.count() == 1
    bought = client.post(address, {"stt_model": Model.FORMAL, "again": "on"}, headers=script)
    assert (bought.status_code, bought.json()["url"]) == (201, reverse("recording", args=[row.pk]))
    assert row.transcriptions.count() == 2
