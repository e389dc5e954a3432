"""What listening has told of a transcript so far: asked for by its page until the word times are there."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from transcripts.library.listening import hearing
from transcripts.web.words import newest, transcription_of


@require_safe
@never_cache
def times(request: HttpRequest, recording_id: UUID, transcription_id: UUID) -> HttpResponse:
    transcription = transcription_of(request, recording_id, transcription_id)
    shown = {
        "recording": transcription.recording,
        "transcription": transcription,
        "hearing": hearing(transcription, newest(transcription)),
    }
    return render(request, "parts/times.html", shown)
