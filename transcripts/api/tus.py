"""The words of tus 1.0 (https://tus.io/protocols/resumable-upload): its headers read and written. Nothing is done here."""

import base64
import binascii
import hashlib
import re
import zlib
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from django.utils.http import http_date
from django.utils.translation import gettext_lazy as _
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,creation-defer-length,termination,checksum,expiration"
BODY = "application/offset+octet-stream"
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)


class WrongVersion(APIException):
    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "tus_version"
    default_detail = _("This is tus 1.0.0: send Tus-Resumable: 1.0.0.")


class WrongType(APIException):
    status_code = status.HTTP_415_UNSUPPORTED_MEDIA_TYPE
    default_code = "wrong_type"
    default_detail = _("Send bytes as application/offset+octet-stream.")


class ChecksumMismatch(APIException):
    status_code = 460
    default_code = "checksum_mismatch"
    default_detail = _("These bytes changed on their way; nothing of them was kept. Send them again.")


class CutShort(APIException):
    """Kept is what came. Not the sender's mistake, so that clients go on by themselves."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_code = "cut_short"
    default_detail = _("The connection broke off. What had come is kept; go on from there.")
    wait = 1.0


def number(value: str | None, name: str) -> int:
    """A header that must hold a whole number. Raises ParseError."""
    if value is None or not _NUMBER.fullmatch(value.strip()):
        raise ParseError(_("%(name)s must be a whole number.") % {"name": name})
    return int(value)


def date(at: datetime) -> str:
    """As Upload-Expires has it (RFC 9110, section 5.6.7)."""
    return http_date(at.timestamp())


def metadata(header: str) -> dict[str, str]:
    """Upload-Metadata: names, each with its text in Base64. Raises ParseError."""
    found: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in header.split(","))):
        name, _space, value = pair.partition(" ")
        if name in found:
            raise ParseError(_("Upload-Metadata names “%(name)s” twice.") % {"name": name})
        found[name] = _decoded(value, name)
    return found


def _decoded(value: str, name: str) -> str:
    try:
        return base64.b64decode(value.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        message = _("Upload-Metadata: “%(name)s” is not UTF-8 text in Base64.")
        raise ParseError(message % {"name": name}) from None


# --- checksums -----------------------------------------------------------------------------------


class Digest(Protocol):
    def update(self, data: bytes, /) -> None: ...
    def digest(self) -> bytes: ...


class _Crc32:
    """Its four bytes, the highest first."""

    def __init__(self) -> None:
        self._value = 0

    def update(self, data: bytes, /) -> None:
        self._value = zlib.crc32(data, self._value)

    def digest(self) -> bytes:
        return self._value.to_bytes(4, "big")


# SHA-1 and MD5 are what clients of tus speak; here they find accidents, and keep no secret.
ALGORITHMS: dict[str, Callable[[], Digest]] = {
    "sha1": lambda: hashlib.sha1(usedforsecurity=False),
    "md5": lambda: hashlib.md5(usedforsecurity=False),
    "sha256": hashlib.sha256,
    "crc32": _Crc32,
}


def checksum(header: str) -> tuple[Digest, bytes]:
    """Upload-Checksum: a fresh digest, and what it must come to. Raises ParseError."""
    name, _space, value = header.strip().partition(" ")
    try:
        return ALGORITHMS[name](), base64.b64decode(value, validate=True)
    except (KeyError, binascii.Error):
        known = ", ".join(ALGORITHMS)
        raise ParseError(_("Upload-Checksum takes %(known)s, in Base64.") % {"known": known}) from None
