"""Usage for programs: what the token's team has sent to HiSpeech, in sound and money. No title, no word."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.dateparse import parse_date
from rest_framework.request import Request
from rest_framework.response import Response

from transcripts import access
from transcripts.api.errors import Body
from transcripts.api.keys import token_of
from transcripts.api.recordings import LibraryView
from transcripts.errors import NotAllowed, Refused, gettext_noop
from transcripts.usage.periods import EARLIEST, LATEST, Period
from transcripts.usage.report import Line, Money, Report, report


class BadPeriod(Refused):
    code = "bad_period"
    field = "from"
    sentence = gettext_noop("Give days as 2026-11-30, the first one no later than the last.")


class NoSuchGroup(Refused):
    code = "no_such_group"
    field = "group"
    sentence = gettext_noop("Usage is told by person, by model or by month.")


class Usage(LibraryView):
    """`GET ?from=&to=&group=person|model|month`: this month by person, unless told otherwise. Both days are included."""

    def get(self, request: Request) -> Response:
        token, asked = token_of(request), request.query_params
        if not access.teams_with_usage(token.user).filter(pk=token.team_id).exists():
            raise NotAllowed
        period = _period(asked.get("from", ""), asked.get("to", ""))
        found = report(token.user, period, team=token.team)
        group = asked.get("group") or "person"
        return Response(
            {
                "from": period.first,
                "to": period.last,
                "group": group,
                "total": _sums(found.total),
                "results": _lines(found, group),
                "next": None,
            }
        )


def _period(first: str, last: str) -> Period:
    """Raises BadPeriod."""
    to = _day(last) if last else timezone.localdate()
    since = _day(first) if first else to.replace(day=1)
    if not EARLIEST <= since <= to <= LATEST:
        raise BadPeriod
    return Period(since, to)


def _day(text: str) -> date:
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise BadPeriod
    return day


def _lines(found: Report, group: str) -> list[Body]:
    """Raises NoSuchGroup. `key` tells lines apart: a person's number, a model's id, `2026-11`."""
    if group == "person":
        emails = {str(one.person or ""): one.email for one in found.entries}
        return [_line(one) | {"email": emails[one.key] or None} for one in found.by_person]
    lines = {"model": found.by_model, "month": found.by_month}.get(group)
    if lines is None:
        raise NoSuchGroup
    return [_line(one) for one in lines]


def _line(line: Line) -> Body:
    return {"key": line.key, "name": line.name, **_sums(line)}


def _sums(line: Line) -> Body:
    """Sound in seconds, money as text, so that no figure loses a digit on its way."""
    return {
        "attempts": line.attempts,
        "failures": line.failures,
        "seconds": line.seconds,
        "unconfirmed_seconds": line.unconfirmed,
        "seconds_without_price": line.unpriced,
        "cost": _amounts(line.costs),
        "may_be_added": _amounts(line.undecided),
    }


def _amounts(several: Iterable[Money]) -> list[Body]:
    return [{"amount": str(one.amount), "currency": one.currency} for one in several]
