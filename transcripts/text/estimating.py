"""Words between others whose times are known: a guess, which says that it is one. All times are seconds."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, groupby, pairwise
from operator import itemgetter

from transcripts.text.coverage import FEWEST_LETTERS_A_SECOND
from transcripts.text.document import Word
from transcripts.text.thinness import Stretch
from transcripts.text.timing import agree, best, is_sure


def laid(
    given: Sequence[Word], heard: Sequence[Word], *, start: float, end: float, voiced: Sequence[Stretch] = ()
) -> tuple[Word, ...]:
    """The words of a stretch with their best times: of those given with them and those heard (`timing.best`), else estimated.

    Times never decrease and lie between `start` and `end`. `heard` has a word for each one of `given`; `voiced`, in order, says
    where somebody speaks.
    """
    if not agree(given, heard):
        given = [Word(word.text) for word in given]
    chosen = [best(one, other) for one, other in zip(given, heard, strict=True)]
    return estimated(in_order(chosen, start, end), start=start, end=end, voiced=voiced)


def in_order(words: Sequence[Word], start: float, end: float) -> list[Word]:
    """Words whose times cannot be, because of those before and after, are without. Nobody's end is behind the next one's start.

    Those that were surely heard decide; of the others as many are kept as fit together.
    """
    possible = _between_the_sure(words, start, end)
    kept = [possible[place] for place in _rising([words[number].start or 0.0 for number in possible])]
    found = [replace(word, start=None, end=None, estimated=True) for word in words]
    following = end
    for number in reversed(kept):
        word = words[number]
        begins = word.start or 0.0
        until = min(max(begins if word.end is None else word.end, begins), following)
        found[number] = replace(word, end=until)
        following = begins
    return found


def _between_the_sure(words: Sequence[Word], start: float, end: float) -> list[int]:
    """Numbers of the words that begin between what was surely heard before and after them."""
    anchors = [word if is_sure(word) and not word.estimated else Word("") for word in words]
    lows = list(accumulate((_or(word.end, start) for word in anchors), max, initial=start))
    highs = list(accumulate((_or(word.start, end) for word in reversed(anchors)), min, initial=end))[-2::-1]
    return [
        number
        for number, (word, low, high) in enumerate(zip(words, lows[:-1], highs, strict=True))
        if word.start is not None and low <= word.start <= high
    ]


def _rising(values: Sequence[float]) -> list[int]:
    """Places of the longest sequence in which no value is smaller than the one before it (patience sorting)."""
    tails: list[float] = []
    places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        length = bisect_right(tails, value)
        before.append(places[length - 1] if length else -1)
        # Of all sequences of this length the one that ends lowest leaves the most room.
        tails[length : length + 1], places[length : length + 1] = [value], [place]
    found, at = [], places[-1] if places else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]


def estimated(
    words: Sequence[Word], *, start: float, end: float, voiced: Sequence[Stretch] = ()
) -> tuple[Word, ...]:
    """Words without times get some between their neighbours', as long as they are, where somebody speaks. The others stay."""
    runs = [
        (is_timed, list(run)) for is_timed, run in groupby(words, key=lambda word: word.start is not None)
    ]
    found: list[Word] = []
    for place, (is_timed, run) in enumerate(runs):
        if is_timed:
            found += run
            continue
        begin = _or(found[-1].end, start) if found else start
        behind = _or(runs[place + 1][1][0].start, end) if place + 1 < len(runs) else end
        found += _spread(run, begin, max(begin, behind), voiced)
    return tuple(found)


def _or(known: float | None, otherwise: float) -> float:
    return otherwise if known is None else known


def _spread(words: Sequence[Word], begin: float, end: float, voiced: Sequence[Stretch]) -> list[Word]:
    """Over the voiced parts between two instants, or all of it where nothing is known of a voice."""
    way = _Way(_clipped(voiced, begin, end) or [(begin, end)])
    letters = list(accumulate((max(len(word.text), 1) for word in words), initial=0))
    # A few words do not fill a minute that the text lacks.
    pace = min(way.seconds / letters[-1], 1 / FEWEST_LETTERS_A_SECOND)
    found = []
    for word, (first, behind) in zip(words, pairwise(letters), strict=True):
        start = way.leaves(first * pace)
        # No word reaches over a silence.
        until = min(way.arrives(behind * pace), start + (behind - first) * pace)
        low, high = (min(max(round(at, 3), begin), end) for at in (start, until))
        found.append(replace(word, start=low, end=max(low, high), estimated=True))
    return found


def _clipped(voiced: Sequence[Stretch], begin: float, end: float) -> list[Stretch]:
    """The parts of `voiced` between two instants, looked for without going through all of it."""
    first = bisect_right(voiced, begin, key=itemgetter(1))
    behind = bisect_left(voiced, end, key=itemgetter(0))
    return [(max(low, begin), min(high, end)) for low, high in voiced[first:behind]]


class _Way:
    """Stretches one after the other, as if nothing lay between them."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self._stretches = stretches
        self._sums = list(accumulate((end - start for start, end in stretches), initial=0.0))

    @property
    def seconds(self) -> float:
        return self._sums[-1]

    def leaves(self, gone: float) -> float:
        """The instant after so many seconds; on a border the later one."""
        return self._instant(gone, bisect_right(self._sums, gone) - 1)

    def arrives(self, gone: float) -> float:
        """On a border the earlier one."""
        return self._instant(gone, bisect_left(self._sums, gone) - 1)

    def _instant(self, gone: float, place: int) -> float:
        place = min(max(place, 0), len(self._stretches) - 1)
        return self._stretches[place][0] + gone - self._sums[place]
