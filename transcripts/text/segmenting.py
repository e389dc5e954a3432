"""Words cut into screens at the least total cost, by dynamic programming over the places where one may cut.

Each screen costs what its last break costs, what it hides inside (ends of sentences, silences), and a sum beyond all that where it
breaks a limit: so a cut that keeps all limits is found wherever there is one. No screen that keeps the limits has more words
than fit, so that only few beginnings are tried for each end, and the time taken grows with the number of words.

What people decided (text.marks) is not weighed: it holds, and everything else is cut as well as it can be around it. What a screen costs
depends on nothing beyond its own cuts, so the words between two cuts can be cut anew alone (`best` with its bounds).
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from itertools import accumulate

from transcripts.text.breaks import LONG_PAUSE, SENTENCE, SHORT_PAUSE, break_cost
from transcripts.text.document import Word
from transcripts.text.marks import Kind, Marks
from transcripts.text.shots import NEAR, Shots


@dataclass(frozen=True, slots=True)
class Preset:
    """`line` characters in each of `lines` lines (one or two), `speed` characters a second; the rest in milliseconds."""

    name: str
    line: int
    lines: int
    speed: int
    shortest: int
    longest: int
    gap: int


# One broken limit outweighs every other cost of a transcript of any length.
BROKEN = 10**9
SCREEN, ORPHAN = 10, 50
_HIDDEN_SENTENCE, _HIDDEN_SILENCE, _HIDDEN_PAUSE = 14, 40, 6
# Of a cut where the picture changes, too; and what it costs to read on over the change.
_SHOT_SAVES, _HIDDEN_SHOT = 20, 10


class Screens:
    """The costs of all screens that may be cut from `words`, whose times are all known and never run backward.

    `turns` holds the numbers of the words with which another speaker begins: no screen reaches over one. Nothing is shown after
    `until` (milliseconds), the end of the recording, unless words come later than that, or it is not known (0).
    """

    def __init__(
        self,
        words: Sequence[Word],
        preset: Preset,
        turns: frozenset[int] = frozenset(),
        shots: Shots | None = None,
        until: int = 0,
    ) -> None:
        self.words, self.preset, self.turns = words, preset, turns
        self.shots = shots or Shots()
        self.marks: Marks = {}
        self._is_lined = False
        self.starts = [milliseconds(word.start) for word in words]
        self.ends = [milliseconds(word.end) for word in words]
        self._until = until if words and until > self.ends[-1] else 0
        # When a screen is shown that begins with this word.
        self._snapped = self._beginnings() if self.shots and words else self.starts
        self.begins = self._snapped
        # Where each word would begin if all stood in one line.
        self.places = list(accumulate((len(word.text) + 1 for word in words), initial=0))
        self._seen: frozenset[int] = self._shots_between() if self.shots else frozenset()
        self._breaks = self._of_breaks()
        self._hidden = list(accumulate(map(self._hiding, range(1, len(words))), initial=0))
        self._wide = list(accumulate((len(word.text) > preset.line for word in words), initial=0))
        self._fits = self._last_that_fit()

    def marked(self, marks: Marks) -> "Screens":
        """The same words with these marks instead of those before. Nobody's words are joined to another's."""
        made = copy(self)
        made.marks = marks
        made._is_lined = any(mark.kind is Kind.LINE for mark in marks.values())
        made.begins = self._snapped
        early = {at: mark.early for at, mark in marks.items() if mark.early and at < len(self.words)}
        if early:
            made.begins = list(made.begins)
            for at, moved in early.items():
                made.begins[at] = max(self.free_from(at), made.begins[at] - moved)
        return made

    def beginning(self, begins: list[int]) -> "Screens":
        """The same words, of which a screen that begins with one is shown from then on; before anybody has decided anything."""
        made = copy(self)
        made._snapped = made.begins = begins
        return made

    def free_from(self, at: int) -> int:
        """The earliest that a screen may begin with this word: when the one before has been said, and the gap is over."""
        return min(self.starts[at], self.ends[at - 1] + self.preset.gap) if at else 0

    def early(self, at: int) -> int:
        """By how much a screen that begins with this word shall come before it is said."""
        return self.marks[at].early if at in self.marks else 0

    def is_firm(self, at: int) -> bool:
        """A cut, whatever it costs."""
        return at in (0, len(self.words)) or at in self.turns or self._is(Kind.CUT, at)

    def is_joined(self, at: int) -> bool:
        return at in self.marks and not self.is_firm(at)

    def _is(self, kind: Kind, at: int) -> bool:
        return at in self.marks and self.marks[at].kind is kind

    def _beginnings(self) -> list[int]:
        free = [0, *self.ends[:-1]]
        return [
            self.shots.begin(start, end, min(start, before))
            for start, end, before in zip(self.starts, self.ends, free, strict=True)
        ]

    def _shots_between(self) -> frozenset[int]:
        """The words before which the picture changes, nearly."""
        return frozenset(
            at
            for at in range(1, len(self.words))
            if self.shots.between(self.ends[at - 1] - NEAR, self.starts[at] + NEAR)
        )

    def _of_breaks(self) -> list[int]:
        """Of a cut before each word and behind the last."""
        inner = [
            SENTENCE if at in self.turns else break_cost(self.words[at - 1], self.words[at], self._pause(at))
            for at in range(1, len(self.words))
        ]
        for at in self._seen:
            inner[at - 1] = max(SENTENCE, inner[at - 1] - _SHOT_SAVES)
        return [0, *inner, 0]

    def _pause(self, at: int) -> int:
        return self.starts[at] - self.ends[at - 1]

    def _hiding(self, at: int) -> int:
        """What it costs not to cut before this word."""
        pause = self._pause(at)
        silence = _HIDDEN_SILENCE if pause >= LONG_PAUSE else _HIDDEN_PAUSE if pause >= SHORT_PAUSE else 0
        sentence = _HIDDEN_SENTENCE if self._breaks[at] == SENTENCE else 0
        return silence + sentence + (_HIDDEN_SHOT if at in self._seen else 0)

    def _last_that_fit(self) -> list[int]:
        """For each word the number behind the last one that still fits on a screen beginning with it."""
        behind = [0] * len(self.words)
        last = 0
        for first in range(len(self.words)):
            last = max(last, first + 1)
            while last < len(self.words) and self.length(first, last + 1) <= self.preset.line:
                last += 1
            behind[first] = last
        fits = behind
        for _line in range(1, self.preset.lines):
            fits = [behind[at] if at < len(behind) else at for at in fits]
        return fits

    def length(self, first: int, behind: int) -> int:
        """Characters of these words in one line."""
        return self.places[behind] - self.places[first] - 1

    def may_be(self, first: int, behind: int) -> bool:
        """Whether these words, if they are more than one, fit on a screen and into its longest time."""
        return behind - first == 1 or not (self.is_full(first, behind) or self.is_long(first, behind))

    def is_full(self, first: int, behind: int) -> bool:
        return behind > self._fits[first]

    def is_long(self, first: int, behind: int) -> bool:
        """They are said for longer than anything is shown."""
        return self.ends[behind - 1] - self.starts[first] > self.preset.longest

    def end(self, first: int, behind: int) -> int:
        """Until when it is shown: long enough to be read, where the next one's beginning, or the end of the sound, allows that."""
        start, preset = self.begins[first], self.preset
        latest = start + preset.longest
        if behind < len(self.words):
            latest = min(latest, self.begins[behind] - preset.gap)
        elif self._until:
            latest = min(latest, self._until)
        wanted = max(preset.shortest, -(-1000 * self.length(first, behind) // preset.speed))
        planned = min(latest, max(self.ends[behind - 1], start + wanted))
        if not self.shots:
            return planned
        said = self.ends[behind - 1]
        return self.shots.end(planned, said=said, readable=start + wanted, latest=latest)

    def cost(self, first: int, behind: int) -> int:
        """Of one screen and the break that ends it."""
        shown, read = self.end(first, behind) - self.begins[first], self.length(first, behind)
        broken = (
            (shown < self.preset.shortest)
            + (read * 1000 > self.preset.speed * shown)
            + (self._wide[behind] > self._wide[first])
        )
        if self.marks and behind - first > 1:
            broken += self._broken_by_hand(first, behind)
        cost = SCREEN + self._breaks[behind] + self._hidden[behind - 1] - self._hidden[first]
        if behind - first == 1 and (self._breaks[first] or self._breaks[behind]):
            cost += ORPHAN
        return cost + BROKEN * broken

    def _broken_by_hand(self, first: int, behind: int) -> int:
        """Limits that only a person's joining breaks."""
        lined = self.line_at(first, behind) if self._is_lined else None
        is_wide = self.is_full(first, behind) if lined is None else self._is_wide(first, lined, behind)
        return is_wide + self.is_long(first, behind)

    def line_at(self, first: int, behind: int) -> int | None:
        """The word with which the lower line begins, where somebody chose it."""
        if not self._is_lined or self.preset.lines == 1:
            return None
        return next((at for at in range(first + 1, behind) if self._is(Kind.LINE, at)), None)

    def _is_wide(self, first: int, line: int, behind: int) -> bool:
        return max(self.length(first, line), self.length(line, behind)) > self.preset.line

    def total(self, cuts: Sequence[int], start: int = 0) -> int:
        """Of a whole segmentation from `start` on: the numbers behind the last word of each screen."""
        return sum(self.cost(first, behind) for first, behind in zip([start, *cuts], cuts, strict=False))

    def best(self, start: int = 0, stop: int | None = None) -> list[int]:
        """The cuts of the least total cost, as `total` takes them; of the words from `start` up to `stop`, which are firm."""
        stop = len(self.words) if stop is None else stop
        least, came = [0] * (stop - start + 1), [start] * (stop - start + 1)
        turns, is_marked = self.turns, bool(self.marks)
        for behind in range(start + 1, stop + 1):
            if is_marked and behind != stop and self.is_joined(behind):
                continue
            first = came[behind - start] = self._reach(behind, start)
            least[behind - start] = least[first - start] + self.cost(first, behind)
            while first > start and first not in turns and not (is_marked and self.is_firm(first)):
                first = self._reach(first, start) if is_marked else first - 1
                if not self.may_be(first, behind):
                    break
                cost = least[first - start] + self.cost(first, behind)
                if cost < least[behind - start]:
                    least[behind - start], came[behind - start] = cost, first
        return _back(came, start)

    def _reach(self, behind: int, start: int) -> int:
        """The nearest place before where a screen may begin that ends before the word `behind`."""
        first = behind - 1
        while first > start and self.is_joined(first):
            first -= 1
        return first


def _back(came: Sequence[int], start: int) -> list[int]:
    cuts, at = [], start + len(came) - 1
    while at > start:
        cuts.append(at)
        at = came[at - start]
    return cuts[::-1]


def milliseconds(seconds: float | None) -> int:
    return round(1000 * (seconds or 0.0))
