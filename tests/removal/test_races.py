"""Several who want different things of one recording in the same moment, each with a connection of their own."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests import factories
from transcripts.actions.hold import hold
from transcripts.actions.remove import delete_for_good, remove, restore
from transcripts.errors import RaceLost
from transcripts.models import Hold, Receipt, Recording, Revision, User
from transcripts.removal.expiry import let_go
from transcripts.removal.purge import OnHold

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_storage")]
ROUNDS = 8


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        start.wait()
        try:
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def trashed(by: User) -> Recording:
    row = factories.recording(by)
    factories.completed(row)
    Recording.objects.filter(pk=row.pk).update(deleted_at=timezone.now() - timedelta(days=40))
    row.refresh_from_db()
    return row


def test_restored_or_gone_but_never_both(anahit: User, bagrat: User) -> None:
    """By a person who restores, one who deletes, and the clock."""
    ends: Counter[bool] = Counter()
    for _ in range(ROUNDS):
        row = trashed(bagrat)
        found = at_once(
            [
                lambda row=row: restore(by=bagrat, recording=row),  # type: ignore[misc]
                lambda row=row: delete_for_good(by=anahit, recording=row),  # type: ignore[misc]
                lambda: let_go(timezone.now()),
            ]
        )
        assert all(isinstance(one, RaceLost) for one in found if isinstance(one, Exception)), found
        row.refresh_from_db()
        is_gone = row.purged_at is not None
        assert (row.deleted_at is not None) == is_gone
        assert Receipt.objects.filter(recording=row).count() == is_gone
        assert Revision.objects.filter(transcription__recording=row).exists() != is_gone
        ends[is_gone] += 1
    assert sum(ends.values()) == ROUNDS


def test_what_was_promised_to_be_held_is_there(anahit: User) -> None:
    for _ in range(ROUNDS):
        row = trashed(anahit)
        held, deleted, _gone = at_once(
            [
                lambda row=row: hold(by=anahit, recording=row, reason="Դատ"),  # type: ignore[misc]
                lambda row=row: delete_for_good(by=anahit, recording=row),  # type: ignore[misc]
                lambda: let_go(timezone.now()),
            ]
        )
        row.refresh_from_db()
        if isinstance(held, Hold):
            assert (row.purged_at, row.title) == (None, "Ժողով")
            assert isinstance(deleted, OnHold)
        else:
            assert isinstance(held, RaceLost)
            assert row.purged_at is not None
            assert isinstance(deleted, Receipt | RaceLost)


def test_several_who_delete_get_one_receipt(anahit: User) -> None:
    row = trashed(anahit)
    found = at_once([lambda: delete_for_good(by=anahit, recording=row)] * 4)
    assert sum(isinstance(one, Receipt) for one in found) == 1
    assert sum(isinstance(one, RaceLost) for one in found) == 3


def test_who_removes_while_another_holds_leaves_nothing_half_done(anahit: User, bagrat: User) -> None:
    for _ in range(ROUNDS):
        row = factories.recording(bagrat)
        at_once(
            [
                lambda row=row: remove(by=bagrat, recording=row),  # type: ignore[misc]
                lambda row=row: hold(by=anahit, recording=row, reason="Դատ"),  # type: ignore[misc]
            ]
        )
        row.refresh_from_db()
        assert Hold.on(row) is not None
        assert row.purged_at is None
