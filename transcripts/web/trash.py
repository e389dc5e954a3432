"""The trash: what lies in it, the way back, and the way out for good with its receipt."""

import json
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from transcripts import access
from transcripts.actions.remove import delete_for_good
from transcripts.errors import NotAllowed, TranscriptsError
from transcripts.library.trash import counted, leaving, told, trash_page
from transcripts.library.words import in_words
from transcripts.web.http import me

SHOWN = 200


@require_safe
@never_cache
def trash(request: HttpRequest) -> HttpResponse:
    after = request.GET.get("after", "")
    page = trash_page(me(request), after)
    owns = access.teams_where(me(request), access.OWNERS).exists()
    return render(request, "transcripts/trash.html", {"page": page, "after": after, "owns": owns})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def leave(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    """Asks once more, saying what would go; done, it shows the receipt."""
    page = leaving(me(request), recording_id)
    if not page.may_delete:
        raise PermissionDenied(in_words(NotAllowed()))
    if request.method != "POST":
        return render(request, "transcripts/leave.html", {"page": page, "recording": page.recording})
    title = page.recording.title
    try:
        receipt = delete_for_good(by=me(request), recording=page.recording)
    except TranscriptsError as refusal:
        messages.error(request, in_words(refusal))
        return redirect("trash")
    messages.success(request, _("“%(title)s” was deleted for good.") % {"title": title})
    return redirect("receipt", receipt.pk)


@require_safe
def receipts(request: HttpRequest) -> HttpResponse:
    rows = access.receipts(me(request)).order_by("-at", "-pk")[:SHOWN]
    return render(request, "transcripts/receipts.html", {"receipts": rows})


@require_safe
@never_cache
def receipt(request: HttpRequest, receipt_id: UUID) -> HttpResponse:
    row = get_object_or_404(access.receipts(me(request)), pk=receipt_id)
    return render(request, "transcripts/receipt.html", {"receipt": row, "counted": counted(row)})


@require_safe
def receipt_file(request: HttpRequest, receipt_id: UUID) -> HttpResponse:
    row = get_object_or_404(access.receipts(me(request)), pk=receipt_id)
    text = json.dumps(told(row), ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": f'attachment; filename="receipt-{row.pk}.json"'}
    return HttpResponse(text + "\n", "application/json", headers=headers)
