"""What programs send: whole bodies only, of a size that we take; refused ones are heard out."""

import time
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.http.request import UnreadablePostError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import DataAndFiles, MultiPartParser

from transcripts.actions.submit import check_size

# What the form around a file may add: boundaries, part headers and the text fields.
FORM_BYTES = 1024 * 1024
BLOCK = 64 * 1024
# A client that is still sending when we answer and close loses our answer (RFC 9112, 9.6).
LINGER_SECONDS = 10.0


class LengthRequired(APIException):
    status_code = status.HTTP_411_LENGTH_REQUIRED
    default_code = "length_required"
    default_detail = _("Say how long the body is (Content-Length); chunked bodies are not taken.")


class _Counted:
    """A stream that counts what was read from it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.count = 0

    def read(self, *size: int) -> bytes:
        data = self._stream.read(*size)
        self.count += len(data)
        return data


class WholeMultiPart(MultiPartParser):
    """Refuses a body that broke off: half a recording would be transcribed, and paid for, as a whole one."""

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> "DataAndFiles[Any, Any]":
        counted = _Counted(stream)
        parsed = super().parse(counted, media_type, parser_context)  # type: ignore[arg-type]
        request = (parser_context or {})["request"]
        if counted.count < int(request.META["CONTENT_LENGTH"]):
            _close(parsed.files)
            raise ParseError(_("The upload broke off before its end. Nothing was kept; send it again."))
        return parsed


def _close(files: MultiValueDict[str, UploadedFile[bytes]]) -> None:
    for _name, several in files.lists():
        for file in several:
            file.close()


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
