"""Bring recordings: the page, and its form for people without scripts. With them static/js/upload/ speaks to api.uploads."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from transcripts import access
from transcripts.actions.order import AlreadyHere
from transcripts.actions.submit import submit
from transcripts.errors import NotAllowed, Refused, gettext_noop
from transcripts.library.known import offer_of_known
from transcripts.library.money import about_together
from transcripts.library.tree import folder_choices
from transcripts.library.words import in_words
from transcripts.media.cuts import MINUTE
from transcripts.models import Transcription
from transcripts.models.transcription import Model
from transcripts.web.cards import CARDS
from transcripts.web.http import field, me, team_named
from transcripts.web.upload_words import words

Upload: TypeAlias = "UploadedFile[Any]"


# In the form, in a model's place: both on one minute.
TRY = "try"


class NoFile(Refused):
    code = "no_file_chosen"
    field = "file"
    sentence = gettext_noop("Choose at least one recording.")


def _page(request: HttpRequest, status: int = 200, **shown: object) -> HttpResponse:
    here = access.current(me(request))
    team = here.team if here else None
    context = {
        "cards": CARDS,
        "chosen": (team and team.default_model) or Model.FORMAL.value,
        "confidential": team is not None and team.default_confidential,
        "team": team,
        "limit": settings.MAX_UPLOAD_BYTES,
        "words": words(),
        "try_cost": about_together(Model.values, MINUTE),
        "folders": folder_choices(team),
        "folder": request.POST.get("folder", "") or f"#{request.GET.get('folder', '')}",
        **shown,
    }
    return render(request, "transcripts/upload.html", context, status=status)


def _submit(request: HttpRequest, file: Upload) -> Transcription:
    return submit(
        by=me(request),
        file=file,
        filename=file.name or "",
        stt_model=request.POST.get("stt_model", ""),
        folder=field(request, "folder"),
        confidential="confidential" in request.POST,
        private="private" in request.POST,
        team=team_named(request),
        again="again" in request.POST,
        try_out=request.POST.get("stt_model") == TRY,
    )


@dataclass(frozen=True, slots=True)
class Existing:
    """What the team has already: to be used for nothing."""

    url: str
    who_when: str
    use: str


def _existing(error: Refused) -> Existing | None:
    if not isinstance(error, AlreadyHere):
        return None
    offer = offer_of_known(error.transcription)
    url = reverse("recording", args=[error.transcription.recording_id])
    return Existing(url, offer.who_when, offer.use)


def _status_of(error: Refused) -> int:
    if isinstance(error, AlreadyHere):
        return 409
    return 403 if isinstance(error, NotAllowed) else 400


def _brought(request: HttpRequest, files: list[Upload]) -> HttpResponse:
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
            private="private" in request.POST,
        )
    if len(made) == 1:
        return redirect("recording_try" if made[0].is_trial else "recording", made[0].recording_id)
    added = ngettext("%(n)d recording was added.", "%(n)d recordings were added.", len(made))
    messages.success(request, added % {"n": len(made)})
    return redirect("library")


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _brought(request, request.FILES.getlist("file"))
    if not access.may_upload(me(request)):
        return _page(request, 403, barred=True)
    return _page(request)
