"""What programs say in a JSON object."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.request import Request

from transcripts.errors import Refused, gettext_noop


class NotText(Refused):
    code = "not_text"
    sentence = gettext_noop("The field “%(name)s” has to be text.")


def body(request: Request) -> dict[str, Any]:
    if not isinstance(request.data, dict):
        raise ParseError(_("Send one JSON object."))
    return request.data


def said(request: Request, name: str) -> str:
    """A field of text, "" where it is not there. Without NUL, which no database takes."""
    value = body(request).get(name, "")
    if not isinstance(value, str):
        raise NotText(name=name)
    return value.replace("\0", "")
