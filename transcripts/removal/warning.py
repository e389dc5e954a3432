"""The last day's warning: who is concerned hears once, in one letter, what goes within a day.

What is to be told stands in rows (LastDay); a letter is sent for those that say it was not, and then they say it was. Killed
between the two, it is sent once more.
"""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.core.mail import send_mail
from django.db.models import Exists, OuterRef, Q
from django.template.loader import render_to_string
from django.utils.translation import ngettext

from transcripts import access
from transcripts.library.keeping import Going, ends, goes_at
from transcripts.models import End, LastDay, Recording, User

log = logging.getLogger(__name__)

AHEAD = timedelta(days=1)
AT_ONCE = 500
# In a letter so many are named; all are counted.
NAMED = 50
# Whoever began to send a letter and says nothing for so long has died.
PATIENCE = timedelta(minutes=5)
KEPT = timedelta(days=60)


def warn(now: datetime) -> int:
    """One step. Says how many letters left; none do before all that is to be told is known, so that each hears once."""
    if sum(_note(going, now) for going in ends(now + AHEAD)):
        return 0
    LastDay.objects.filter(noted_at__lt=now - KEPT).delete()
    waiting = LastDay.objects.filter(_free(now), sent_at=None, person__is_active=True)
    people = User.objects.filter(pk__in=waiting.values("person"))
    return sum(_tell(person, now) for person in people)


# --- who is to be told what ------------------------------------------------------------------------


def _note(going: Going, now: datetime) -> int:
    """Some of what is not noted yet; how many recordings."""
    noted = LastDay.objects.filter(recording=OuterRef("pk"), end=going.end, noted_at__gt=now - 2 * AHEAD)
    rows = going.rows.filter(~Exists(noted)).select_related("team").defer("voiced", "search_text", "note")
    found = list(rows.order_by("created_at")[:AT_ONCE])
    new = [one for row in found for one in _of(row, going, now)]
    LastDay.objects.bulk_create(new, ignore_conflicts=True, batch_size=200)
    return len({one.recording_id for one in new})


def _of(row: Recording, going: Going, now: datetime) -> Iterator[LastDay]:
    at = goes_at(row, going)
    if at is None:
        return
    for person in _concerned(row):
        yield LastDay(person=person, recording=row, end=going.end, goes_at=at, noted_at=now)


def _concerned(row: Recording) -> Iterable[User]:
    """The owners of its team and who brought it, as far as they may see it."""
    people = User.objects.filter(Q(pk=row.uploaded_by_id) | Q(pk__in=access.owners_of(row.team).values("pk")))
    return [one for one in people.filter(is_active=True) if access.may_read(one, row)]


# --- telling ---------------------------------------------------------------------------------------


def _free(now: datetime) -> Q:
    return Q(lease_until=None) | Q(lease_until__lt=now)


def _tell(person: User, now: datetime) -> int:
    mine = LastDay.objects.filter(_free(now), person=person, sent_at=None)
    until = now + PATIENCE
    if not mine.update(lease_until=until):
        return 0
    rows = LastDay.objects.filter(person=person, sent_at=None, lease_until=until)
    told = list(rows.select_related("recording__team").order_by("goes_at", "pk"))
    still = [one for one in told if one.recording.purged_at is None]
    try:
        if still:
            _send(person, still)
    except OSError as error:  # of SMTP and of sockets alike
        log.warning("A letter could not be sent: %s", type(error).__name__)
        return 0
    rows.update(sent_at=now, lease_until=None)
    return bool(still)


def _send(person: User, told: list[LastDay]) -> None:
    count = len(told)
    subject = ngettext("Tomorrow %(n)d recording goes", "Tomorrow %(n)d recordings go", count) % {"n": count}
    groups = [(end.label, [one for one in told if one.end == end]) for end in End]
    shown = {
        "person": person,
        "groups": [(words, rows[:NAMED], len(rows) - NAMED) for words, rows in groups if rows],
    }
    send_mail(subject, render_to_string("transcripts/last_day.txt", shown), None, [person.email])
