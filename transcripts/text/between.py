"""Times for words that nobody has heard yet, guessed from the words around them."""

from collections.abc import Iterable, Sequence

from transcripts.text.document import Paragraph, Word

# Seconds. An added word takes no more of a pause than this.
LONGEST_ADDED = 0.6

Placed = list[Word | None]
# A stretch of the words before and what came in its place: as the four figures of a `diff.Block`.
Run = tuple[int, int, int, int]


def fill(
    before: Sequence[Word],
    after: Sequence[Word],
    placed: Placed,
    runs: Iterable[Run],
    bounds: tuple[float | None, float | None],
) -> tuple[Word, ...]:
    """All words of `after`: those that are `placed` as they are, the others with their share of the time there is."""
    for first, behind, place, end in runs:
        for at, stop in _gaps(placed, place, end):
            replaced = before[first:behind] if (at, stop) == (place, end) else ()
            window = _window(replaced, _neighbours(placed, at, stop, bounds), stop - at)
            placed[at:stop] = _spread(after[at:stop], window)
    return tuple(word if word is not None else Word(after[at].text) for at, word in enumerate(placed))


def _gaps(placed: Sequence[Word | None], place: int, end: int) -> list[tuple[int, int]]:
    empty = [at for at in range(place, end) if placed[at] is None]
    starts = [at for at in empty if at == place or placed[at - 1] is not None]
    stops = [at + 1 for at in empty if at + 1 == end or placed[at + 1] is not None]
    return list(zip(starts, stops, strict=True))


def _neighbours(
    placed: Sequence[Word | None], at: int, stop: int, bounds: tuple[float | None, float | None]
) -> tuple[float | None, float | None]:
    """When the nearest word before with a time ends, and the nearest behind starts."""
    low, high = bounds
    for n in range(at - 1, -1, -1):
        word = placed[n]
        if word is not None and word.start is not None:
            low = word.start if word.end is None else word.end
            break
    for n in range(stop, len(placed)):
        word = placed[n]
        if word is not None and word.start is not None:
            high = word.start
            break
    return low, high


def _window(
    replaced: Sequence[Word], neighbours: tuple[float | None, float | None], count: int
) -> tuple[float, float] | None:
    """From when to when `count` words may be said; a moment where there is no room, None where no time is known at all."""
    low, high = neighbours
    old = Paragraph(tuple(replaced))
    if old.start is not None and old.end is not None:
        first = old.start if low is None else max(old.start, low)
        last = old.end if high is None else min(old.end, high)
        if first <= last:
            return first, last
    if low is None or high is None:
        only = high if low is None else low
        return None if only is None else (only, only)
    return min(low, high), min(high, low + LONGEST_ADDED * count)


def _spread(words: Sequence[Word], window: tuple[float, float] | None) -> list[Word]:
    """By the length of the words."""
    if window is None:
        return [Word(word.text) for word in words]
    first, last = window
    whole = sum(len(word.text) for word in words)
    moments = [first]
    said = 0
    for word in words:
        said += len(word.text)
        moments.append(min(last, max(first, round(first + (last - first) * said / whole, 3))))
    moments[-1] = last
    return [
        Word(word.text, start, end, None, True)
        for word, start, end in zip(words, moments, moments[1:], strict=False)
    ]
