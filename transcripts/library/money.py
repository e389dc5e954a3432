"""Amounts and lengths as people read them."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext


def in_money(amount: Decimal, currency: str) -> str:
    """`1,234.50 AMD`: as many decimals as tell something, never more than four."""
    places = Decimal("0.01") if abs(amount) >= Decimal("0.01") or not amount else Decimal("0.0001")
    rounded = amount.quantize(places, ROUND_HALF_UP).normalize()
    decimals = max(0, -int(rounded.as_tuple().exponent))
    return f"{number_format(rounded, decimals if decimals != 1 else 2, force_grouping=True)} {currency}"


def in_length(seconds: float) -> str:
    """`45 seconds`, `3 minutes`, `2 h 5 min`: rounded as one would say it."""
    whole = max(1, round(seconds))
    if whole < 90:
        return ngettext("%(n)d second", "%(n)d seconds", whole) % {"n": whole}
    minutes = round(seconds / 60)
    if minutes < 60:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    return gettext("%(hours)d h %(minutes)d min") % {"hours": minutes // 60, "minutes": minutes % 60}


def price_of(stt_model: str) -> Decimal | None:
    """The price per minute in force for a model; None where nobody has set one."""
    prices: dict[str, str] = settings.HISPEECH_PRICE_PER_MINUTE
    price = prices.get(stt_model, prices.get("*"))
    return None if price is None else Decimal(price)


def estimate(stt_model: str, seconds: float) -> dict[str, Any]:
    """What an order is expected to take, as facts for the audit log; without `amount` where no price is set."""
    told: dict[str, Any] = {"model": stt_model, "seconds": round(seconds, 1)}
    price = price_of(stt_model)
    if price is not None:
        amount = price * Decimal(str(seconds)) / 60
        told |= {"amount": str(round(amount, 4)), "currency": settings.HISPEECH_CURRENCY}
    return told


def about_together(stt_models: Sequence[str], seconds: float) -> str:
    """The same for sending it to each of several models."""
    prices = [price_of(one) for one in stt_models]
    known = [price for price in prices if price is not None]
    if len(known) < len(prices):
        return gettext("≈ %(length)s of paid sound") % {"length": in_length(seconds * len(stt_models))}
    return f"≈ {in_money(sum(known) * Decimal(str(seconds)) / 60, settings.HISPEECH_CURRENCY)}"


def about(stt_model: str, seconds: float) -> str:
    """What sending so much sound to a model costs, about: money where a price is set, else the length."""
    return about_together([stt_model], seconds)
