"""Both models on one minute: ordered, watched, read side by side, and then one of them chosen for all of the recording."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from transcripts import access
from transcripts.actions.cancel import cancel as cancelling
from transcripts.actions.retry import retry as retrying
from transcripts.actions.try_out import try_out
from transcripts.errors import TranscriptsError
from transcripts.library.minute import trial
from transcripts.library.pages import RecordingPage, recording_page
from transcripts.library.trials import offer_to_try
from transcripts.models import Transcription
from transcripts.web.http import field, me, refused
from transcripts.web.recording import heard_on
from transcripts.web.transcribe import track_of


def _shown(page: RecordingPage) -> dict[str, object]:
    return {
        "page": page,
        "recording": page.recording,
        "transcription": page.transcription,
        "trial": trial(page),
        "offer": offer_to_try(page) if page.may_edit else None,
        **heard_on(page),
    }


@require_safe
@never_cache
def trying(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    page = recording_page(me(request), recording_id)
    return render(request, "transcripts/try.html", _shown(page))


@require_safe
@never_cache
def status(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    """What the page shows, as long as something is at work."""
    return render(request, "parts/trial.html", _shown(recording_page(me(request), recording_id)))


@require_POST
def order(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    """The button has named its price."""
    page = recording_page(me(request), recording_id)

    def act() -> object:
        return try_out(
            by=me(request),
            recording=page.recording,
            confidential="confidential" in request.POST,
            track=track_of(field(request, "track")),
        )

    return _done(request, page, act)


@require_POST
def retry(request: HttpRequest, recording_id: UUID, trial_id: UUID) -> HttpResponse:
    page, run = _of(request, recording_id, trial_id)
    may_cost = "may_cost" in request.POST
    return _done(request, page, lambda: retrying(by=me(request), transcription=run, may_cost=may_cost))


@require_POST
def cancel(request: HttpRequest, recording_id: UUID, trial_id: UUID) -> HttpResponse:
    page, run = _of(request, recording_id, trial_id)
    return _done(request, page, lambda: cancelling(by=me(request), transcription=run))


def _of(request: HttpRequest, recording_id: UUID, trial_id: UUID) -> tuple[RecordingPage, Transcription]:
    page = recording_page(me(request), recording_id)
    mine = access.trials(me(request)).select_related("recording")
    return page, get_object_or_404(mine, pk=trial_id, recording=recording_id)


def _done(request: HttpRequest, page: RecordingPage, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except TranscriptsError as error:
        return refused(request, error, page.recording)
    return redirect("recording_try", page.recording.pk)
