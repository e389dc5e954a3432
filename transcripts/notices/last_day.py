"""The last day's warning: who is concerned hears once, in one letter, what goes within a day.

What is to be told stands in rows (LastDay); a letter is sent for those that say it was not, and then they say it was. Killed
between the two, it is sent once more.
"""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
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
    """Says how many letters left; none do before all that is to be told is known, so that each hears once."""
    for going in ends(now + AHEAD):
        _note(going, now)
    LastDay.objects.filter(noted_at__lt=now - KEPT).delete()
    waiting = LastDay.objects.filter(_free(now), sent_at=None, person__is_active=True)
    people = User.objects.filter(pk__in=waiting.values("person"))
    return sum(_tell(person, now) for person in people)


# --- who is to be told what ------------------------------------------------------------------------


def _note(going: Going, now: datetime) -> None:
    """What is not noted yet. What was told long ago and is there still is noted anew, and not told again."""
    noted = LastDay.objects.filter(recording=OuterRef("pk"), end=going.end, noted_at__gt=now - 2 * AHEAD)
    found = list(going.rows.filter(~Exists(noted)).order_by("created_at").values_list("pk", flat=True))
    for start in range(0, len(found), AT_ONCE):
        rows = Recording.objects.filter(pk__in=found[start : start + AT_ONCE]).select_related("team")
        LastDay.objects.bulk_create(
            [one for row in rows.defer("voiced", "search_text", "note") for one in _of(row, going, now)],
            update_conflicts=True,
            unique_fields=["person", "recording", "end", "goes_at"],
            update_fields=["noted_at"],
            batch_size=200,
        )


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
    still = [one for one in told if _is_news(one, now)]
    try:
        if still:
            _send(person, still)
    except OSError as error:  # of SMTP and of sockets alike
        log.warning("A letter could not be sent: %s", type(error).__name__)
        return 0
    rows.update(sent_at=now, lease_until=None)
    return bool(still)


def _is_news(one: LastDay, now: datetime) -> bool:
    """The mail server may have been away for long: what has gone, or was restored, is not told of any more."""
    row = one.recording
    if row.purged_at is not None or one.goes_at <= now:
        return False
    if one.end == End.TRASH:
        return row.deleted_at is not None
    return one.end != End.SOUND or row.sound_gone_at is None


def _send(person: User, told: list[LastDay]) -> None:
    count = len(told)
    subject = ngettext("Tomorrow %(n)d recording goes", "Tomorrow %(n)d recordings go", count) % {"n": count}
    groups = [(end.label, [one for one in told if one.end == end]) for end in End]
    shown = {
        "person": person,
        "groups": [(words, rows[:NAMED], len(rows) - NAMED) for words, rows in groups if rows],
        "trash": any(one.end == End.TRASH for one in told),
        "rules": any(one.end != End.TRASH for one in told)
        and access.teams_where(person, access.OWNERS).exists(),
        "site": settings.SITE_URL,
        "product": settings.PRODUCT_NAME,
    }
    send_mail(subject, render_to_string("transcripts/last_day.txt", shown), None, [person.email])
