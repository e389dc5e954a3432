"""Is every other word lost? Judged by the minute, from the voice between words that stand too close together for a hole.

One sign alone is none: slow speech has few letters a second, much of a noisy list lies between its words, and of real speech
somebody always hears a little that nobody wrote. So two have to agree. All times are seconds.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import islice
from operator import itemgetter

Stretch = tuple[float, float]

# So much voice is judged at once: enough words for a share, few enough that a bad minute of two hours is found.
WINDOW = 60.0
LEAST_VOICE = 15.0
# At most so much of the voice belongs to words that are written. Of whole texts it is 0.94 and more, where every third
# word is lost 0.7, where every other is, 0.6 and less (synthetic voices, slow to fast).
MOST_COVERED = 0.6
# Slow speech has eight letters a second; of usual speech without every other word six are left.
FEWEST_LETTERS = 6.0
# A word takes at least so long, whatever its times say: some tell where it is rather than how long.
SECONDS_A_LETTER = 0.1
# Having listened, one knows: letters were heard between the words. None of a whole text, an eighth where every other is lost.
MOST_COVERED_WHEN_HEARD, LEAST_HEARD = 0.7, 0.08


def thinly_written(near: Iterable[Stretch], words: Iterable[tuple[float, float, int]]) -> list[Stretch]:
    """Where far fewer letters are written than slow speech has, and much of the voice is nobody's.

    `near` is voice without holes, in order; `words` are start, end and letters, in order.
    """
    known = list(words)
    starts = [start for start, _, _ in known]
    spans = joined((start, max(end, start + letters * SECONDS_A_LETTER)) for start, end, letters in known)
    found = []
    for window, voice in _windows(near):
        first, behind = bisect_left(starts, window[0][0]), bisect_left(starts, window[-1][1])
        letters = sum(letters for _, _, letters in known[first:behind])
        if letters < FEWEST_LETTERS * voice and shared(window, spans) < MOST_COVERED * voice:
            found.append((window[0][0], window[-1][1]))
    return joined(found)


def thinly_heard(
    near: Iterable[Stretch], words: Iterable[Stretch], unspoken: Iterable[Stretch]
) -> list[Stretch]:
    """Where much of the voice is nobody's, and letters were heard there. All are in order."""
    spans, strange = joined(words), joined(unspoken)
    return joined(
        (window[0][0], window[-1][1])
        for window, voice in _windows(near)
        if shared(window, spans) < MOST_COVERED_WHEN_HEARD * voice
        and shared(window, strange) >= LEAST_HEARD * voice
    )


def _windows(near: Iterable[Stretch]) -> list[tuple[list[Stretch], float]]:
    """Pieces of about `WINDOW` seconds of voice, and how much each has; a rest that is too short for one goes to the last."""
    found: list[tuple[list[Stretch], float]] = [([], 0.0)]
    for start, end in near:
        while start < end:
            window, voice = found[-1]
            until = min(end, start + WINDOW - voice)
            window.append((start, until))
            found[-1] = (window, voice + until - start)
            start = until
            if found[-1][1] > WINDOW - 0.001:
                found.append(([], 0.0))
    if found[-1][1] < LEAST_VOICE:
        window, voice = found.pop()
        if found:
            found[-1] = (found[-1][0] + window, found[-1][1] + voice)
    return found


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same instants in stretches that neither overlap nor meet; given and returned in order of their starts."""
    found: list[Stretch] = []
    for start, end in stretches:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif start < end:
            found.append((start, end))
    return found


def shared(ones: Iterable[Stretch], others: Sequence[Stretch]) -> float:
    """How long both are; each in order and without overlap."""
    return sum(high - low for low, high in common(ones, others))


def common(ones: Iterable[Stretch], others: Sequence[Stretch]) -> Iterable[Stretch]:
    for start, end in ones:
        first = bisect_right(others, start, key=itemgetter(1))
        behind = bisect_left(others, end, key=itemgetter(0))
        for low, high in islice(others, first, behind):
            yield max(low, start), min(high, end)


def without(ones: Iterable[Stretch], others: Sequence[Stretch]) -> list[Stretch]:
    """What is in the first and not in the second; each in order and without overlap."""
    found = []
    for start, end in ones:
        for low, high in common([(start, end)], others):
            found.append((start, low))
            start = high
        found.append((start, end))
    return [(start, end) for start, end in found if start < end]
