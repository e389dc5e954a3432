"""A person's notices in words, and how many of them they have not seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from transcripts import access
from transcripts.library.reasons import explain
from transcripts.models import ACTIVE, Notice, NoticeWish, Status, Transcription, User

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class News:
    """`then`: what one may do; empty where all is well."""

    id: int
    status: str
    title: str
    sentence: str
    then: str
    at: datetime
    is_good: bool
    is_seen: bool


@dataclass(frozen=True, slots=True)
class Unseen:
    """`latest`: the number of the newest one, 0 where there is none."""

    count: int
    latest: int


def unseen(user: User) -> Unseen:
    """One query, on every page: so without asking for each whether its recording may still be seen."""
    found = Notice.objects.filter(user=user, seen_at=None).aggregate(count=Count("pk"), latest=Max("pk"))
    return Unseen(found["count"], found["latest"] or 0)


def page(user: User, before: int | None = None) -> tuple[list[News], int | None]:
    """Newest first, and from where the next page goes on."""
    rows = access.notices(user)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE_SIZE + 1])
    return in_words(found[:PAGE_SIZE]), found[PAGE_SIZE - 1].pk if len(found) > PAGE_SIZE else None


def since(user: User, after: int) -> list[News]:
    """What came after that one and was not seen elsewhere meanwhile, oldest first."""
    return in_words(access.notices(user).filter(pk__gt=after, seen_at=None).order_by("pk")[:PAGE_SIZE])


def wish_of(user: User) -> NoticeWish:
    return NoticeWish.objects.filter(user=user).first() or NoticeWish(user=user)


def in_words(notices: Iterable[Notice]) -> list[News]:
    return [_news(one) for one in notices]


def _news(notice: Notice) -> News:
    run = notice.transcription
    title = run.recording.title
    sentence, then = _("“%(title)s” is ready to read.") % {"title": title}, ""
    if not notice.is_good:
        sentence, then = _as_it_was(notice, title) if run.status != notice.status else _as_it_is(run, title)
    return News(
        notice.pk, notice.status, title, sentence, then, notice.at, notice.is_good, bool(notice.seen_at)
    )


def _as_it_is(run: Transcription, title: str) -> tuple[str, str]:
    sentence, why = _("“%(title)s” could not be transcribed."), explain(run)
    if run.status == Status.UNCONFIRMED:
        sentence = _("“%(title)s” waits for your word.")
    return " ".join(filter(None, [sentence % {"title": title}, why.what])), why.then


def _as_it_was(notice: Notice, title: str) -> tuple[str, str]:
    """It was tried again, or cancelled, since: the reason is gone, and nobody waits for a word."""
    sentence, status = _("“%(title)s” could not be transcribed."), notice.transcription.status
    if notice.status == Status.UNCONFIRMED:
        sentence = _("“%(title)s” waited for your word.")
    then = _("It is ready to read by now.") if status == Status.COMPLETED else ""
    return sentence % {"title": title}, _("It is being tried again.") if status in ACTIVE else then
