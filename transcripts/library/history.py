"""The versions of a transcript as people think of them: what somebody saved in one go is one entry, however often it was saved."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from transcripts import access
from transcripts.models import Revision, Transcription, User
from transcripts.models.transcript import MACHINE

# Who writes on within this time goes on with the same.
PAUSE = timedelta(minutes=5)
# A long day of one person is told in pieces all the same, so that there is something to go back to.
LONGEST = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Entry:
    """Revisions from `first` to `last`, all by `author` (None: the machine, or somebody who is gone).

    `restores`: the number that it gave back, where it is a restoring; `is_batch`: came of replacing in several transcripts.
    """

    first: int
    last: int
    author: User | None
    began: datetime
    ended: datetime
    restores: int | None = None
    is_batch: bool = False

    @property
    def saves(self) -> int:
        return self.last - self.first + 1

    @property
    def is_machine(self) -> bool:
        return self.first == MACHINE


def history(transcription: Transcription) -> list[Entry]:
    """Newest first."""
    rows = Revision.objects.filter(transcription=transcription).select_related("author").defer("order")
    return entries(rows.order_by("number"))[::-1]


def entries(revisions: Iterable[Revision]) -> list[Entry]:
    """Of revisions in their order."""
    found: list[Entry] = []
    for row in revisions:
        told = _entry(row)
        if found and _goes_on(found[-1], told):
            found[-1] = replace(found[-1], last=told.last, ended=told.ended)
        else:
            found.append(told)
    return found


def saves(transcription: Transcription, entry: Entry) -> list[Entry]:
    """Each time that something was saved in it, newest first."""
    rows = Revision.objects.filter(transcription=transcription, number__range=(entry.first, entry.last))
    return [_entry(row) for row in rows.select_related("author").defer("order").order_by("-number")]


def _entry(row: Revision) -> Entry:
    when = row.created_at
    return Entry(row.number, row.number, row.author, when, when, row.restores, row.batch is not None)


def _goes_on(before: Entry, told: Entry) -> bool:
    is_plain = not (before.is_machine or before.is_batch or told.is_batch) and told.restores is None
    is_same = before.author is not None and before.author == told.author and before.restores is None
    is_soon = told.began - before.ended <= PAUSE and told.began - before.began <= LONGEST
    return is_plain and is_same and is_soon


@dataclass(frozen=True, slots=True)
class Changed:
    """One transcript that a change of many went through. `is_undone`: what stood there before was given back since."""

    transcription: Transcription
    before: int
    after: int
    is_undone: bool


def changed_at_once(user: User, batch: UUID) -> list[Changed]:
    """What the person may see of it, in the order in which it was done; two queries."""
    back = Revision.objects.filter(
        transcription=OuterRef("transcription"),
        number__gt=OuterRef("number"),
        restores=OuterRef("number") - 1,
    )
    rows = Revision.objects.filter(
        batch=batch, transcription__in=access.transcriptions(user).order_by().values("pk")
    )
    told = rows.annotate(is_undone=Exists(back)).select_related("transcription__recording").defer("order")
    return [
        Changed(row.transcription, row.number - 1, row.number, row.is_undone) for row in told.order_by("pk")
    ]
