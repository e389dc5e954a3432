"""The library: the search box, and the recordings, newest first, or what was found in them, best first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from transcripts.actions import saved_searches
from transcripts.library.filters import View
from transcripts.library.pages import library_page
from transcripts.library.query import LONGEST
from transcripts.library.results import results_page
from transcripts.library.saved import saved_views
from transcripts.library.search import Narrowing
from transcripts.web.http import field, me

# What library.query understands, with an example of each.
WAYS = (
    ("«ազգային ժողով»", gettext_lazy("words side by side; a single word in quotes: just this form")),
    ("-դատարան", gettext_lazy("without this word")),
    ("title:ժողով", gettext_lazy("in the title")),
    ("by:Անահիտ", gettext_lazy("who brought it")),
    ("model:conversational", gettext_lazy("or model:formal")),
    ("after:2026-01 before:15.03.2026", gettext_lazy("when it was brought")),
    ("length:10-30 length:>1h", gettext_lazy("how long it is: in minutes, or with h, m or s")),
)


def _one_line(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())[:LONGEST]


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    if q := _one_line(request.GET.get("q", "")):
        return _found(request, q)
    after = request.GET.get("after", "")
    shown = {"page": library_page(me(request), after=after), "after": after}
    return render(request, "transcripts/library.html", shown | _saved(request))


def _found(request: HttpRequest, q: str) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in ("person", "model", "month")}
    narrowing = Narrowing(**{name: value.replace("\0", "")[:60] for name, value in asked.items()})
    start = request.GET.get("start", "")
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 0
    page = results_page(me(request), q, narrowing, first)
    return render(
        request, "transcripts/found.html", {"page": page, "first": first, "ways": WAYS} | _saved(request)
    )


def _saved(request: HttpRequest) -> dict[str, object]:
    view = View.of(request.GET)
    saved = saved_views(me(request))
    return {"saved": saved, "view": view, "is_saved": any(one.view == view for one in saved)}


@require_POST
def save_search(request: HttpRequest) -> HttpResponse:
    """Keeps the view that the fields describe, or forgets it where `forget` says so; then shows it."""
    view = View.of(request.POST)
    if "forget" in request.POST:
        saved_searches.forget(by=me(request), view=view)
    else:
        saved_searches.save(by=me(request), name=field(request, "name"), view=view)
    return redirect(f"{reverse('library')}?{view.address}" if view.address else "library")
