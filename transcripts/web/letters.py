"""The letters that this site would send: where no mail server is set they lie in a folder, and administrators read them here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import get_current_timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from transcripts.web.http import me

SHOWN = 50
# How Django's file backend parts two letters of one connection.
_BETWEEN = re.compile(rb"\n-{79}\n")


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    to: str
    at: datetime
    words: str


@require_safe
@never_cache
def letters(request: HttpRequest) -> HttpResponse:
    """Links that set a password stand in them: for administrators alone."""
    if settings.EMAIL_HOST:
        raise Http404
    if not me(request).is_superuser:
        raise PermissionDenied
    return render(request, "transcripts/letters.html", {"letters": _newest(Path(settings.EMAIL_FILE_PATH))})


def _newest(folder: Path) -> list[Letter]:
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)[:SHOWN]
    return [letter for file in files for letter in _in(file)][:SHOWN]


def _in(file: Path) -> Iterator[Letter]:
    """Those of one file, the last one first."""
    at = datetime.fromtimestamp(file.stat().st_mtime, get_current_timezone())
    for raw in reversed(_BETWEEN.split(file.read_bytes())):
        if raw.strip():
            yield _letter(message_from_bytes(raw.lstrip(), policy=policy.default), at)


def _letter(message: EmailMessage, at: datetime) -> Letter:
    body = message.get_body(("plain",))
    return Letter(str(message["subject"]), str(message["to"]), at, body.get_content() if body else "")
