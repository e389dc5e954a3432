"""What programs read when something went wrong."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404
from django.test import Client, RequestFactory
from rest_framework import exceptions
from rest_framework.request import Request

from transcripts.actions.submit import TooLarge, UnknownModel
from transcripts.api.errors import answer, problem_of
from transcripts.errors import NotAllowed, RaceLost, TranscriptsError
from transcripts.models import Team


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1/", "/api/v1/nothing/here", "/api/v2/transcriptions/upload"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_unknown_address_is_a_404_in_json(path: str, method: str) -> None:
    said = Client(enforce_csrf_checks=True).generic(method, path)
    assert said.status_code == 404
    error = said.json()["error"]
    assert (error["code"], set(error)) == ("not_found", {"code", "message"})


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (UnknownModel(), 422, "unknown_model"),
        (TooLarge(size=9, limit=5), 413, "too_large"),
        (NotAllowed(), 403, "not_allowed"),
        (RaceLost(), 409, "race_lost"),
        (TranscriptsError(), 500, "error"),
        (Http404("secret"), 404, "not_found"),
        (Team.DoesNotExist("secret"), 404, "not_found"),
        (PermissionDenied("secret"), 403, "permission_denied"),
        (SuspiciousOperation("secret"), 400, "parse_error"),
        (RequestDataTooBig("secret"), 400, "parse_error"),
        (exceptions.NotAuthenticated(), 401, "not_authenticated"),
        (exceptions.MethodNotAllowed("GET"), 405, "method_not_allowed"),
        (exceptions.Throttled(3), 429, "throttled"),
        (RuntimeError("secret"), 500, "error"),
    ],
)
def test_every_error_has_its_status_and_code(error: Exception, status: int, code: str) -> None:
    problem = problem_of(error)
    assert (problem.status, problem.code) == (status, code)
    assert problem.message
    assert "secret" not in problem.message


def test_parameters_stand_in_the_sentence() -> None:
    assert "at most 5 MB" in problem_of(TooLarge(size=9, limit=5)).message


def test_the_field_at_fault_is_named() -> None:
    assert set(problem_of(UnknownModel()).fields) == {"stt_model"}


def test_invalid_fields_are_named_each_with_what_is_wrong() -> None:
    problem = problem_of(exceptions.ValidationError({"title": ["Too long."], "from": "No date."}))
    assert problem.status == 400
    assert problem.fields == {"title": ["Too long."], "from": ["No date."]}


def _context() -> dict[str, Any]:
    return {"request": Request(RequestFactory().get("/api/v1/x"))}


def test_who_must_wait_is_told_how_long() -> None:
    said = answer(exceptions.Throttled(3.4), _context())
    assert said.headers["Retry-After"] == "4"
    assert said.data["error"]["code"] == "throttled"


def test_what_nobody_foresaw_is_logged_with_its_trace_and_told_without(
    caplog: pytest.LogCaptureFixture,
) -> None:
    said = answer(RuntimeError("inner workings"), _context())
    assert said.status_code == 500
    assert "inner workings" not in json.dumps(said.data)
    [record] = caplog.records
    assert record.exc_info
    assert "inner workings" in str(record.exc_info[1])
