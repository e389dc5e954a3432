"""Have a recording transcribed: a sound track chosen first, the other model, or once more."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from transcripts.actions import transcribe as ordering
from transcripts.actions.order import AlreadyHere
from transcripts.errors import NotAllowed, Refused
from transcripts.library.known import offer_of_known
from transcripts.library.pages import RecordingPage, recording_page
from transcripts.library.words import in_words
from transcripts.media.tracks import UnknownTrack
from transcripts.models import Recording, Transcription
from transcripts.web.doorkeeper import refusal
from transcripts.web.http import field, me, refused, wants_json
from transcripts.web.recording import shown_on


@require_POST
def transcribe(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    """The button has named its price. What the team has already is offered instead, or once more on purpose."""
    page = recording_page(me(request), recording_id)
    if wants_json(request):
        return _for_script(request, page.recording)
    try:
        made = _order(request, page.recording)
    except AlreadyHere as known:
        return _offered(request, page, known)
    except Refused as refusal:
        return refused(request, refusal, page.recording)
    if not made.is_active:
        messages.success(
            request, _("This sound track has been transcribed like that already. Nothing was bought.")
        )
    return redirect(f"{reverse('recording', args=[recording_id])}?transcription={made.pk}")


def _for_script(request: HttpRequest, recording: Recording) -> HttpResponse:
    """The upload page buys once more what the team has: no page is looked at meanwhile."""
    try:
        _order(request, recording)
    except Refused as error:
        return refusal(
            403 if isinstance(error, NotAllowed) else 409, error.code, in_words(error), error.field
        )
    url = reverse("recording", args=[recording.pk])
    return JsonResponse({"id": str(recording.pk), "title": recording.title, "url": url}, status=201)


def _order(request: HttpRequest, recording: Recording) -> Transcription:
    return ordering.transcribe(
        by=me(request),
        recording=recording,
        stt_model=field(request, "stt_model"),
        confidential="confidential" in request.POST,
        again="again" in request.POST,
        track=track_of(field(request, "track")),
    )


def track_of(text: str) -> int | None:
    """None where the form does not ask for one. Raises UnknownTrack."""
    if text and not (text.isascii() and text.isdigit()):
        raise UnknownTrack
    return int(text) if text else None


def _offered(request: HttpRequest, page: RecordingPage, known: AlreadyHere) -> HttpResponse:
    """The same page, with what there is to be used for nothing, and the same wish once more on purpose."""
    wishes = [(name, field(request, name)) for name in ("stt_model", "track", "confidential")]
    existing = {
        "words": in_words(known),
        "transcription": known.transcription,
        "wishes": [(name, value) for name, value in wishes if value],
        "offer": offer_of_known(known.transcription, page.recording),
    }
    shown = shown_on(page) | {"existing": existing}
    return render(request, "transcripts/recording.html", shown, status=409)
