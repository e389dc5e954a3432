"""Bring recordings: one form for people without scripts, the same address for our page's own."""

from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from transcripts import access
from transcripts.actions.order import AlreadyHere
from transcripts.actions.submit import submit
from transcripts.errors import NotAllowed, Refused, gettext_noop
from transcripts.library.money import about
from transcripts.library.words import in_words
from transcripts.models import Transcription
from transcripts.models.transcription import Model
from transcripts.web.cards import CARDS
from transcripts.web.doorkeeper import refusal
from transcripts.web.http import me, wants_json

Upload: TypeAlias = "UploadedFile[Any]"


class NoFile(Refused):
    code = "no_file_chosen"
    field = "file"
    sentence = gettext_noop("Choose at least one recording.")


def _words() -> dict[str, str]:
    """What upload.js says; `{…}` is filled in by the script."""
    return {
        "empty": _("This file is empty. Was it copied completely?"),
        "tooLarge": _("This file is too large: at most {limit} can be uploaded."),
        "sent": _("{sent} of {total}"),
        "seconds": _("about {n} s left"),
        "minutes": _("about {n} min left"),
        "waiting": _("Waiting for its turn"),
        "checking": _("Checking the recording…"),
        "network": _("The connection was lost before the file had arrived. Nothing was kept; try again."),
        "server": _("Something went wrong on our side. Nothing was kept; try again."),
        "leave": _("Files are still being uploaded."),
        "one": _("Upload and transcribe"),
        "many": _("Upload and transcribe {n} recordings"),
    }


def _page(request: HttpRequest, status: int = 200, **shown: object) -> HttpResponse:
    context = {
        "cards": CARDS,
        "chosen": Model.FORMAL.value,
        "limit": settings.MAX_UPLOAD_BYTES,
        "words": _words(),
        **shown,
    }
    return render(request, "transcripts/upload.html", context, status=status)


def _submit(request: HttpRequest, file: Upload) -> Transcription:
    return submit(
        by=me(request),
        file=file,
        filename=file.name or "",
        stt_model=request.POST.get("stt_model", ""),
        confidential="confidential" in request.POST,
        again="again" in request.POST,
    )


@dataclass(frozen=True, slots=True)
class Existing:
    """What the team has already: to be used for nothing, or bought once more on purpose."""

    url: str
    who_when: str
    use: str
    again: str


def _existing(error: Refused) -> Existing | None:
    if not isinstance(error, AlreadyHere):
        return None
    known = error.transcription
    who, when = known.requested_by, date_format(localtime(known.created_at), "j M Y, H:i")
    by = _("Ordered by %(name)s, %(when)s.") % {"name": who, "when": when} if who else when
    cost = about(known.stt_model, known.recording.duration)
    return Existing(
        url=reverse("recording", args=[known.recording_id]),
        who_when=by,
        use=_("Use it: free"),
        again=_("Transcribe again: %(cost)s") % {"cost": cost},
    )


def _status_of(error: Refused) -> int:
    if isinstance(error, AlreadyHere):
        return 409
    return 403 if isinstance(error, NotAllowed) else 400


def _for_script(request: HttpRequest, files: list[Upload]) -> HttpResponse:
    """The script sends each file by itself."""
    try:
        if not files:
            raise NoFile
        made = _submit(request, files[0]).recording
    except Refused as error:
        known = _existing(error)
        more = {"existing": asdict(known)} if known else {}
        return refusal(_status_of(error), error.code, in_words(error), error.field, **more)
    answer = {
        "id": str(made.pk),
        "title": made.title,
        "url": reverse("recording", args=[made.pk]),
        "status_url": reverse("recording_status", args=[made.pk]),
    }
    return JsonResponse(answer, status=201)


def _for_form(request: HttpRequest, files: list[Upload]) -> HttpResponse:
    made: list[Transcription] = []
    errors: list[tuple[str, Refused]] = [] if files else [("", NoFile())]
    for file in files:
        try:
            made.append(_submit(request, file))
        except Refused as error:
            errors.append((file.name or "", error))
    if errors:
        return _page(
            request,
            max(_status_of(error) for _name, error in errors),
            errors=[(name, in_words(error), _existing(error)) for name, error in errors],
            offer_again=any(isinstance(error, AlreadyHere) for _name, error in errors),
            made=[transcription.recording for transcription in made],
            chosen=request.POST.get("stt_model", ""),
            confidential="confidential" in request.POST,
        )
    if len(made) == 1:
        return redirect("recording", made[0].recording_id)
    added = ngettext("%(n)d recording was added.", "%(n)d recordings were added.", len(made))
    messages.success(request, added % {"n": len(made)})
    return redirect("library")


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        answer = _for_script if wants_json(request) else _for_form
        return answer(request, request.FILES.getlist("file"))
    if not access.may_upload(me(request)):
        return _page(request, 403, barred=True)
    return _page(request)
