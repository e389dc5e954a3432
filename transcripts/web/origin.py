"""Says by which door a request comes in, and from where, to whatever is recorded about it (models.origin)."""

from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from transcripts.models.origin import Door, Origin, coming_from

PROGRAMS = ("/api/", "/v1/")
GUESTS = "/shared/"


class TellOrigin:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with coming_from(Origin(_door(request.path), address=client_address(request))):
            return self.get_response(request)


def _door(path: str) -> Door:
    if path.startswith(PROGRAMS):
        return Door.API
    if path.startswith(reverse("admin:index")):
        return Door.ADMIN
    return Door.GUEST if path.startswith(GUESTS) else Door.PAGE


def client_address(request: HttpRequest) -> str:
    """As far as the proxies that the settings trust tell it; empty where nobody knows."""
    try:
        return str(get_adapter().get_client_ip(request))
    except (PermissionDenied, ImproperlyConfigured):
        return ""
