"""What a rule would do, before it is one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet, Sum

from transcripts.library.keeping import Going, ends_by, goes_at, held, scope
from transcripts.models import End, Recording, Rule
from transcripts.models.keeping import GRACE

MONTH = timedelta(days=30)
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Foreseen:
    """By one end: how many go as soon as the rule is in force, how many in the month after that, how many later.

    `bytes` of the files of those that go at once; `first` are those that go first, each with its day.
    """

    end: End
    at_once: int
    bytes: int
    in_a_month: int
    later: int
    first: list[tuple[Recording, datetime | None]]

    @property
    def is_sound(self) -> bool:
        return self.end == End.SOUND

    @property
    def total(self) -> int:
        return self.at_once + self.in_a_month + self.later


@dataclass(frozen=True, slots=True)
class Preview:
    """`held`: so many stay in spite of the rule, for a legal hold is on them."""

    ends: list[Foreseen]
    held: int
    in_force: datetime


def preview(rule: Rule, visible: QuerySet[Recording]) -> Preview:
    """Of a rule that need not be saved; its `changed_at` is now. Titles are shown of `visible` recordings alone."""
    in_force = rule.changed_at + GRACE
    kept = Recording.objects.filter(scope(rule), held(), purged_at=None).count()
    return Preview([_foreseen(one, rule, visible) for one in ends_by(rule, in_force)], kept, in_force)


def _foreseen(going: Going, rule: Rule, visible: QuerySet[Recording]) -> Foreseen:
    in_a_month = rule.changed_at + GRACE + MONTH
    month = next(one for one in ends_by(rule, in_a_month) if one.end == going.end)
    ever = Going(going.end, rule, going.at, scope(rule))
    now = going.rows.aggregate(count=Count("pk"), bytes=Sum("size", filter=~Q(file="")))
    soon, all_of_it = month.rows.count(), ever.rows.count()
    rows = ever.rows.filter(pk__in=visible.order_by().values("pk")).order_by("created_at", "pk")
    first = [(row, goes_at(row, going)) for row in rows.defer("voiced", "search_text", "note")[:SHOWN]]
    at_once = int(now["count"])
    return Foreseen(going.end, at_once, now["bytes"] or 0, soon - at_once, all_of_it - soon, first)
