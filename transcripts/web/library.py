"""The library: the search box, folders and tags at the side, and the recordings: in an order that one chooses, or what was found, best first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from transcripts.actions import saved_searches
from transcripts.library.filters import View
from transcripts.library.instead import instead, meant, unknown, unread
from transcripts.library.pages import library_page
from transcripts.library.results import results_page
from transcripts.web.frame import frame
from transcripts.web.http import field, me

# What library.query understands, with an example of each.
WAYS = (
    ("«ազգային ժողով»", gettext_lazy("words side by side; a single word in quotes: just this form")),
    ("-դատարան", gettext_lazy("without this word")),
    ("title:ժողով", gettext_lazy("in the title")),
    ("by:Անահիտ", gettext_lazy("who brought it")),
    ("folder:Նիստեր", gettext_lazy("in this folder, and in those that lie in it")),
    ("tag:կարևոր", gettext_lazy("with this tag")),
    ("-tag:կարևոր", gettext_lazy("without it; also -by: -folder: -model: -before: -after:")),
    ("model:conversational", gettext_lazy("or model:formal")),
    ("after:2026-01 before:15.03.2026", gettext_lazy("when it was brought")),
    (
        "length:10-30 length:>1h length:45",
        gettext_lazy("how long it is: in minutes, or with h, m or s; a bare number: about so long"),
    ),
)


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    view = View.of(request.GET)
    if view.q:
        return _found(request, view)
    after = request.GET.get("after", "")
    page = library_page(me(request), view, after=after)
    shown = {"page": page, "after": after, "ways": WAYS, **frame(me(request), view, page.shelf)}
    return render(request, "transcripts/library.html", shown)


def _found(request: HttpRequest, view: View) -> HttpResponse:
    start = request.GET.get("start", "")
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 0
    page = results_page(me(request), view.q, view.narrowing, first)
    if first and not page.rows:
        # There are fewer than there were, or somebody has changed the address.
        return redirect(f"{reverse('library')}?{view.address}")
    shown = {"page": page, "first": first, "ways": WAYS, "meant": meant(me(request), view, page.offers)}
    if page.rows:
        shown |= {"unread": unread(view.q)}
    else:
        shown |= {"unknown": unknown(me(request), view.q), "others": instead(me(request), view)}
    shown |= frame(me(request), view, page.shelf)
    return render(request, "transcripts/found.html", shown)


@require_POST
def save_search(request: HttpRequest) -> HttpResponse:
    """Keeps the view that the fields describe, or forgets it where `forget` says so; then shows it."""
    view = View.of(request.POST)
    if "forget" in request.POST:
        saved_searches.forget(by=me(request), view=view)
    else:
        saved_searches.save(by=me(request), name=field(request, "name"), view=view)
    return redirect(f"{reverse('library')}?{view.address}" if view.address else "library")
