"""The trash page, the question before the end, receipts, legal holds."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories
from transcripts.actions.hold import hold
from transcripts.actions.remove import remove
from transcripts.models import Folder, Hold, Receipt, Recording, Team, User
from transcripts.removal.clearing import clear_some

pytestmark = pytest.mark.usefixtures("own_storage")


@pytest.fixture
def row(bagrat: User) -> Recording:
    row = factories.recording(bagrat, "Գաղտնի ժողով")
    factories.completed(row)
    return row


def page(client: Client, name: str, *args: object) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_the_trash_says_who_when_and_until_when(client: Client, anahit: User, row: Recording) -> None:
    remove(by=anahit, recording=row)
    client.force_login(anahit)
    shown = page(client, "trash")
    goes = timezone.localtime() + timedelta(days=30)
    assert "Գաղտնի ժողով" in shown
    assert "Removed by Anahit" in shown
    assert f"goes on {goes.day} {goes:%b} {goes.year}" in shown


def test_who_may_not_restore_sees_an_empty_trash(
    client: Client, anahit: User, vahe: User, mallory: User, row: Recording
) -> None:
    remove(by=anahit, recording=row)
    for user in (vahe, mallory):
        client.force_login(user)
        assert "Գաղտնի" not in page(client, "trash")


def test_restored_from_the_trash_one_stays_there_and_may_undo_it(
    client: Client, bagrat: User, row: Recording
) -> None:
    remove(by=bagrat, recording=row)
    client.force_login(bagrat)
    answer = client.post(reverse("recording_restore", args=[row.pk]), {"stay": "1"}, follow=True)
    assert answer.redirect_chain == [(reverse("trash"), 302)]
    assert f'action="{reverse("recording_remove", args=[row.pk])}"' in answer.content.decode()
    assert Recording.objects.get(pk=row.pk).deleted_at is None


def test_what_has_gone_meanwhile_is_said(client: Client, bagrat: User, row: Recording) -> None:
    remove(by=bagrat, recording=row)
    client.force_login(bagrat)
    client.post(reverse("recording_leave", args=[row.pk]))
    assert client.post(reverse("recording_restore", args=[row.pk])).status_code == 404


def test_an_editor_is_offered_the_end_of_what_they_brought_alone(
    client: Client, anahit: User, bagrat: User, row: Recording
) -> None:
    others = factories.recording(anahit)
    for one in (row, others):
        remove(by=anahit, recording=one)
    client.force_login(bagrat)
    shown = page(client, "trash")
    assert reverse("recording_leave", args=[row.pk]) in shown
    assert reverse("recording_leave", args=[others.pk]) not in shown
    assert client.post(reverse("recording_leave", args=[others.pk])).status_code == 403


def test_the_end_is_asked_for_and_receipted(
    client: Client, anahit: User, bagrat: User, row: Recording
) -> None:
    remove(by=bagrat, recording=row)
    client.force_login(bagrat)
    asked = page(client, "recording_leave", row.pk)
    assert "1 transcript with all its versions" in asked
    answer = client.post(reverse("recording_leave", args=[row.pk]), follow=True)
    receipt = Receipt.objects.get()
    assert answer.redirect_chain == [(reverse("receipt", args=[receipt.pk]), 302)]
    assert "are being removed from the storage" in answer.content.decode()
    clear_some(timezone.now())
    client.force_login(anahit)
    assert "Everything is gone" in page(client, "receipt", receipt.pk)
    assert str(row.pk) in page(client, "receipts")
    told = json.loads(page(client, "receipt_file", receipt.pk))
    assert (told["went"]["machine_texts"], len(told["files"])) == (1, 1)
    assert "Գաղտնի" not in json.dumps(told, ensure_ascii=False)


def test_a_receipt_is_for_owners_and_who_deleted(
    client: Client, anahit: User, bagrat: User, vahe: User, mallory: User, row: Recording
) -> None:
    client.force_login(anahit)
    client.post(reverse("recording_leave", args=[row.pk]))
    receipt = reverse("receipt", args=[Receipt.objects.get().pk])
    found = {}
    for user in (anahit, bagrat, vahe, mallory):
        client.force_login(user)
        found[user.name] = client.get(receipt).status_code
    assert found == {"Anahit": 200, "Bagrat": 404, "Vahe": 404, "Mallory": 404}


def test_the_trash_takes_the_same_queries_however_full(client: Client, anahit: User) -> None:
    client.force_login(anahit)

    def queries(more: int) -> int:
        for _ in range(more):
            remove(by=anahit, recording=factories.recording(anahit))
        with CaptureQueriesContext(
            connection,
        ) as counted:
            page(client, "trash")
        return len(counted)

    page(client, "trash")
    assert queries(2) == queries(6)


def test_receipts_take_the_same_queries_however_many(client: Client, anahit: User) -> None:
    client.force_login(anahit)

    def queries(more: int) -> int:
        for _ in range(more):
            row = factories.recording(anahit)
            client.post(reverse("recording_leave", args=[row.pk]))
        with CaptureQueriesContext(connection) as counted:
            assert page(client, "receipts").count("/receipts/") >= more
        return len(counted)

    assert queries(2) == queries(5)


def test_a_full_trash_has_pages(client: Client, anahit: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("transcripts.library.trash.PAGE_SIZE", 2)
    for number in range(3):
        remove(by=anahit, recording=factories.recording(anahit, f"No {number}"))
    client.force_login(anahit)
    first = client.get(reverse("trash"))
    cursor = first.context["page"].next
    second = client.get(reverse("trash"), {"after": cursor}).content.decode()
    assert ("No 2" in first.content.decode(), "No 0" in second, "No 1" in second) == (True, True, False)
    assert "No 2" in client.get(reverse("trash"), {"after": "x-y"}).content.decode()


def test_a_hold_is_put_shown_and_lifted(client: Client, anahit: User, bagrat: User, row: Recording) -> None:
    address = reverse("recording_hold", args=[row.pk])
    client.force_login(bagrat)
    assert client.post(address, {"reason": "x"}).status_code == 403
    client.force_login(anahit)
    assert client.post(address, {"reason": " "}).status_code == 400
    assert "Գործ 7" in client.post(address, {"reason": "Գործ 7"}, follow=True).content.decode()
    assert "Գործ 7" in page(client, "recording", row.pk)
    refused = client.post(reverse("recording_remove", args=[row.pk]), follow=True)
    assert "under legal hold" in refused.content.decode()
    assert "under legal hold" in page(client, "recording_leave", row.pk)
    client.post(address, {"lift": "1"})
    assert Hold.on(row) is None


def test_what_is_held_in_the_trash_has_no_end(client: Client, anahit: User, row: Recording) -> None:
    remove(by=anahit, recording=row)
    hold(by=anahit, recording=row, reason="Դատ")
    client.force_login(anahit)
    shown = page(client, "trash")
    assert "under legal hold: it stays" in shown
    assert reverse("recording_leave", args=[row.pk]) not in shown


def test_a_folder_is_held_by_its_page(
    client: Client, anahit: User, mallory: User, team: Team, row: Recording
) -> None:
    folder = Folder.objects.create(team=team, name="Դատ")
    Recording.objects.filter(pk=row.pk).update(folder=folder)
    address = reverse("folder_hold", args=[folder.pk])
    client.force_login(mallory)
    assert client.get(address).status_code == 404
    client.force_login(anahit)
    client.post(address, {"reason": "Գործ 9"})
    assert "Գործ 9" in page(client, "recording_hold", row.pk)
    assert "by the folder “Դատ”" in page(client, "recording", row.pk)
