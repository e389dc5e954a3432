"""One letter with several notices: as soon as no more are to be expected from the same person's jobs, or once a day.

A letter says which recordings, and never a word of them. Killed between sending and noting that it was sent, it is sent once more.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transcripts import access
from transcripts.library.news import in_words
from transcripts.models import ACTIVE, ByMail, Notice, NoticeWish, Transcription, User

log = logging.getLogger(__name__)

# While other jobs of the same person are at work their notices are waited for, but no longer than this.
GATHERED_FOR = timedelta(minutes=10)
# When the daily letter leaves, by the site's clock.
DAILY_AT = time(8)
# Whoever began to write a letter and says nothing for so long has died; after a mail server's trouble as long.
PATIENCE = timedelta(minutes=5)
# Older news is none.
STALE = timedelta(days=2)
# So many recordings are named; all are counted.
NAMED = 30


def send_due(now: datetime) -> int:
    """Letters for all to whom one is due now; how many left."""
    waiting = _waiting(now)
    if not waiting.exists():
        return 0
    people = User.objects.filter(pk__in=waiting.order_by().values("user"))
    return sum(_settle(person, now) for person in people.select_related("notice_wish"))


def _waiting(now: datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(Q(lease_until=None) | Q(lease_until__lt=now), mailed_at=None)


def _settle(person: User, now: datetime) -> int:
    mine = _waiting(now).filter(user=person)
    # For these there will be no letter: they were seen, are news no longer, or are not wanted.
    without = Q() if _wish(person) == ByMail.NEVER or not person.is_active else _needless(now)
    mine.filter(without).update(mailed_at=now)
    oldest = mine.order_by("at").values_list("at", flat=True).first()
    if oldest is None or not _is_due(person, oldest, now):
        return 0
    return _send(person, now)


def _needless(now: datetime) -> Q:
    return Q(seen_at__isnull=False) | Q(at__lt=now - STALE)


def _wish(person: User) -> str:
    try:
        return str(person.notice_wish.by_mail)
    except NoticeWish.DoesNotExist:
        return ByMail.SOON


def _is_due(person: User, oldest: datetime, now: datetime) -> bool:
    if _wish(person) == ByMail.DAILY:
        return oldest < _last_round(now)
    at_work = Transcription.objects.filter(requested_by=person, status__in=ACTIVE)
    return now - oldest >= GATHERED_FOR or not at_work.exists()


def _last_round(now: datetime) -> datetime:
    """When the daily letters left last, or should have."""
    today = localtime(now).replace(hour=DAILY_AT.hour, minute=DAILY_AT.minute, second=0, microsecond=0)
    return today if today <= now else today - timedelta(days=1)


def _send(person: User, now: datetime) -> int:
    """The lease makes these notices ours; who comes at the same time finds none."""
    until = now + PATIENCE
    if not _waiting(now).filter(user=person).update(lease_until=until):
        return 0
    claimed = Notice.objects.filter(user=person, mailed_at=None, lease_until=until)
    told = list(access.notices(person).filter(pk__in=claimed.values("pk")).order_by("pk"))
    try:
        if told:
            send_mail(_subject(told), _words(person, told), None, [person.email])
    except OSError as error:  # of SMTP and of sockets alike
        log.warning("A letter could not be sent, and will be tried again: %s", type(error).__name__)
        return 0
    claimed.update(mailed_at=now, lease_until=None)
    return bool(told)


def _subject(told: Sequence[Notice]) -> str:
    wrong = sum(not one.is_good for one in told)
    if not wrong:
        words = ngettext("%(n)d transcript is ready", "%(n)d transcripts are ready", len(told))
        return words % {"n": len(told)}
    if wrong == len(told):
        words = ngettext("%(n)d transcription did not work", "%(n)d transcriptions did not work", wrong)
        return words % {"n": wrong}
    return _("%(ready)d ready, %(wrong)d did not work") % {"ready": len(told) - wrong, "wrong": wrong}


def _words(person: User, told: Sequence[Notice]) -> str:
    shown = {
        "person": person,
        "notices": in_words(told[:NAMED]),
        "more": max(0, len(told) - NAMED),
        "site": settings.SITE_URL,
        "product": settings.PRODUCT_NAME,
    }
    return render_to_string("transcripts/notices.txt", shown)
