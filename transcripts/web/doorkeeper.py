"""Turning requests away in time: before megabytes are read, and so that a script understands it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import MAX_URL_LENGTH
from django.utils.translation import gettext as _

from hispeech_web.reception import FULL
from transcripts.actions.submit import BLOCK, TooLarge
from transcripts.library.words import in_words
from transcripts.web.http import wants_json
from transcripts.web.origin import PROGRAMS

# What a form adds to its file: field names, boundaries, the token.
FORM_ALLOWANCE = 64 * 1024


def refusal(status: int, code: str, message: str, field: str = "") -> JsonResponse:
    """The errors of our own scripts' requests: the same shape as the API's."""
    return JsonResponse({"error": {"code": code, "message": message, "field": field}}, status=status)


def _signed_out(request: HttpRequest) -> HttpResponse:
    message = _("You have been signed out meanwhile. Sign in again, then go on here.")
    return refusal(401, "signed_out", message)


class SignInFirst(LoginRequiredMiddleware):
    """Sends people to the sign-in page, but tells our scripts plainly: a page is nothing for them."""

    def handle_no_permission(  # type: ignore[override]  # Django promises a redirect, and needs none
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        if wants_json(request) or "HX-Request" in request.headers:
            return _signed_out(request)
        if len(request.get_full_path()) > MAX_URL_LENGTH:
            # Django leads nobody back to an address of that length, and refuses to name a much longer one.
            return redirect_to_login(request.path)
        return super().handle_no_permission(request, view_func)


class FullHouse:
    """So many send something just now that there is no thread left to listen (hispeech_web.reception)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if FULL not in request.META:
            return self.get_response(request)
        message = _("Many uploads are arriving just now. Please try again in a moment.")
        answer: HttpResponse = refusal(503, "busy", message)
        if not (wants_json(request) or request.path.startswith(PROGRAMS)):
            answer = HttpResponse(message, content_type="text/plain; charset=utf-8", status=503)
        answer["Retry-After"] = "2"
        return answer


class UploadLimit:
    """Looks at an upload's head before anything reads its body.

    Stands after the session's middleware and before any view, since Django's CSRF check reads the whole form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST" and request.path == reverse("upload"):
            return self.refused(request) or self.get_response(request)
        return self.get_response(request)

    def refused(self, request: HttpRequest) -> HttpResponseBase | None:
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        length = int(request.headers.get("Content-Length") or 0)
        if length <= settings.MAX_UPLOAD_BYTES + FORM_ALLOWANCE:
            return None
        error = TooLarge(size=length // BLOCK, limit=settings.MAX_UPLOAD_BYTES // BLOCK)
        return render(request, "413.html", {"sentence": in_words(error)}, status=413)
