"""Figures for those who watch over the site, in the text format that Prometheus reads. No name, no title, no team."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Manager, Min, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from transcripts.models import Attempt, Outcome, Stage, Status, Transcription, Upload
from transcripts.models.lifecycle import ACTIVE

PREFIX = "hispeech_library_"
# Of the format's first version, which everything reads.
TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Figure:
    """`values` by what tells them apart, a label and its value; by "" where there is one."""

    name: str
    kind: str
    told: str
    values: dict[str, float]
    label: str = field(default="")


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For whoever brings METRICS_TOKEN; where none is set, for this machine alone. Raises Http404 for all others."""
    if not _may_read(request):
        raise Http404
    return HttpResponse("\n".join(_lines()) + "\n", content_type=TYPE)


def _may_read(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        scheme, _space, said = request.headers.get("Authorization", "").partition(" ")
        wanted = settings.METRICS_TOKEN.encode()
        return scheme.lower() == "bearer" and hmac.compare_digest(said.strip().encode(), wanted)
    # Behind a proxy everybody seems to come from here.
    return "X-Forwarded-For" not in request.headers and _is_here(request.META.get("REMOTE_ADDR", ""))


def _is_here(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _lines() -> Iterator[str]:
    for one in _figures():
        yield f"# HELP {PREFIX}{one.name} {one.told}"
        yield f"# TYPE {PREFIX}{one.name} {one.kind}"
        for value, figure in one.values.items():
            labels = f'{{{one.label}="{value}"}}' if one.label else ""
            yield f"{PREFIX}{one.name}{labels} {figure:.15g}"


def _figures() -> Iterator[Figure]:
    yield Figure(
        "transcriptions",
        "gauge",
        "Transcriptions, with parts and trials, by status.",
        dict.fromkeys(Status.values, 0) | _counted(Transcription.every, "status"),
        "status",
    )
    yield Figure(
        "longest_wait_seconds",
        "gauge",
        "Since when the oldest transcription that is not finished was asked for.",
        {"": _longest_wait()},
    )
    attempts = Attempt.objects.order_by().values_list("outcome").annotate(Count("pk"), Sum("billed_seconds"))
    found = {outcome: (count, seconds or 0) for outcome, count, seconds in attempts}
    yield Figure(
        "attempts",
        "gauge",
        "Tries at HiSpeech, by outcome.",
        {outcome: found.get(outcome, (0, 0))[0] for outcome in Outcome.values},
        "outcome",
    )
    yield Figure(
        "paid_seconds_total",
        "counter",
        "Seconds of sound that HiSpeech has charged for.",
        {"": found.get(Outcome.SETTLED, (0, 0))[1]},
    )
    yield Figure(
        "uploads",
        "gauge",
        "Uploads, by state.",
        dict.fromkeys(Stage.values, 0) | _counted(Upload.objects, "state"),
        "state",
    )


def _counted(rows: Manager[Any], by: str) -> dict[str, float]:
    return dict(rows.order_by().values_list(by).annotate(Count("pk")))


def _longest_wait() -> float:
    active = Transcription.every.filter(status__in=ACTIVE).order_by()
    oldest = active.aggregate(oldest=Min("asked_at"))["oldest"]
    return max(0.0, (timezone.now() - oldest).total_seconds()) if oldest else 0.0
