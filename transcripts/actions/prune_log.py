"""Delete old entries of the audit log, where the law wants them gone."""

from datetime import datetime

from django.db import connection

from transcripts.models import Act, Event
from transcripts.models.append_only import lifted

# Rows of one transaction: nobody waits long for their own entry.
AT_ONCE = 10_000


def prune_log(*, before: datetime, at_once: int = AT_ONCE) -> int:
    """How many went. Nobody of the site is asked for it: whoever has its command line may. The log tells it."""
    gone = 0
    while deleted := _prune(before, at_once):
        gone += deleted
    if gone:
        Event.record(Act.PRUNED, by=None, team=None, entries=gone, before=before.isoformat())
    return gone


def _prune(before: datetime, at_once: int) -> int:
    with lifted(connection):
        oldest = Event.objects.filter(at__lt=before).order_by("at", "pk").values_list("pk", flat=True)
        count, _each = Event.objects.filter(pk__in=list(oldest[:at_once])).delete()
    return count
