"""The audit log as people read it: filtered, newest first, a page at a time."""

import base64
import binascii
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from transcripts import access
from transcripts.models import Act, Event, Team, User, Why
from transcripts.text.armenian import fold

PAGE_SIZE = 50
# Of people whose names have in them what somebody typed.
MOST_PEOPLE = 100
EARLIEST, LATEST = date(1000, 1, 1), date(9000, 1, 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the log is wanted; empty where it does not matter. `on` is the id of what it was done to."""

    team: Team | None = None
    person: str = ""
    act: str = ""
    on: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class LogPage:
    """`next` is the cursor of the following page, None on the last."""

    events: list[Event]
    next: str | None


def asked(query: Mapping[str, str], team: Team | None) -> Asked:
    """What cannot be meant is left out."""
    said = {name: query.get(name, "").replace("\0", "").strip() for name in ("person", "act", "on")}
    return Asked(team, first=_day(query.get("from", "")), last=_day(query.get("to", "")), **said)


def _day(text: str) -> date | None:
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return found if found and EARLIEST <= found <= LATEST else None


def events(user: User, wanted: Asked) -> QuerySet[Event]:
    """Newest first. Raises nothing: what the person may not see is not there."""
    rows = access.events(user)
    if wanted.team is not None:
        rows = rows.filter(team=wanted.team)
    if wanted.person:
        rows = rows.filter(actor__in=_people(wanted.person))
    if wanted.act:
        rows = rows.filter(act=wanted.act)
    if wanted.on:
        rows = rows.filter(object_id=wanted.on)
    if wanted.first:
        rows = rows.filter(at__gte=_midnight(wanted.first))
    if wanted.last:
        rows = rows.filter(at__lt=_midnight(wanted.last + timedelta(days=1)))
    return rows.order_by("-at", "-pk")


def _people(typed: str) -> list[int]:
    """By their whole address, else by a part of their name or address, whatever its case."""
    exact = list(User.objects.filter(email__iexact=typed).values_list("pk", flat=True))
    return exact or list(islice(_called(typed), MOST_PEOPLE))


def _called(typed: str) -> Iterator[int]:
    wanted = fold(typed)
    for pk, name, email in User.objects.order_by("pk").values_list("pk", "name", "email"):
        if wanted in fold(name) or wanted in email.lower():
            yield pk


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def log_page(user: User, wanted: Asked, after: str = "") -> LogPage:
    rows = events(user, wanted).select_related("team")
    if place := _decoded(after):
        at, pk = place
        # (The first half alone lets the database begin in its index where the page before ended.)
        rows = rows.filter(Q(at__lt=at) | Q(pk__lt=pk), at__lte=at)
    found = list(rows[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return LogPage(shown, _cursor(shown[-1]) if len(found) > PAGE_SIZE else None)


def _cursor(event: Event) -> str:
    return base64.urlsafe_b64encode(f"{event.at.isoformat()}|{event.pk}".encode()).decode().rstrip("=")


def _decoded(cursor: str) -> tuple[datetime, int] | None:
    """None for what is no cursor: somebody cut the address; they get the first page."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        moment, _bar, number = raw.partition("|")
        at, pk = datetime.fromisoformat(moment), int(number)
    except (ValueError, binascii.Error):
        return None
    return (at, pk) if at.tzinfo and 0 < pk < 2**63 and EARLIEST <= at.date() <= LATEST else None


def act_in_words(code: str) -> str:
    """The code itself where another edition of the site has written it."""
    return str(Act(code).label) if code in Act.values else code


def facts(event: Event) -> list[tuple[str, str]]:
    """An event's details, in words: a heading and what stands under it."""
    words = fact_words()
    told = event.detail if isinstance(event.detail, dict) else {}
    return [
        (words.get(str(name), str(name)), _meant(str(name), value))
        for name, value in told.items()
        if name not in UNTOLD
    ]


# Ids, which tell people nothing.
UNTOLD = ("transcription", "receipt")


def fact_words() -> dict[str, str]:
    return {
        "active": _("may sign in"),
        "after": _("afterwards"),
        "amount": _("about"),
        "before": _("before"),
        "bytes": _("bytes"),
        "changed": _("changed"),
        "changes": _("changed"),
        "currency": _("currency"),
        "days": _("days"),
        "download": _("download"),
        "entries": _("entries"),
        "folders": _("folders"),
        "forgotten": _("rule removed"),
        "format": _("format"),
        "guest_links": _("guest links"),
        "how": _("by"),
        "into": _("moved into"),
        "left_behind": _("who had it private is gone"),
        "link": _("link"),
        "made": _("new"),
        "model": _("model"),
        "name": _("name"),
        "name_was": _("name before"),
        "only_text": _("only the text"),
        "password": _("password"),
        "provider": _("by"),
        "read_only": _("only read"),
        "reason": _("reason"),
        "recordings": _("recordings"),
        "retried": _("once more"),
        "role": _("role"),
        "seconds": _("seconds"),
        "sound_days": _("days of sound"),
        "text_days": _("days of text"),
        "title_was": _("title before"),
        "track": _("sound track"),
        "trial": _("one minute, to try"),
        "was": _("before"),
        "what": _("what"),
        "why": _("why"),
    }


def _meant(name: str, value: object) -> str:
    if name == "why" and value in Why.values:
        return str(Why(value).label)
    if value is None and name.endswith("_days"):
        return _("for ever")
    return _said(value)


def _said(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_said(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} {_said(one)}".strip() for name, one in value.items())
    return str(value)


def team_of(user: User, wanted: str) -> Team | None:
    """Whose log is shown: the team asked for, else for staff everybody's and for owners that of their first team."""
    teams = access.teams_with_log(user)
    try:
        found = teams.filter(pk=UUID(wanted)).first() if wanted else None
    except ValueError:
        found = None
    return found or (None if user.is_staff else teams.first())
