"""Recordings that fulfil what was chosen beside the search box, asked of the database in a way that stays fast in a large library."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from transcripts import access
from transcripts.library.filters import NO_FOLDER, NOT_ORDERED, Narrowing
from transcripts.library.tree import Tree, tree_of
from transcripts.models import Recording, Status, Tagging, Transcription, User


def listed(
    user: User, teams: Sequence[UUID], narrowing: Narrowing, tree: Tree | None = None
) -> QuerySet[Recording]:
    """Of these teams, which are those of `access.library_teams`, what the person may see. `tree` of their folders, where it is known already."""
    return narrowed(access.in_library(user, teams), narrowing, teams, tree)


def narrowed(
    rows: QuerySet[Recording], narrowing: Narrowing, teams: Sequence[UUID], tree: Tree | None = None
) -> QuerySet[Recording]:
    if narrowing.folder:
        rows = rows.filter(_in_folder(narrowing, tree if tree is not None else tree_of(teams)))
    for tag in narrowing.tag_ids:
        rows = rows.filter(Exists(Tagging.objects.filter(recording=OuterRef("pk"), tag=tag)))
    if narrowing.person:
        rows = rows.filter(uploaded_by=narrowing.person_id or 0)
    if narrowing.model:
        done = Transcription.objects.filter(status=Status.COMPLETED, stt_model=narrowing.model)
        rows = rows.filter(Exists(done.filter(recording=OuterRef("pk"))))
    return _in_status(_between(rows, narrowing), narrowing)


def _in_folder(narrowing: Narrowing, tree: Tree) -> Q:
    if narrowing.folder == NO_FOLDER:
        return Q(folder=None)
    return Q(folder__in=tree.below(narrowing.folder_id or 0))


def _between(rows: QuerySet[Recording], narrowing: Narrowing) -> QuerySet[Recording]:
    for column, between in (("created_at", narrowing.created), ("duration", narrowing.duration)):
        for side, value in zip(("gte", "lt"), between, strict=True):
            if value is not None:
                rows = rows.filter(**{f"{column}__{side}": value})
    return rows


def _in_status(rows: QuerySet[Recording], narrowing: Narrowing) -> QuerySet[Recording]:
    """Of the newest transcription."""
    if narrowing.status == NOT_ORDERED:
        return rows.filter(~Exists(Transcription.objects.filter(recording=OuterRef("pk"))))
    if not narrowing.statuses:
        return rows
    runs = Transcription.objects.order_by()
    newest = _without_newer(runs) if Status.COMPLETED in narrowing.statuses else _each_looked_up(runs)
    wanted = newest.filter(status__in=narrowing.statuses)
    return rows.filter(Exists(wanted.filter(recording=OuterRef("pk"))))


def _without_newer(runs: QuerySet[Transcription]) -> QuerySet[Transcription]:
    """For what is common: the database walks the list, and looks at each row of it."""
    newer = Q(created_at__gt=OuterRef("created_at")) | Q(
        created_at=OuterRef("created_at"), pk__gt=OuterRef("pk")
    )
    return runs.filter(~Exists(runs.filter(newer, recording=OuterRef("recording"))))


def _each_looked_up(runs: QuerySet[Transcription]) -> QuerySet[Transcription]:
    """For what is rare, which is found from its side: of the way above the database would make a comparison of all with all."""
    of_one = runs.filter(recording=OuterRef("recording")).order_by("-created_at", "-pk")
    return runs.filter(pk=Subquery(of_one.values("pk")[:1]))
