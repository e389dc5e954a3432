"""What differs between two lists: of words, of paragraphs, of anything that can be compared and hashed.

Patience first (what occurs once on both sides must belong together; the longest run of such pairs in order is an anchor),
because it stays linear in practice and does not tear phrases apart for the sake of a stray "and"; then `difflib` for the small
pieces between the anchors. Pieces too repetitive for both are told as one difference.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# How many pairs of equal items a piece may hold for difflib to look at it: some tenths of a second at most.
_MOST_PAIRS = 500_000
# With fewer it is quick, and sees more than anchors of phrases would.
_FEW_PAIRS = 5_000
_PHRASES = (2, 4, 8)


@dataclass(frozen=True, slots=True)
class Block:
    """`before[first:behind]` became `after[other_first:other_behind]`; the same, or a difference."""

    is_same: bool
    first: int
    behind: int
    other_first: int
    other_behind: int


def blocks(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Block]:
    """Everything of both, in order; same and different by turns, none empty on both sides."""
    found: list[Block] = []
    at = other = 0
    for first, other_first, length in _joined(_matches(before, after, 0, len(before), 0, len(after))):
        if (at, other) != (first, other_first):
            found.append(Block(False, at, first, other, other_first))
        at, other = first + length, other_first + length
        found.append(Block(True, first, at, other_first, other))
    if (at, other) != (len(before), len(after)):
        found.append(Block(False, at, len(before), other, len(after)))
    return found


_Match = tuple[int, int, int]


def _joined(matches: Iterator[_Match]) -> Iterator[_Match]:
    """Neighbouring matches as one."""
    held = (0, 0, 0)
    for first, other, length in matches:
        if (first, other) == (held[0] + held[2], held[1] + held[2]):
            held = (held[0], held[1], held[2] + length)
            continue
        if held[2]:
            yield held
        held = (first, other, length)
    if held[2]:
        yield held


def _matches(
    before: Sequence[Hashable],
    after: Sequence[Hashable],
    low: int,
    high: int,
    other_low: int,
    other_high: int,
) -> Iterator[_Match]:
    """(place, place in the other, length) of what is equal, in order; without recursion, however deep it goes."""
    waiting: list[tuple[int, int, int, int, int]] = [(low, high, other_low, other_high, 0)]
    while waiting:
        first, behind, other, other_behind, known = waiting.pop()
        if known:
            yield first, other, known
            continue
        waiting.extend(reversed(_step(before, after, first, behind, other, other_behind)))


_Task = tuple[int, int, int, int, int]


def _step(
    before: Sequence[Hashable],
    after: Sequence[Hashable],
    low: int,
    high: int,
    other_low: int,
    other_high: int,
) -> list[_Task]:
    """One piece taken apart: what begins and ends alike, and what is left between, by its anchors."""
    found: list[_Task] = []
    alike = _alike_from(before, after, low, high, other_low, other_high)
    if alike:
        found.append((low, low + alike, other_low, other_low + alike, alike))
        low, other_low = low + alike, other_low + alike
    behind = _alike_until(before, after, low, high, other_low, other_high)
    high, other_high = high - behind, other_high - behind
    if low < high and other_low < other_high:
        found += _between(before, after, low, high, other_low, other_high)
    if behind:
        found.append((high, high + behind, other_high, other_high + behind, behind))
    return found


def _alike_from(
    before: Sequence[Hashable], after: Sequence[Hashable], low: int, high: int, other: int, other_high: int
) -> int:
    most = min(high - low, other_high - other)
    return next((n for n in range(most) if before[low + n] != after[other + n]), most)


def _alike_until(
    before: Sequence[Hashable], after: Sequence[Hashable], low: int, high: int, other: int, other_high: int
) -> int:
    most = min(high - low, other_high - other)
    return next((n for n in range(most) if before[high - 1 - n] != after[other_high - 1 - n]), most)


def _between(
    before: Sequence[Hashable],
    after: Sequence[Hashable],
    low: int,
    high: int,
    other_low: int,
    other_high: int,
) -> list[_Task]:
    piece, other_piece = before[low:high], after[other_low:other_high]
    anchors = _anchors(piece, other_piece)
    if not anchors:
        return [
            (low + a, low + a + size, other_low + b, other_low + b + size, size)
            for a, b, size in _small(piece, other_piece)
        ]
    found: list[_Task] = []
    at, other = low, other_low
    for anchor, other_anchor in anchors:
        here, there = low + anchor, other_low + other_anchor
        found += [(at, here, other, there, 0), (here, here + 1, there, there + 1, 1)]
        at, other = here + 1, there + 1
    found.append((at, high, other, other_high, 0))
    return [task for task in found if task[4] or (task[0] < task[1] and task[2] < task[3])]


def _pairs(before: Sequence[Hashable], after: Sequence[Hashable]) -> int:
    counts, others = Counter(before), Counter(after)
    return sum(count * others[item] for item, count in counts.items())


def _small(before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterator[_Match]:
    if _pairs(before, after) > _MOST_PAIRS:
        return
    for found in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        if found.size:
            yield found.a, found.b, found.size


def _anchors(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pairs of what occurs once on both sides; in a long piece where nothing does, of phrases that do."""
    found = _unique(before, after)
    if found or _pairs(before, after) <= _FEW_PAIRS:
        return found
    for length in _PHRASES:
        found = _unique(_phrases(before, length), _phrases(after, length))
        if found:
            break
    return found


def _phrases(items: Sequence[Hashable], length: int) -> list[Hashable]:
    """The run of so many items that begins at each place."""
    return [tuple(items[at : at + length]) for at in range(len(items) - length + 1)]


def _unique(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Places of what occurs once on both sides, as many as can be had in order."""
    once = {item for item, count in Counter(before).items() if count == 1}
    twice = {item for item, count in Counter(after).items() if count > 1}
    places = {item: at for at, item in enumerate(after) if item in once and item not in twice}
    pairs = [(at, places[item]) for at, item in enumerate(before) if item in places]
    return _rising(pairs)


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs whose second places rise, too (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    under: list[int | None] = []
    for number, (_at, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        under.append(piles[pile - 1] if pile else None)
        tops[pile : pile + 1] = [place]
        piles[pile : pile + 1] = [number]
    found: list[tuple[int, int]] = []
    at = piles[-1] if piles else None
    while at is not None:
        found.append(pairs[at])
        at = under[at]
    return found[::-1]
