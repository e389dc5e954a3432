"""What can be done at one go about a subtitle that breaks a limit: the step after which the fewest are broken around it."""

from collections.abc import Callable, Iterator

from transcripts.text.marks import MOST_EARLY
from transcripts.text.recutting import (
    CannotCut,
    Change,
    Cutting,
    held,
    joined,
    moved_down,
    moved_up,
    released,
    split,
)
from transcripts.text.segmenting import BROKEN


def mended(cutting: Cutting, number: int) -> Change | None:
    """The change of marks; None where no step breaks fewer limits than there are now: then there are too many words."""
    found: list[tuple[int, Change]] = []
    for change in _steps(cutting, number):
        gain = _gain(cutting, change, number)
        if gain >= BROKEN // 2:
            found.append((gain, change))
    return max(found, key=lambda one: one[0])[1] if found else None


def _gain(cutting: Cutting, change: Change, number: int) -> int:
    """By how much less it costs afterwards, from two subtitles before to where both ways of cutting meet again."""
    after = cutting.changed(change)
    low, high = min(change), max(change)
    common = _common(cutting, after, low, high, number)
    return cutting.total(*common) - after.total(*common)


def _common(before: Cutting, after: Cutting, low: int, high: int, number: int) -> tuple[int, int]:
    """The nearest places around a change that are cuts before and after."""
    start = max(0, min(before.number_of(low), number) - 2)
    first = next((at for at in before.cuts[start::-1] if at < low and after.is_cut(at)), 0)
    behind = before.number_of(high)
    last = next((at for at in before.cuts[behind:] if at > high and after.is_cut(at)), before.cuts[-1])
    return first, last


def _steps(cutting: Cutting, number: int) -> Iterator[Change]:
    first, behind = cutting.bounds(number)
    acts: list[Callable[[], Change]] = [
        lambda: released(cutting, number),
        lambda: joined(cutting, number),
        lambda: joined(cutting, number - 1),
        lambda: moved_down(cutting, number),
        lambda: moved_up(cutting, number),
        lambda: moved_down(cutting, number - 1),
        lambda: moved_up(cutting, number + 1),
        lambda: earlier(cutting, number),
    ]
    if not cutting.screens.may_be(first, behind):
        acts += [_splitting(cutting, number, at) for at in range(first + 1, behind)]
    for act in acts:
        try:
            yield act()
        except CannotCut:
            continue


def _splitting(cutting: Cutting, number: int, at: int) -> Callable[[], Change]:
    return lambda: split(cutting, number, at)


def earlier(cutting: Cutting, number: int) -> Change:
    """It begins before its first word is said, by as much as it lacks and as the silence before it allows. Raises CannotCut."""
    first, behind = cutting.bounds(number)
    screens, preset = cutting.screens, cutting.screens.preset
    wanted = max(preset.shortest, -(-1000 * screens.length(first, behind) // preset.speed))
    lacks = wanted - (screens.end(first, behind) - screens.begins[first])
    moved = min(lacks, screens.begins[first] - screens.free_from(first), MOST_EARLY - screens.early(first))
    if moved <= 0:
        raise CannotCut
    change = held(cutting, first, behind, early=screens.early(first) + moved)
    if number:
        # The one before stays as it is, but for its end.
        change = held(cutting, *cutting.bounds(number - 1)) | change
    return change


def all_mended(cutting: Cutting, numbers: list[int]) -> tuple[Cutting, int]:
    """These subtitles, one after the other, and how many of them could be mended."""
    firsts = [cutting.bounds(number)[0] for number in numbers]
    count = 0
    for first in firsts:
        number = cutting.number_of(first)
        change = mended(cutting, number)
        if change is not None:
            cutting, count = cutting.changed(change), count + 1
    return cutting, count
