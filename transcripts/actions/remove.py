"""Put a recording into the trash, take it out again, and delete it for good."""

from contextlib import suppress

from django.db import transaction
from django.utils import timezone

from transcripts import access, tasks
from transcripts.errors import NotAllowed, RaceLost
from transcripts.models import Act, Event, Receipt, Recording, User, Why
from transcripts.removal.purge import OnHold, alone_with, ensure_free, purge, stop

__all__ = ["OnHold", "delete_for_good", "remove", "restore"]


def remove(*, by: User, recording: Recording) -> None:
    """Hidden from everybody, and its work is cancelled; nothing is lost. Raises NotAllowed or OnHold.

    What was sent may still be billed, and its answer is kept with the recording. What is in the trash stays there as it is.
    """
    with transaction.atomic():
        put_away(by=by, recording=recording)
        transaction.on_commit(tasks.ring)


def put_away(*, by: User, recording: Recording) -> None:
    """The same without a word to the workers: whoever puts away many rings once."""
    if not access.may_edit(by, recording):
        raise NotAllowed
    now = timezone.now()
    with transaction.atomic(), suppress(RaceLost):
        row = alone_with(recording.pk)
        ensure_free(row)
        if row.deleted_at is None:
            Recording.objects.filter(pk=row.pk).update(deleted_at=now, deleted_by=by)
            stop(row, now)
            Event.record(Act.REMOVED, by=by, team=row.team, on=row)


def restore(*, by: User, recording: Recording) -> None:
    """Raises NotAllowed, or RaceLost where it has gone for good."""
    if not access.may_edit(by, recording):
        raise NotAllowed
    with transaction.atomic():
        row = alone_with(recording.pk)
        if row.deleted_at is not None:
            Recording.objects.filter(pk=row.pk).update(deleted_at=None, deleted_by=None)
            Event.record(Act.RESTORED, by=by, team=row.team, on=row)


def delete_for_good(*, by: User, recording: Recording) -> Receipt:
    """In the trash or not. Raises NotAllowed, OnHold, or RaceLost where it has gone already."""
    if not access.may_delete_for_good(by, recording):
        raise NotAllowed
    receipt = purge(recording.pk, why=Why.PERSON, by=by, now=timezone.now())
    transaction.on_commit(tasks.ring)
    return receipt
