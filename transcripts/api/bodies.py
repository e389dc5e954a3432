"""What programs send: bodies of a size that we take; refused ones are heard out."""

import json
import re
import time
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.utils.translation import gettext_lazy as _
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser, DataAndFiles, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.json import strict_constant
from rest_framework.views import APIView

from hispeech_web.filenames import ExactNames
from transcripts.actions.submit import check_size

# What the form around a file may add: boundaries, part headers and the text fields.
FORM_BYTES = 1024 * 1024
BLOCK = 64 * 1024
# Fifty hours of words, each with its times.
JSON_BYTES = 64 * 1024 * 1024
# What may be half of a character, written out or as it is; whole ones are written as two such.
_HALF = re.compile(rb"\\u[dD][89a-fA-F]|\xed[\xa0-\xbf]")
# A client that is still sending when we answer and close loses our answer (RFC 9112, 9.6).
LINGER_SECONDS = 10.0


class ExactMultiPartParser(MultiPartParser):
    """REST framework's, but that it leaves the names of files alone."""

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> "DataAndFiles[Any, Any]":
        context = parser_context or {}
        request = context["request"]
        meta = {**request.META, "CONTENT_TYPE": media_type}
        encoding = context.get("encoding", settings.DEFAULT_CHARSET)
        try:
            return DataAndFiles(*ExactNames(meta, stream, request.upload_handlers, encoding).parse())
        except MultiPartParserError as error:
            raise ParseError(str(error)) from error


class TooMuch(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
    default_detail = _("This is more than a transcript can be.")


class BoundedJSONParser(BaseParser):
    """None of REST framework's own: for those it has Django hold the body, which refuses what is longer than a form."""

    media_type = "application/json"

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        length = int((parser_context or {})["request"].META.get("CONTENT_LENGTH") or 0)
        if length > JSON_BYTES:
            raise TooMuch
        try:
            return _read(stream.read())
        except RecursionError:
            raise ParseError(_("This is nested too deeply.")) from None
        except ValueError as error:
            raise ParseError(f"JSON parse error - {error}") from error


def _read(said: bytes) -> Any:
    value = json.loads(said, parse_constant=strict_constant)
    return _whole(value) if _HALF.search(said) else value


def _whole(value: Any) -> Any:
    """Without halves of characters, as they remain where a program cut an emoji in two: no database takes them."""
    match value:
        case str():
            return value.encode(errors="ignore").decode()
        case list():
            return [_whole(one) for one in value]
        case dict():
            return {_whole(name): _whole(one) for name, one in value.items()}
    return value


class LengthRequired(APIException):
    status_code = status.HTTP_411_LENGTH_REQUIRED
    default_code = "length_required"
    default_detail = _("Say how long the body is (Content-Length); chunked bodies are not taken.")


def check_length(request: HttpRequest) -> None:
    """Before a byte is read. Raises TooLarge, or LengthRequired for a body of unsaid length."""
    if "chunked" in request.headers.get("transfer-encoding", "").lower():
        raise LengthRequired
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if length > settings.MAX_UPLOAD_BYTES + FORM_BYTES:
        check_size(length)


def hear_out(request: HttpRequest, seconds: float = LINGER_SECONDS) -> None:
    """Read and forget the rest of a refused body for a while, so that the client gets to read why."""
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until and request.read(BLOCK):
            pass
    except UnreadablePostError:
        return


class FileDoor(APIView):
    """Where recordings come in: who is refused is heard out."""

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        if response.status_code >= 400:
            hear_out(self.request._request)
        return super().finalize_response(request, response, *args, **kwargs)
