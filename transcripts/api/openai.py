"""The OpenAI-compatible door: a program written for OpenAI's transcriptions works after changing address and key.

The fields and answers are those that OpenAI publishes; every answer, refusals too, has their shape. There is no job to ask for:
the answer is the words. What comes in here is a recording in the library like any other.
"""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from transcripts.actions.order import AlreadyHere
from transcripts.actions.submit import UnknownModel, submit
from transcripts.api.bodies import ExactMultiPartParser, FileDoor, check_length
from transcripts.api.errors import Body, Handler, Problem, handler
from transcripts.api.hispeech import file_of
from transcripts.api.jobs import machines, why
from transcripts.api.keys import token_of
from transcripts.api.waiting import wait_for
from transcripts.library.exporting import NoSuchFormat, order
from transcripts.models import Revision, Status, Transcription
from transcripts.models.transcription import Model
from transcripts.text.document import Word
from transcripts.text.sentences import sentences

JSON, TEXT, VERBOSE = "json", "text", "verbose_json"
SUBTITLES = ("srt", "vtt")
FORMATS = (JSON, TEXT, VERBOSE, *SUBTITLES)
# Seconds after which it is worth sending the same once more.
COME_BACK = 10
# The days in the models' own names.
MADE = {Model.FORMAL: date(2025, 5, 1), Model.CONVERSATIONAL: date(2026, 1, 23)}
_EPOCH = date(1970, 1, 1)
_KINDS = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}


class NoSuchResponseFormat(NoSuchFormat):
    """As the field is called here."""

    field = "response_format"


class NoModelOfOurs(UnknownModel):
    """As the field is called here."""

    field = "model"


class NotYet(APIException):
    """OpenAI's own clients send the file again by themselves then, and get the same job: nothing is bought twice."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_code = "not_yet"
    default_detail = _(
        "It is still being transcribed. Send the same file again later: it costs nothing more."
    )
    wait = COME_BACK


class NoWords(APIException):
    """For what failed. No status after which clients try again by themselves: that may cost, and is a person's to decide."""

    status_code = status.HTTP_400_BAD_REQUEST
    default_code = "no_words"


def refused(problem: Problem) -> Body:
    """In OpenAI's shape; `param` names the field."""
    kind = "server_error" if problem.status >= 500 else _KINDS.get(problem.status, "invalid_request_error")
    named = next(iter(problem.fields), None)
    return {"error": {"message": problem.message, "type": kind, "param": named, "code": problem.code}}


class OpenAIView(FileDoor):
    parser_classes = [ExactMultiPartParser]

    def get_exception_handler(self) -> Handler:
        return handler(refused)

    def handle_exception(self, exc: Exception) -> Response:
        answer = super().handle_exception(NoModelOfOurs() if isinstance(exc, UnknownModel) else exc)
        if answer.status_code == 422:  # which OpenAI does not know
            answer.status_code = 400
        return answer


class Models(OpenAIView):
    def get(self, request: Request) -> Response:
        return Response({"object": "list", "data": [_model(one) for one in Model]})


def _model(model: Model) -> Body:
    created = (MADE[model] - _EPOCH).total_seconds()
    return {"id": model.value, "object": "model", "created": int(created), "owned_by": "hispeech"}


class Transcriptions(OpenAIView):
    """`POST`, multipart `file`, `model`, `response_format`, `timestamp_granularities[]`."""

    def post(self, request: Request) -> HttpResponse:
        check_length(request._request)
        wanted = request.POST.get("response_format", "").strip() or JSON
        if wanted not in FORMATS:
            raise NoSuchResponseFormat(names=", ".join(FORMATS))
        transcription = self._submit(request)
        wait_for(transcription)
        if transcription.is_active:
            raise NotYet
        if transcription.status != Status.COMPLETED:
            raise NoWords(
                why(transcription, self._page(request, transcription)), transcription.reason or None
            )
        return _told(machines(transcription), wanted, _grains(request))

    def _page(self, request: Request, transcription: Transcription) -> str:
        return request.build_absolute_uri(f"/recordings/{transcription.recording_id}/")

    def _submit(self, request: Request) -> Transcription:
        token = token_of(request)
        with file_of(request) as file:
            try:
                return submit(
                    by=token.user,
                    team=token.team,
                    file=file,
                    filename=file.name or "",
                    stt_model=request.POST.get("model", "").strip(),
                    idempotency_key=request.headers.get("Idempotency-Key", ""),
                )
            except AlreadyHere as known:
                return known.transcription


def _grains(request: Request) -> set[str]:
    form = request.POST
    asked = form.getlist("timestamp_granularities[]") + form.getlist("timestamp_granularities")
    return set(asked) or {"segment"}


def _told(revision: Revision, wanted: str, grains: set[str]) -> HttpResponse:
    if wanted in SUBTITLES:
        made = order({"format": wanted})
        return HttpResponse(made.write(revision).content, content_type=made.format.media_type)
    words = list(revision.document.words)
    text = _joined(words)
    if wanted == TEXT:
        return HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8")
    return Response({"text": text} if wanted == JSON else _verbose(revision, words, grains))


def _joined(words: list[Word]) -> str:
    return " ".join(word.text for word in words)


def _verbose(revision: Revision, words: list[Word], grains: set[str]) -> dict[str, Any]:
    """Words without times are in no list of times; sentences without any neither."""
    told: dict[str, Any] = {
        "task": "transcribe",
        "language": "armenian",
        "duration": round(revision.transcription.recording.duration, 2),
        "text": _joined(words),
    }
    if "word" in grains:
        told["words"] = [
            {"word": one.text, "start": one.start, "end": one.end}
            for one in words
            if one.start is not None and one.end is not None
        ]
    if "segment" in grains:
        told["segments"] = [_segment(number, part) for number, part in enumerate(_timed(words))]
    return told


def _timed(words: list[Word]) -> list[list[Word]]:
    return [part for part in sentences(words) if part[0].start is not None and part[-1].end is not None]


def _segment(number: int, words: list[Word]) -> Body:
    """What a model thinks of itself is not told here: these fields are there for clients that look for them."""
    return {
        "id": number,
        "seek": 0,
        "start": words[0].start,
        "end": words[-1].end,
        "text": _joined(words),
        "tokens": [],
        "temperature": 0.0,
        "avg_logprob": 0.0,
        "compression_ratio": 1.0,
        "no_speech_prob": 0.0,
    }
