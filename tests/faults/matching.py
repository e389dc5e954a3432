"""Who belongs to whom, where each may have one partner: a largest matching (Kuhn's augmenting paths)."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

A = TypeVar("A", bound=Hashable)
B = TypeVar("B", bound=Hashable)


def partners(fitting: Mapping[A, Sequence[B]]) -> dict[A, B]:
    """As many pairs as there can be. `fitting` names for each one whom it may have, the best first."""
    taken: dict[B, A] = {}
    for one in fitting:
        _find_for(one, fitting, taken, set())
    return {one: partner for partner, one in taken.items()}


def _find_for(one: A, fitting: Mapping[A, Sequence[B]], taken: dict[B, A], asked: set[B]) -> bool:
    for partner in fitting[one]:
        if partner in asked:
            continue
        asked.add(partner)
        if partner not in taken or _find_for(taken[partner], fitting, taken, asked):
            taken[partner] = one
            return True
    return False
