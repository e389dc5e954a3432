"""Usage review: what was transcribed and what it cost, for owners and billing. No title, no word."""

import csv
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from transcripts import access
from transcripts.models import User
from transcripts.usage.ledger import Entry
from transcripts.usage.periods import EARLIEST, LATEST, Period, month_of, months_until
from transcripts.usage.report import model_name, report
from transcripts.web.http import me
from transcripts.web.tables import MARK, cell

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """A period as a link: what it is called, its days, whether it is the one shown."""

    name: str
    period: Period
    chosen: bool


def _auditor(request: HttpRequest) -> User:
    person = me(request)
    if not access.may_see_usage(person):
        raise Http404
    return person


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _period(query: QueryDict, today: date) -> tuple[Period, str]:
    """The days asked for, else this month; and what was wrong with the question."""
    asked = query.get("from", ""), query.get("to", "")
    first, last = _day(asked[0]), _day(asked[1])
    if first and last and EARLIEST <= first <= last <= LATEST:
        return Period(first, last), ""
    problem = (
        _("Give a first and a last day, the first one earlier. This month is shown.") if any(asked) else ""
    )
    return month_of(today), problem


def _choices(today: date, shown: Period) -> list[Choice]:
    named = [
        (_("This month"), month_of(today)),
        (_("Last month"), month_of(months_until(today, 2).first)),
        (_("Twelve months"), months_until(today, MONTHS)),
    ]
    return [Choice(name, period, period == shown) for name, period in named]


@require_safe
def usage(request: HttpRequest) -> HttpResponse:
    person = _auditor(request)
    today = timezone.localdate()
    period, problem = _period(request.GET, today)
    return render(
        request,
        "transcripts/usage.html",
        {
            "report": report(person, period),
            "months": report(person, months_until(today, MONTHS)).by_month,
            "choices": _choices(today, period),
            "problem": problem,
            "priced": bool(settings.HISPEECH_PRICE_PER_MINUTE),
        },
        status=400 if problem else 200,
    )


COLUMNS = (
    "month",
    "person",
    "email",
    "team",
    "model",
    "attempts",
    "seconds",
    "unconfirmed_seconds",
    "failures",
    "currency",
    "cost",
    "may_be_added",
    "seconds_without_price",
)


def _row(entry: Entry) -> list[object]:
    sums = entry.sums
    cells = [
        f"{entry.month:%Y-%m}",
        entry.person_name,
        entry.email,
        entry.team_name,
        model_name(entry.stt_model),
        sums.attempts,
        round(sums.seconds, 3),
        round(sums.unconfirmed, 3),
        sums.failures,
        sums.currency,
        sums.cost,
        sums.undecided,
        round(sums.unpriced, 3),
    ]
    return [cell(one) for one in cells]


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The same figures as a table, one line for each month, person, team, model and currency."""
    person = _auditor(request)
    period, problem = _period(request.GET, timezone.localdate())
    if problem:
        return HttpResponse(problem, status=400, content_type="text/plain; charset=utf-8")
    name = f"usage-{period.first}-{period.last}.csv"
    answer = HttpResponse(
        MARK,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
    table = csv.writer(answer)
    table.writerow(COLUMNS)
    table.writerows(_row(entry) for entry in report(person, period).entries)
    return answer
