"""Subtitles cut otherwise by a person: what they wish is held, its neighbours flow around it, and everything else stays as it is.

A wish comes out as marks (text.marks) that change, None where one goes. A subtitle that a person made is held whole: a cut at both of
its ends, and its words joined. So a mark at an end pins what stands beyond it, which is therefore cut just as before.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace

from transcripts.errors import Refused, gettext_noop
from transcripts.text.marks import CUT, JOIN, LINE, Mark, Marks
from transcripts.text.segmenting import BROKEN, Screens

Change = Mapping[int, Mark | None]
# How many subtitles may be cut anew where one that grew fits no longer.
REACH = 3


class CannotCut(Refused):
    """There is nothing to join, to split or to move there."""

    code = "cannot_cut"
    sentence = gettext_noop("That cannot be done with this subtitle.")


class OtherSpeaker(CannotCut):
    code = "other_speaker"
    sentence = gettext_noop("The next words are another speaker’s: they never share a subtitle.")


@dataclass(frozen=True, slots=True)
class Cutting:
    """All words cut at the least cost around what people decided. `cuts`: numbers behind the last word of each subtitle."""

    screens: Screens
    cuts: tuple[int, ...]

    @classmethod
    def of(cls, screens: Screens) -> "Cutting":
        return cls(screens, tuple(screens.best()))

    @property
    def marks(self) -> Marks:
        return self.screens.marks

    def bounds(self, number: int) -> tuple[int, int]:
        """The first word of a subtitle, counted from 0, and the one behind its last. Raises CannotCut."""
        if not 0 <= number < len(self.cuts):
            raise CannotCut
        return (self.cuts[number - 1] if number else 0), self.cuts[number]

    def number_of(self, word: int) -> int:
        """Of the subtitle on which a word stands."""
        return bisect_right(self.cuts, word)

    def is_cut(self, at: int) -> bool:
        """Whether one ends before this word."""
        place = bisect_left(self.cuts, at)
        return place < len(self.cuts) and self.cuts[place] == at

    def changed(self, change: Change) -> "Cutting":
        """With these marks; cut anew only where they can have made a difference."""
        screens = self.screens.marked(with_change(self.marks, change))
        start, stop = self._touched(screens, change)
        inside = screens.best(start, stop)
        first, behind = bisect_right(self.cuts, start), bisect_right(self.cuts, stop)
        return Cutting(screens, (*self.cuts[:first], *inside, *self.cuts[behind:]))

    def _touched(self, screens: Screens, change: Change) -> tuple[int, int]:
        """From the last cut before a change to the first behind it that hold before and after."""
        if not change:
            return 0, 0
        # When one begins matters to what stands before it, too.
        moved = [at for at in change if self.screens.early(at) != screens.early(at)]
        low = min([*change, *(at - 1 for at in moved)])
        high = max([*change, *(at + 1 for at in moved)])
        before = bisect_right(self.cuts, low) - 1
        while before >= 0 and not screens.is_firm(self.cuts[before]):
            before -= 1
        behind = bisect_left(self.cuts, high, hi=len(self.cuts) - 1)
        while not screens.is_firm(self.cuts[behind]):
            behind += 1
        return (self.cuts[before] if before >= 0 else 0), self.cuts[behind]

    def total(self, start: int, stop: int) -> int:
        """What the subtitles cost between two of the cuts."""
        first, behind = bisect_right(self.cuts, start), bisect_right(self.cuts, stop)
        return self.screens.total(self.cuts[first:behind], start)


def with_change(marks: Marks, change: Change) -> dict[int, Mark]:
    merged: dict[int, Mark | None] = {**marks, **change}
    return {at: mark for at, mark in merged.items() if mark is not None}


def held(cutting: Cutting, first: int, behind: int, early: int | None = None) -> dict[int, Mark | None]:
    """Just these words on one subtitle; `early` instead of what was decided about its beginning."""
    moved = cutting.screens.early(first) if early is None else early
    made: dict[int, Mark | None] = dict.fromkeys(range(first + 1, behind), JOIN)
    if first or moved:
        made[first] = replace(CUT, early=moved)
    if behind < len(cutting.screens.words):
        made[behind] = replace(CUT, early=cutting.screens.early(behind))
    return made


def joined(cutting: Cutting, number: int) -> Change:
    """With the next one."""
    first, middle = cutting.bounds(number)
    if middle in cutting.screens.turns:
        raise OtherSpeaker
    _middle, behind = cutting.bounds(number + 1)
    return held(cutting, first, behind)


def split(cutting: Cutting, number: int, at: int) -> Change:
    """The second half begins with the word `at`."""
    first, behind = cutting.bounds(number)
    if not first < at < behind:
        raise CannotCut
    return held(cutting, first, at) | held(cutting, at, behind)


def lined(cutting: Cutting, number: int, at: int) -> Change:
    """The lower line begins with the word `at`."""
    first, behind = cutting.bounds(number)
    if not first < at < behind or cutting.screens.preset.lines == 1:
        raise CannotCut
    return held(cutting, first, behind) | {at: LINE}


def released(cutting: Cutting, number: int) -> Change:
    """Nothing that anybody decided about this one holds any longer."""
    first, behind = cutting.bounds(number)
    found: dict[int, Mark | None] = {at: None for at in range(first, behind + 1) if at in cutting.marks}
    if not found:
        raise CannotCut
    return found


def moved_down(cutting: Cutting, number: int) -> Change:
    """The last word goes to the next one."""
    first, middle = cutting.bounds(number)
    if middle in cutting.screens.turns:
        raise OtherSpeaker
    _middle, behind = cutting.bounds(number + 1)
    if middle - first == 1:
        return held(cutting, first, behind)
    kept, at = held(cutting, first, middle - 1), middle - 1
    if cutting.screens.may_be(at, behind):
        return kept | held(cutting, at, behind)
    edges = [cutting.bounds(n)[1] for n in range(number + 1, min(number + 1 + REACH, len(cutting.cuts)))]
    ways = [kept | _free(cutting, at, edge, range(middle, behind)) | {middle: JOIN} for edge in edges]
    return _flowing(cutting, ways, first, edges[-1])


def moved_up(cutting: Cutting, number: int) -> Change:
    """The first word goes to the one before."""
    middle, behind = cutting.bounds(number)
    if middle in cutting.screens.turns:
        raise OtherSpeaker
    first, _middle = cutting.bounds(number - 1)
    if behind - middle == 1:
        return held(cutting, first, behind)
    kept, at = held(cutting, middle + 1, behind), middle + 1
    if cutting.screens.may_be(first, at):
        return held(cutting, first, at) | kept
    edges = [cutting.bounds(n)[0] for n in range(number - 1, max(-1, number - 1 - REACH), -1)]
    ways = [_free(cutting, edge, at, range(first, middle)) | {middle: JOIN} | kept for edge in edges]
    return _flowing(cutting, ways, edges[-1], behind)


def _free(cutting: Cutting, first: int, behind: int, grown: range) -> dict[int, Mark | None]:
    """To be cut anew between two cuts, without what was decided about the one that has `grown`."""
    found: dict[int, Mark | None] = {at: None for at in grown if at in cutting.marks}
    edges = {at: replace(CUT, early=cutting.screens.early(at)) for at in (first, behind)}
    return found | {at: mark for at, mark in edges.items() if 0 < at < len(cutting.screens.words)}


def _flowing(cutting: Cutting, ways: list[dict[int, Mark | None]], start: int, stop: int) -> Change:
    """The one that breaks the fewest limits between two cuts; of equal ones that which touches the least."""
    return min(ways, key=lambda way: cutting.changed(way).total(start, stop) // BROKEN)
