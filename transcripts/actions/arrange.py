"""Several recordings at once: into a folder, with or without a tag, into the trash; and all of it back again.

Each recording is asked for at `access`: what the person may not change is left alone and not counted. Many are done in several
transactions, none of which keeps others waiting for long.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from transcripts import access, tasks
from transcripts.actions.remove import put_away
from transcripts.errors import NotAllowed, Refused, gettext_noop
from transcripts.library import index, remembered
from transcripts.models import Act, Arranged, Arrangement, Event, Folder, Hold, Recording, Tag, Tagging, User
from transcripts.models.gate import take_turns_with_holds

MOST, AT_ONCE = 10_000, 200
# So few are found in their new place as soon as the page is back; a worker sees to more.
INDEXED_AT_ONCE = 30
# How long it can be undone.
KEPT = timedelta(days=1)

Changed = list[Recording]
Change = Callable[[Changed], Changed]


class TooMany(Refused):
    code = "too_many_at_once"
    field = "recordings"
    sentence = gettext_noop("At most %(most)d recordings at once. Narrow down what is shown, then go on.")


@dataclass(frozen=True, slots=True)
class Done:
    """`count` recordings are changed now, and were not before; `arrangement` undoes it."""

    count: int
    arrangement: UUID | None


def move(*, by: User, recordings: Sequence[UUID], into: Folder | None) -> Done:
    """None: out of all folders. Those of other teams than the folder's stay where they are, and so does what a hold keeps in its folder. Raises NotAllowed or TooMany."""
    _ensure_may(by, into)
    before: dict[str, list[str]] = {}

    def change(rows: Changed) -> Changed:
        mine = [row for row in rows if into is None or row.team_id == into.team_id]
        moved = _may_leave([row for row in mine if row.folder_id != (into.pk if into else None)], into)
        for row in moved:
            before.setdefault(str(row.folder_id or ""), []).append(row.pk.hex)
        _of(moved).update(folder=into, moved_at=timezone.now(), index_waits=True)
        return moved

    moved = _changed(by, recordings, change)
    if into is not None and moved:
        Event.record(Act.CHANGED, by=by, team=into.team, on=into, recordings=len(moved))
    kept = {"into": into.pk if into else None, "before": before}
    return _done(by, Arranged.MOVED, moved, kept)


def _may_leave(rows: Changed, into: Folder | None) -> Changed:
    held = Hold.over(into)
    over = {folder: Hold.over(folder) for folder in {row.folder for row in rows}}
    return [row for row in rows if over[row.folder] in (None, held)]


def tag(*, by: User, recordings: Sequence[UUID], tag: Tag) -> Done:
    """Raises NotAllowed or TooMany."""
    _ensure_may(by, tag)
    moved = _changed(by, recordings, lambda rows: _tagged(rows, tag))
    return _done(by, Arranged.TAGGED, moved, {"tag": tag.pk, "recordings": [row.pk.hex for row in moved]})


def untag(*, by: User, recordings: Sequence[UUID], tag: Tag) -> Done:
    """Raises NotAllowed or TooMany."""
    _ensure_may(by, tag)
    moved = _changed(by, recordings, lambda rows: _untagged(rows, tag))
    return _done(by, Arranged.UNTAGGED, moved, {"tag": tag.pk, "recordings": [row.pk.hex for row in moved]})


def remove(*, by: User, recordings: Sequence[UUID]) -> Done:
    """Into the trash, as `actions.remove` does; what must stay, stays. Raises TooMany."""
    gone: list[Recording] = []
    for part in _parts(recordings):
        with transaction.atomic():
            gone += [row for row in _rows(by, part) if _put_away(by, row)]
    if gone:
        transaction.on_commit(tasks.ring)
    return _done(by, Arranged.REMOVED, gone, {"recordings": [row.pk.hex for row in gone]}, reindex=False)


def _put_away(by: User, row: Recording) -> bool:
    try:
        with transaction.atomic():
            put_away(by=by, recording=row)
    except Refused:
        return False
    return True


def _tagged(rows: Changed, tag: Tag) -> Changed:
    have = set(Tagging.objects.filter(tag=tag, recording__in=rows).values_list("recording_id", flat=True))
    new = [row for row in rows if row.team_id == tag.team_id and row.pk not in have]
    Tagging.objects.bulk_create((Tagging(recording=row, tag=tag) for row in new), ignore_conflicts=True)
    _of(new).update(index_waits=True)
    return new


def _untagged(rows: Changed, tag: Tag) -> Changed:
    those = Tagging.objects.filter(tag=tag, recording__in=rows)
    have = set(those.values_list("recording_id", flat=True))
    those.delete()
    old = [row for row in rows if row.pk in have]
    _of(old).update(index_waits=True)
    return old


# --- one after the other --------------------------------------------------------------------------


def _changed(by: User, recordings: Sequence[UUID], change: Change) -> Changed:
    found: Changed = []
    for part in _parts(recordings):
        with transaction.atomic():
            take_turns_with_holds()
            found += change(_rows(by, part))
    return found


def _rows(by: User, ids: Sequence[UUID]) -> Changed:
    """Those that the person may change, held until the transaction ends."""
    rows = access.editable(by).filter(pk__in=ids).order_by("pk").defer("voiced", "search_text", "note")
    return list(rows.select_related("folder").select_for_update(no_key=True, of=("self",)))


def _parts(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    if len(ids) > MOST:
        raise TooMany(most=MOST)
    yield from (ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE))


def _of(rows: Iterable[Recording]) -> QuerySet[Recording]:
    return Recording.objects.filter(pk__in=[row.pk for row in rows])


def _ensure_may(by: User, record: Folder | Tag | None) -> None:
    if record is not None and not access.may_organise(by, record.team_id):
        raise NotAllowed


def _done(
    by: User, act: Arranged, rows: Changed, kept: Mapping[str, object], *, reindex: bool = True
) -> Done:
    if not rows:
        return Done(0, None)
    remembered.forget()
    if reindex:
        indexed(rows)
    Arrangement.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    made = Arrangement.objects.create(user=by, act=act, before=kept)
    return Done(len(rows), made.pk)


def indexed(rows: Sequence[Recording]) -> None:
    """A few at once; a worker hears of many."""
    if len(rows) > INDEXED_AT_ONCE:
        transaction.on_commit(tasks.ring_for_the_index)
        return
    for row in rows:
        index.refresh(row)
