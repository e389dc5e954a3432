"""Too many tries: how long one waits, in words."""

import math
import time

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import ngettext

_TRIES = {"app": "allauth.account", "action": "login_failed"}


def too_many(request: HttpRequest, key: str) -> ValidationError:
    """What whoever tries with `key` (an address, a person's second factor) reads until the pause is over."""
    minutes = max(1, math.ceil(seconds_left(request, key) / 60))
    words = ngettext(
        "Too many tries. Try again in a minute; until then not even the right answer is taken.",
        "Too many tries. Try again in %(minutes)d minutes; until then not even the right answer is taken.",
        minutes,
    )
    return ValidationError(words % {"minutes": minutes}, code="too_many_login_attempts")


def seconds_left(request: HttpRequest, key: str) -> float:
    """Until the next try counts again; 0 where it does already."""
    return max((_left(request, rate, key) for rate in ratelimit.get_rates(**_TRIES)), default=0.0)


def _left(request: HttpRequest, rate: ratelimit.Rate, key: str) -> float:
    tries: list[float] = cache.get(ratelimit.get_cache_key(request, **_TRIES, rate=rate, key=key), [])
    if len(tries) < rate.amount:
        return 0.0
    # The newest stands first, and a refused one is not written down.
    return float(max(0.0, tries[rate.amount - 1] + rate.duration - time.time()))
