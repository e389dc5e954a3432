"""Words cut into screens at the least total cost, by dynamic programming over the places where one may cut.

Each screen costs what its last break costs, what it hides inside (ends of sentences, silences), and a sum beyond all that where it
breaks a limit: so a cut that keeps all limits is found wherever there is one. No screen that keeps the limits has more words
than fit, so that only few beginnings are tried for each end, and the time taken grows with the number of words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from transcripts.text.breaks import LONG_PAUSE, SENTENCE, SHORT_PAUSE, break_cost
from transcripts.text.document import Word


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


class Screens:
    """The costs of all screens that may be cut from `words`, whose times are all known and never run backward.

    `turns` holds the numbers of the words with which another speaker begins: no screen reaches over one.
    """

    def __init__(self, words: Sequence[Word], preset: Preset, turns: frozenset[int] = frozenset()) -> None:
        self.words, self.preset, self.turns = words, preset, turns
        self.starts = [milliseconds(word.start) for word in words]
        self.ends = [milliseconds(word.end) for word in words]
        # Where each word would begin if all stood in one line.
        self.places = list(accumulate((len(word.text) + 1 for word in words), initial=0))
        self._breaks = self._of_breaks()
        self._hidden = list(accumulate(map(self._hiding, range(1, len(words))), initial=0))
        self._wide = list(accumulate((len(word.text) > preset.line for word in words), initial=0))
        self._fits = self._last_that_fit()

    def _of_breaks(self) -> list[int]:
        """Of a cut before each word and behind the last."""
        inner = [
            SENTENCE if at in self.turns else break_cost(self.words[at - 1], self.words[at], self._pause(at))
            for at in range(1, len(self.words))
        ]
        return [0, *inner, 0]

    def _pause(self, at: int) -> int:
        return self.starts[at] - self.ends[at - 1]

    def _hiding(self, at: int) -> int:
        """What it costs not to cut before this word."""
        pause = self._pause(at)
        silence = _HIDDEN_SILENCE if pause >= LONG_PAUSE else _HIDDEN_PAUSE if pause >= SHORT_PAUSE else 0
        return silence + (_HIDDEN_SENTENCE if self._breaks[at] == SENTENCE else 0)

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
        if behind - first == 1:
            return True
        return (
            behind <= self._fits[first] and self.ends[behind - 1] - self.starts[first] <= self.preset.longest
        )

    def end(self, first: int, behind: int) -> int:
        """Until when it is shown: long enough to be read, where the next one's beginning allows that."""
        start, preset = self.starts[first], self.preset
        latest = start + preset.longest
        if behind < len(self.words):
            latest = min(latest, self.starts[behind] - preset.gap)
        wanted = max(preset.shortest, -(-1000 * self.length(first, behind) // preset.speed))
        return min(latest, max(self.ends[behind - 1], start + wanted))

    def cost(self, first: int, behind: int) -> int:
        """Of one screen and the break that ends it."""
        shown, read = self.end(first, behind) - self.starts[first], self.length(first, behind)
        broken = (
            (shown < self.preset.shortest)
            + (read * 1000 > self.preset.speed * shown)
            + (self._wide[behind] > self._wide[first])
        )
        cost = SCREEN + self._breaks[behind] + self._hidden[behind - 1] - self._hidden[first]
        if behind - first == 1 and (self._breaks[first] or self._breaks[behind]):
            cost += ORPHAN
        return cost + BROKEN * broken

    def total(self, cuts: Sequence[int]) -> int:
        """Of a whole segmentation: the numbers behind the last word of each screen."""
        return sum(self.cost(first, behind) for first, behind in zip([0, *cuts], cuts, strict=False))

    def best(self) -> list[int]:
        """The cuts of the least total cost, as `total` takes them."""
        count = len(self.words)
        least, came = [0] * (count + 1), [0] * (count + 1)
        for behind in range(1, count + 1):
            first = came[behind] = behind - 1
            least[behind] = least[first] + self.cost(first, behind)
            while first not in self.turns and first > 0 and self.may_be(first - 1, behind):
                first -= 1
                cost = least[first] + self.cost(first, behind)
                if cost < least[behind]:
                    least[behind], came[behind] = cost, first
        return _back(came)


def _back(came: Sequence[int]) -> list[int]:
    cuts, at = [], len(came) - 1
    while at > 0:
        cuts.append(at)
        at = came[at]
    return cuts[::-1]


def milliseconds(seconds: float | None) -> int:
    return round(1000 * (seconds or 0.0))
