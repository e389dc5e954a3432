"""How pages show the ledger's figures."""

from collections.abc import Iterable

from django import template

from transcripts.library.money import in_money
from transcripts.usage.report import Money

register = template.Library()


@register.filter
def money(amounts: Iterable[Money]) -> str:
    """`1,234.50 AMD`, one currency after the other; empty where there is none."""
    return " + ".join(in_money(one.amount, one.currency) for one in amounts)
