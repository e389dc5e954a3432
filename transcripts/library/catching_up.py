"""Indexes what the index does not hold as it should: what came before there was one, or under another lexicon."""

from django.db.models import Q, QuerySet

from transcripts.library.index import refresh
from transcripts.models import Recording
from transcripts.text.armenian import edition


def unindexed(*, everything: bool = False) -> QuerySet[Recording]:
    """Oldest first, so that newer ones get higher numbers; those in the trash, too: they may come back."""
    rows = Recording.objects.filter(purged_at=None).order_by("created_at", "pk")
    return rows if everything else rows.exclude(Q(index_entry__edition=edition(), search_text=""))


def index_waiting(count: int) -> None:
    """Some of what came before there was an index; the rest of what `unindexed` names is for `manage.py reindex`."""
    rows = Recording.objects.filter(search_text__blank=False).order_by("created_at", "pk")
    for row in rows.defer("search_text", "voiced")[:count]:
        refresh(row)


def index_arranged(count: int) -> int:
    """At most so many of those whose folder or tags were changed with many others. How many."""
    rows = Recording.objects.filter(index_waits=True).order_by("pk")
    found = list(rows.defer("search_text", "voiced")[:count])
    for row in found:
        refresh(row)
    return len(found)


def index_next(count: int, after: Recording | None = None, *, everything: bool = False) -> list[Recording]:
    """At most so many, each in a transaction of its own; gives them back. Whoever writes meanwhile takes turns with us."""
    rows = unindexed(everything=everything)
    if after is not None:
        rows = rows.filter(
            Q(created_at__gt=after.created_at) | Q(created_at=after.created_at, pk__gt=after.pk)
        )
    found = list(rows.defer("search_text", "voiced")[:count])
    for row in found:
        refresh(row)
    return found
