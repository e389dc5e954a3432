"""Rows of a list as pages show them: plain values, since objects of thirty rows and of all that hangs on them took a third of a page's time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from transcripts import access
from transcripts.library.shelf import Shelf
from transcripts.models import ACTIVE, Folder, Recording, Status, Tag, Tagging, Transcription, User
from transcripts.models.prepared import Prepared

# `title_key` is for the cursor of a list by title.
_COLUMNS = (
    *("pk", "title", "title_key", "duration", "created_at", "private", "note"),
    *("folder_id", "uploaded_by_id"),
)


@dataclass(frozen=True, slots=True)
class ListRow:
    """`model` and `status` of its newest transcription, both empty where there is none. `tags` in the order of the alphabet."""

    id: UUID
    title: str
    duration: float
    created_at: datetime
    private: bool
    note: str
    person: str
    folder: Folder | None
    tags: Sequence[Tag]
    model: str
    status: str

    @property
    def is_active(self) -> bool:
        return self.status in ACTIVE

    @property
    def is_ready(self) -> bool:
        return self.status == Status.COMPLETED


class _Run(NamedTuple):
    model: str = ""
    status: str = ""


def columns(rows: QuerySet[Recording]) -> QuerySet[Recording, Any]:
    """What `shown` makes rows of."""
    return rows.values_list(*_COLUMNS, named=True)


def shown(found: Sequence[Any], beside: Shelf) -> list[ListRow]:
    """Two queries more, or three; folders, tags and members have been read for the shelf."""
    ids = [one.pk for one in found]
    runs, tags = _runs(ids), _tags(ids, beside)
    people = beside.names({one.uploaded_by_id for one in found if one.uploaded_by_id})
    return [
        _row(one, beside, people.get(one.uploaded_by_id, ""), tags.get(one.pk, ()), runs.get(one.pk, _Run()))
        for one in found
    ]


def shown_by_id(user: User, ids: Sequence[UUID], beside: Shelf) -> dict[UUID, ListRow]:
    """Those hidden from the person are left out."""
    found = columns(access.named(user, beside.teams, ids))
    return {row.id: row for row in shown(list(found), beside)}


def statuses(user: User, ids: Sequence[UUID]) -> list[tuple[UUID, str]]:
    """Of the given recordings that the person sees, and that have been transcribed."""
    seen = access.recordings(user).filter(pk__among=ids).values_list("pk", flat=True)
    return [(recording, run.status) for recording, run in _runs(list(seen)).items()]


_all_runs = Prepared(
    lambda ids: (
        Transcription.objects.filter(recording__pk__among=ids)
        .order_by("created_at", "pk")
        .values_list("recording_id", "stt_model", "status")
    )
)


def _runs(ids: Sequence[UUID]) -> dict[UUID, _Run]:
    """The newest of each."""
    return {recording: _Run(model, status) for recording, model, status in _all_runs(ids)}


def _tags(ids: Sequence[UUID], beside: Shelf) -> dict[UUID, list[Tag]]:
    known = {one.tag.pk: one.tag for one in beside.tags}
    if not known:
        return {}
    ranks = {tag: rank for rank, tag in enumerate(known)}
    given: dict[UUID, list[int]] = {}
    taggings = Tagging.objects.filter(recording__pk__among=ids, tag__pk__among=known).order_by()
    for recording, tag in taggings.values_list("recording_id", "tag_id"):
        given.setdefault(recording, []).append(tag)
    return {one: [known[tag] for tag in sorted(tags, key=ranks.__getitem__)] for one, tags in given.items()}


def _row(one: Any, beside: Shelf, person: str, tags: Sequence[Tag], run: _Run) -> ListRow:
    branch = beside.tree.get(one.folder_id)
    return ListRow(
        id=one.pk,
        title=one.title,
        duration=one.duration,
        created_at=one.created_at,
        private=one.private,
        note=one.note,
        person=person,
        folder=branch.folder if branch else None,
        tags=tags,
        model=run.model,
        status=run.status,
    )
