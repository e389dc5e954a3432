"""Find in one recording: all passages with what one asks for, in every form of its words, each played from its second."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from transcripts.actions import reading
from transcripts.library.filters import one_line
from transcripts.library.meant import in_armenian
from transcripts.library.pages import recording_page
from transcripts.library.results import within
from transcripts.web.http import me


@require_safe
@never_cache
def finding(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    page = recording_page(me(request), recording_id)
    q = one_line(request.GET.get("q", ""))
    shown: dict[str, object] = {"recording": page.recording, "q": q}
    if q:
        reading.opened(by=me(request), recording=page.recording)
        found = within(page.recording.pk, q)
        shown |= {"found": found, "offers": [] if found.total else in_armenian(q)}
    return render(request, "transcripts/find.html", shown)
