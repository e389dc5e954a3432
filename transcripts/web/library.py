"""The library: the search box and the recordings, newest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from transcripts.library.pages import library_page
from transcripts.web.http import me


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    q = " ".join(request.GET.get("q", "").replace("\0", " ").split())
    after = request.GET.get("after", "")
    return render(
        request,
        "transcripts/library.html",
        {"page": library_page(me(request), q=q, after=after), "after": after},
    )
