"""Every address that the site knows, as it stands in the URL configuration."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

_PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
_GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")


def addresses() -> list[str]:
    """With or without a slash at the end is the same for programs."""
    found = (_cleaned(one) for one in _below(get_resolver().url_patterns, ""))
    return list(dict.fromkeys(found))


def _below(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for one in patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _below(one.url_patterns, here)
        else:
            yield here


def _cleaned(address: str) -> str:
    plain = address.replace("^", "").replace("$", "").replace("\\Z", "")
    return plain.rstrip("/") if plain.startswith("api/v1") else plain


def filled(address: str, things: Mapping[str, Any]) -> str:
    """The path, with a thing in each of its places."""

    def thing(place: re.Match[str]) -> str:
        return str(things.get(place[1], "1"))

    return "/" + _PLACE.sub(thing, _GROUP.sub(thing, address))
