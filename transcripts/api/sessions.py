"""Our own pages at the API: the session says who is there, and the CSRF token that it was the page who asked."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, CSRFCheck
from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.request import Request

from transcripts.models import User


class SignedOut(NotAuthenticated):
    default_code = "signed_out"
    default_detail = _("You have been signed out meanwhile. Sign in again, then go on here.")


class Forged(PermissionDenied):
    default_code = "csrf"
    default_detail = _("This page is out of date. Reload it, then go on.")


class PageSession(BaseAuthentication):
    def authenticate(self, request: Request) -> tuple[User, None] | None:
        user = getattr(request._request, "user", None)
        if not isinstance(user, User) or not user.is_active:
            return None
        _check_csrf(request._request)
        return user, None


def _check_csrf(request: HttpRequest) -> None:
    """By the header alone: the body is no form."""

    def unused(request: HttpRequest) -> Any:
        raise NotImplementedError

    check = CSRFCheck(unused)
    check.process_request(request)
    if check.process_view(request, unused, (), {}):
        raise Forged


def comes_from_a_page(request: Request) -> bool:
    """Somebody whose session has ended, rather than a program without a key."""
    return "X-CSRFToken" in request.headers or settings.SESSION_COOKIE_NAME in request.COOKIES
