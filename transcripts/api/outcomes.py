"""What became of an upload, as programs and our page read it."""

from typing import Any

from django.urls import reverse
from rest_framework.response import Response

from transcripts.actions import bring
from transcripts.api import tus
from transcripts.api.errors import Body, Problem, body_of
from transcripts.library.known import offer_of_known
from transcripts.library.reasons import cut_short
from transcripts.library.trials import trials_of
from transcripts.library.words import sentence_in_words
from transcripts.models import Recording, Stage, Transcription, Upload


def expiry(upload: Upload) -> dict[str, str]:
    """Only what is under way expires."""
    return {"Upload-Expires": tus.date(upload.expires_at)} if upload.state == Stage.RECEIVING else {}


def _reason(upload: Upload) -> Problem:
    message = sentence_in_words(upload.sentence, upload.params)
    return Problem(422, upload.code, message, {upload.field: [message]} if upload.field else {})


def refusal(upload: Upload) -> Response:
    """All bytes came, and nothing can be made of them: the client need not try again."""
    problem = _reason(upload)
    return Response(body_of(problem), problem.status)


def told(upload: Upload) -> Body:
    """For who asks. Raises StorageAway."""
    recording = upload.made if upload.state in (Stage.DONE, Stage.KNOWN) else None
    is_tried = recording is not None and upload.try_out and bool(trials_of(recording))
    return {
        "id": str(upload.pk),
        "state": upload.state,
        "offset": bring.offset_of(upload),
        "length": upload.length,
        "filename": upload.filename,
        # As it was announced: by it a page knows the same file again.
        "metadata": tus.metadata(upload.metadata),
        "title": upload.title,
        "created_at": upload.created_at,
        "expires_at": upload.expires_at,
        "recording": _recording(recording, is_tried=is_tried) if recording else None,
        "existing": _existing(upload),
        "error": _error(upload),
        "tracks": None if is_tried else _tracks(upload, recording),
    }


def _recording(recording: Recording, *, is_tried: bool) -> Body:
    """`is_tried`: both models try one minute of it, and nothing else was ordered. `warning`: what is wrong with the file."""
    return {
        "id": str(recording.pk),
        "title": recording.title,
        "url": reverse("recording_try" if is_tried else "recording", args=[recording.pk]),
        "is_tried": is_tried,
        "warning": cut_short(recording) or None,
        "status_url": reverse("recording_status", args=[recording.pk]),
    }


def _existing(upload: Upload) -> Body | None:
    """What the team has already: to be used for nothing, or bought once more at `transcribe_url` with `again`."""
    known = upload.transcription
    if upload.state != Stage.KNOWN or not isinstance(known, Transcription):
        return None
    offer = offer_of_known(known)
    return {
        "url": reverse("recording", args=[known.recording_id]),
        "transcribe_url": reverse("recording_transcribe", args=[known.recording_id]),
        "stt_model": known.stt_model,
        "confidential": known.confidential,
        "who_when": offer.who_when,
        "use": offer.use,
        "again": offer.again,
    }


def _error(upload: Upload) -> Body | None:
    if upload.state != Stage.REFUSED:
        return None
    problem = _reason(upload)
    return {"code": problem.code, "message": problem.message, "field": upload.field}


def _tracks(upload: Upload, recording: Recording | None) -> list[Any] | None:
    """Where a person is to choose one; nothing was ordered then."""
    if recording is None or upload.state != Stage.DONE or upload.transcription_id is not None:
        return None
    return None if recording.transcriptions.exists() else list(recording.tracks)
