"""What went wrong, as programs read it: `{"error": {"code", "message", "fields"?}}` with a stable code."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import (
    ObjectDoesNotExist,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, JsonResponse
from django.http.request import UnreadablePostError
from django.utils.log import log_response
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from transcripts.actions.bring import Ended, Expired, TooManyBytes, WrongOffset
from transcripts.actions.changing import TooLong
from transcripts.actions.remove import OnHold
from transcripts.actions.submit import DiskFull, TooLarge
from transcripts.errors import NotAllowed, RaceLost, Refused, StorageAway, TranscriptsError
from transcripts.library.words import in_words

Body = dict[str, object]
Handler = Callable[[Exception, dict[str, Any]], Response]

# The nearest class counts: from the leaves of the tree (transcripts.errors) to its trunk.
STATUSES: dict[type[TranscriptsError], int] = {
    TooLarge: 413,
    TooLong: 413,
    TooManyBytes: 413,
    DiskFull: 507,
    StorageAway: 503,
    Ended: 410,
    Expired: 410,
    WrongOffset: 409,
    NotAllowed: 403,
    OnHold: 409,
    RaceLost: 409,
    Refused: 422,
    TranscriptsError: 500,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """`status` is the HTTP status; `fields` names what was wrong with which parameter."""

    status: int
    code: str
    message: str
    fields: dict[str, list[str]] = field(default_factory=dict)


def _of_ours(error: TranscriptsError) -> Problem:
    status = next(status for kind, status in STATUSES.items() if isinstance(error, kind))
    message = in_words(error)
    named = error.field if isinstance(error, Refused) else ""
    return Problem(status, error.code, message, {named: [message]} if named else {})


def _of_framework(error: exceptions.APIException) -> Problem:
    if not isinstance(error.detail, dict | list):
        return Problem(error.status_code, str(error.get_codes()), str(error.detail))
    details = error.detail if isinstance(error.detail, dict) else {"": error.detail}
    fields = {name: [str(one) for one in _several(said)] for name, said in details.items()}
    return Problem(error.status_code, error.default_code, _("Some of what was sent cannot be used."), fields)


def _several(said: object) -> list[object]:
    return said if isinstance(said, list) else [said]


def _as_framework(error: Exception) -> Exception:
    """Django's own ways of saying no, as REST framework's."""
    match error:
        case Http404() | ObjectDoesNotExist():
            return exceptions.NotFound()
        case PermissionDenied():
            return exceptions.PermissionDenied()
        case RequestDataTooBig():
            return exceptions.ParseError(_("The fields beside the file are too large."))
        case SuspiciousOperation() | UnreadablePostError():
            return exceptions.ParseError()
    return error


def problem_of(error: Exception) -> Problem:
    """What an exception means to a program; 500 for whatever nobody foresaw."""
    known = _as_framework(error)
    if isinstance(known, exceptions.APIException):
        return _of_framework(known)
    return _of_ours(known if isinstance(known, TranscriptsError) else TranscriptsError())


def body_of(problem: Problem) -> Body:
    error: Body = {"code": problem.code, "message": problem.message}
    return {"error": error | ({"fields": problem.fields} if problem.fields else {})}


def _headers_of(error: Exception) -> dict[str, str]:
    wait: float | None = getattr(error, "wait", None)
    header: str | None = getattr(error, "auth_header", None)
    return ({"WWW-Authenticate": header} if header else {}) | ({"Retry-After": f"{wait:.0f}"} if wait else {})


def _report(error: Exception, request: HttpRequest, response: Response) -> None:
    """As Django does for what nobody foresaw: tell the listeners, write the trace into the log."""
    got_request_exception.send(sender=None, request=request)
    log_response(
        "%s: %s", "Internal error", request.path, response=response, request=request, exception=error
    )


def handler(compose: Callable[[Problem], Body]) -> Handler:
    """REST framework's EXCEPTION_HANDLER for a door that words its refusals with `compose`."""

    def handle(error: Exception, context: dict[str, Any]) -> Response:
        problem = problem_of(error)
        set_rollback()
        response = Response(compose(problem), problem.status, headers=_headers_of(error))
        if problem.status == 500:  # nobody foresaw it; a full disk, say, is no mistake of ours
            _report(error, context["request"]._request, response)
        return response

    return handle


answer = handler(body_of)


@csrf_exempt
@login_not_required
def unknown(request: HttpRequest, rest: str = "") -> JsonResponse:
    """An address that the API does not have."""
    problem = Problem(404, "not_found", _("The API has no such address."))
    return JsonResponse(body_of(problem), status=problem.status)
