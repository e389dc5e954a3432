"""Fresh badges for the rows that somebody looks at, in one request for all of them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from transcripts.library.shown import statuses
from transcripts.web.http import me

# More than a page of the library shows, or a person uploads while looking.
AT_ONCE = 100


def _identities(values: list[str]) -> list[UUID]:
    """Those that are identities; what is none belongs to no row."""
    found = []
    for value in values[:AT_ONCE]:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found


@require_safe
@never_cache
def badges(request: HttpRequest) -> HttpResponse:
    found = statuses(me(request), _identities(request.GET.getlist("id")))
    return render(request, "parts/badges.html", {"statuses": found})
