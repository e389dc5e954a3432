"""The trash, the way back, and for good: who may, and what is written down."""

import pytest
from django.utils import timezone

from tests import factories
from transcripts.actions import arrange, folders
from transcripts.actions.hold import LongReason, NoReason, hold, hold_folder, lift
from transcripts.actions.remove import OnHold, delete_for_good, remove, restore
from transcripts.errors import NotAllowed
from transcripts.models import ACTIVE, Event, Folder, Hold, Receipt, Recording, Status, Team, User
from transcripts.transcription.sweep import due


@pytest.fixture
def row(bagrat: User, own_storage: None) -> Recording:
    return factories.recording(bagrat)


def test_the_trash_knows_who_and_when(row: Recording, anahit: User) -> None:
    job = factories.transcription(row)
    remove(by=anahit, recording=row)
    row.refresh_from_db()
    job.refresh_from_db()
    assert (row.deleted_by, row.deleted_at is not None, job.status) == (anahit, True, Status.CANCELLED)
    restore(by=anahit, recording=row)
    row.refresh_from_db()
    assert (row.deleted_by, row.deleted_at) == (None, None)
    assert list(Event.objects.order_by("id").values_list("act", flat=True)) == ["removed", "restored"]


@pytest.mark.parametrize("status", Status.values)
def test_from_every_status_it_can_be_thrown_away_and_nothing_more_is_done_for_it(
    row: Recording, anahit: User, status: str
) -> None:
    job = factories.transcription(row, Status(status))
    remove(by=anahit, recording=row)
    job.refresh_from_db()
    assert job.status == (Status.CANCELLED if status in ACTIVE else status)
    assert not due(timezone.now())


def test_who_removes_it_second_changes_nothing(row: Recording, anahit: User, bagrat: User) -> None:
    remove(by=anahit, recording=row)
    remove(by=bagrat, recording=row)
    row.refresh_from_db()
    assert (row.deleted_by, Event.objects.count()) == (anahit, 1)


def test_for_good_is_a_right_of_its_own(
    row: Recording, anahit: User, bagrat: User, vahe: User, mallory: User
) -> None:
    others = factories.recording(anahit)
    for by, what in ((vahe, row), (mallory, row), (bagrat, others)):
        with pytest.raises(NotAllowed):
            delete_for_good(by=by, recording=what)
    assert delete_for_good(by=bagrat, recording=row).by == bagrat
    assert delete_for_good(by=anahit, recording=others).by == anahit
    assert Receipt.objects.count() == 2


def test_nothing_goes_by_hand_while_it_is_held(row: Recording, anahit: User, bagrat: User) -> None:
    held = hold(by=anahit, recording=row, reason=" Դատական  գործ ")
    assert held.reason == "Դատական գործ"
    for act in (remove, delete_for_good):
        with pytest.raises(OnHold):
            act(by=bagrat, recording=row)
    lift(by=anahit, held=held)
    remove(by=bagrat, recording=row)
    assert list(Event.objects.order_by("id").values_list("act", flat=True)) == ["held", "released", "removed"]


def test_a_folder_holds_what_lies_in_it(row: Recording, anahit: User, team: Team) -> None:
    outer = Folder.objects.create(team=team, name="Դատ")
    inner = Folder.objects.create(team=team, name="2026", parent=outer)
    Recording.objects.update(folder=inner)
    row.refresh_from_db()
    held = hold_folder(by=anahit, folder=outer, reason="Գործ 7")
    assert Hold.on(row) == held
    with pytest.raises(OnHold):
        delete_for_good(by=anahit, recording=row)


def test_out_of_a_held_folder_nothing_is_moved(
    row: Recording, anahit: User, bagrat: User, team: Team
) -> None:
    outer = folders.make(by=bagrat, team=team, name="Դատ")
    inner = folders.make(by=bagrat, team=team, name="2026", parent=outer)
    elsewhere = folders.make(by=bagrat, team=team, name="Այլ")
    arrange.move(by=bagrat, recordings=[row.pk], into=inner)
    held = hold_folder(by=anahit, folder=outer, reason="Գործ 7")
    assert arrange.move(by=bagrat, recordings=[row.pk], into=elsewhere).count == 0
    assert arrange.move(by=bagrat, recordings=[row.pk], into=outer).count == 1  # it stays in there
    for act in (
        lambda: folders.move(by=bagrat, folder=inner, into=None),
        lambda: folders.delete(by=bagrat, folder=outer),
    ):
        with pytest.raises(OnHold):
            act()
    assert folders.delete(by=bagrat, folder=inner).parent == outer
    lift(by=anahit, held=held)
    assert folders.delete(by=bagrat, folder=outer).recordings == 1


def test_only_owners_hold(row: Recording, bagrat: User, team: Team) -> None:
    folder = Folder.objects.create(team=team, name="Դատ")
    with pytest.raises(NotAllowed):
        hold(by=bagrat, recording=row, reason="x")
    with pytest.raises(NotAllowed):
        hold_folder(by=bagrat, folder=folder, reason="x")


def test_only_owners_lift(row: Recording, anahit: User, bagrat: User) -> None:
    held = hold(by=anahit, recording=row, reason="x")
    with pytest.raises(NotAllowed):
        lift(by=bagrat, held=held)


@pytest.mark.parametrize(("reason", "refusal"), [("  ", NoReason), ("x" * 501, LongReason)])
def test_a_hold_says_why(row: Recording, anahit: User, reason: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        hold(by=anahit, recording=row, reason=reason)
