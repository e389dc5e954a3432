"""Undo what was done to several recordings at once: each goes back, unless somebody has put it elsewhere since."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from transcripts import access
from transcripts.actions import arrange
from transcripts.actions.remove import restore
from transcripts.errors import NotAllowed, RaceLost, Refused, gettext_noop
from transcripts.models import Arranged, Arrangement, Recording, Tag, User


class NothingToUndo(Refused):
    code = "not_arranged"
    sentence = gettext_noop("This was undone already, or is too long ago.")


def undo(*, by: User, arrangement: UUID) -> int:
    """How many recordings are as they were. One's own acts alone. Raises NothingToUndo."""
    now = timezone.now()
    mine = Arrangement.objects.filter(
        pk=arrangement, user=by, undone_at=None, created_at__gt=now - arrange.KEPT
    )
    found = mine.first()
    if found is None or not mine.update(undone_at=now):
        raise NothingToUndo
    return _BACK[Arranged(found.act)](by, found)


def _moved(by: User, done: Arrangement) -> int:
    here = Recording.objects.filter(folder=done.before["into"])
    folders = {str(one.pk): one for one in access.folders(by)}
    count = 0
    for old, told in done.before["before"].items():
        still = list(here.filter(pk__in=_ids(told)).values_list("pk", flat=True))
        if not old or old in folders:
            count += arrange.move(by=by, recordings=still, into=folders.get(old)).count
    return count


def _tagged(by: User, done: Arrangement) -> int:
    tag = access.tags(by).filter(pk=done.before["tag"]).first()
    return arrange.untag(by=by, recordings=_ids(done.before["recordings"]), tag=tag).count if tag else 0


def _untagged(by: User, done: Arrangement) -> int:
    tag: Tag | None = access.tags(by).filter(pk=done.before["tag"]).first()
    return arrange.tag(by=by, recordings=_ids(done.before["recordings"]), tag=tag).count if tag else 0


def _removed(by: User, done: Arrangement) -> int:
    rows = access.trash(by).filter(pk__in=_ids(done.before["recordings"]))
    return sum(_restored(by, row) for row in rows.defer("voiced", "search_text"))


def _restored(by: User, row: Recording) -> bool:
    try:
        restore(by=by, recording=row)
    except (NotAllowed, RaceLost):
        return False
    return True


def _ids(told: Sequence[str]) -> list[UUID]:
    return [UUID(one) for one in told]


_BACK = {
    Arranged.MOVED: _moved,
    Arranged.TAGGED: _tagged,
    Arranged.UNTAGGED: _untagged,
    Arranged.REMOVED: _removed,
}
