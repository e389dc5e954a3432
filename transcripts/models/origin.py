"""Where what is being done comes from: known at the door, written down far below it, passed on by nobody in between."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from django.db import models
from django.utils.translation import gettext_lazy as _


class Door(models.TextChoices):
    PAGE = "page", _("a page")
    API = "api", _("the API")
    GUEST = "guest", _("a guest link")
    ADMIN = "admin", _("the administration")
    MACHINE = "machine", _("the site itself")


@dataclass(frozen=True, slots=True)
class Origin:
    """`key` is the hint of the token that opened the API, `address` the client's as far as proxies tell it; else empty."""

    door: Door = Door.MACHINE
    key: str = ""
    address: str = ""


_origin: ContextVar[Origin] = ContextVar("origin", default=Origin())  # noqa: B039 - nobody can change it


def current() -> Origin:
    return _origin.get()


@contextmanager
def coming_from(origin: Origin) -> Iterator[None]:
    before = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(before)


def opened_with(key: str) -> None:
    """Of what comes in just now: with this token. Forgotten together with the request."""
    _origin.set(replace(_origin.get(), key=key))
