"""The audit log: who did what, when, and from where; for owners of their team, for staff of all."""

import json
from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from transcripts import access
from transcripts.library.log import Asked, act_in_words, asked, events, facts, log_page, team_of
from transcripts.models import Act, Event, User
from transcripts.web.http import me
from transcripts.web.tables import streamed

COLUMNS = ("when", "person", "act", "what", "on", "id", "details", "by_way_of", "key", "address", "team")
FILTERS = ("team", "person", "act", "on", "from", "to")
# Rows that are fetched at once while the table goes out.
AT_ONCE = 2000


def _reader(request: HttpRequest) -> User:
    person = me(request)
    if not access.may_see_log(person):
        raise Http404
    return person


def _wanted(request: HttpRequest, person: User) -> Asked:
    return asked(request.GET.dict(), team_of(person, request.GET.get("team", "")))


@require_safe
@never_cache
def log(request: HttpRequest) -> HttpResponse:
    person = _reader(request)
    wanted = _wanted(request, person)
    page = log_page(person, wanted, request.GET.get("after", ""))
    kept = urlencode({name: request.GET[name] for name in FILTERS if request.GET.get(name)})
    shown = {
        "page": page,
        "lines": [(event, act_in_words(event.act), facts(event)) for event in page.events],
        "wanted": wanted,
        "teams": list(access.teams_with_log(person)),
        "members": list(wanted.team.members.order_by("email")) if wanted.team else [],
        "acts": sorted(Act.choices, key=lambda one: str(one[1])),
        "kept": kept,
        "on_label": page.events[0].label if wanted.on and page.events else "",
    }
    return render(request, "transcripts/log.html", shown)


@require_safe
def download(request: HttpRequest) -> StreamingHttpResponse:
    """What the page shows, all of it."""
    person = _reader(request)
    rows = events(person, _wanted(request, person)).select_related("team")
    name = f"log-{timezone.localdate()}.csv"
    return streamed(name, COLUMNS, _lines(rows.iterator(chunk_size=AT_ONCE)))


def _lines(rows: Iterator[Event]) -> Iterator[list[object]]:
    for event in rows:
        yield [
            timezone.localtime(event.at).isoformat(timespec="seconds"),
            event.actor_name,
            event.act,
            event.kind,
            event.label,
            event.object_id,
            json.dumps(event.detail, ensure_ascii=False) if event.detail else "",
            event.door,
            event.key,
            event.address,
            event.team.name if event.team else "",
        ]
