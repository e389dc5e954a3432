"""Do the words cover the sound? Says which voiced stretches seem to have no words."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import islice

from transcripts.text.document import Word

Stretch = tuple[float, float]

# Word times are never exact: so much around a word counts as covered.
SLACK = 1.0
# A shorter gap is a breath, a cough, a name that was swallowed.
SHORTEST_GAP = 3.0
# Nobody needs longer for one: what claims to last for minutes says nothing about them.
LONGEST_WORD = 30.0
# Armenian is spoken at about 12 letters a second; a text below a fifth of that has lost something.
FEWEST_LETTERS_A_SECOND = 2.5
LEAST_VOICE = 5.0
# Once somebody has listened, less is enough: letters were heard there, no breath.
SHORTEST_UNWRITTEN = 2.0
# A stretch of which less than this is without words any more is none.
_REST = 1.0


def missing(voiced: Iterable[Stretch], words: Sequence[Word]) -> list[Stretch]:
    """Voiced stretches, or parts of them, of `SHORTEST_GAP` seconds or more without a word.

    Without word times only the whole can be judged: all that is voiced is returned where the text is far too
    short for it. `voiced` is in order and does not overlap.
    """
    stretches = list(voiced)
    timed = sorted(
        (w.start, min(w.end, w.start + LONGEST_WORD))
        for w in words
        if w.start is not None and w.end is not None
    )
    if not timed:
        return stretches if _far_too_short(stretches, words) else []
    return [gap for stretch in stretches for gap in _gaps(stretch, timed)]


def _far_too_short(stretches: Sequence[Stretch], words: Sequence[Word]) -> bool:
    voice = sum(end - start for start, end in stretches)
    letters = sum(len(word.text) for word in words)
    return voice >= LEAST_VOICE and letters < voice * FEWEST_LETTERS_A_SECOND


def _gaps(stretch: Stretch, timed: Sequence[Stretch]) -> list[Stretch]:
    """Parts of one voiced stretch that no word covers."""
    found: list[Stretch] = []
    at, end = stretch
    first = bisect_left(timed, (at - LONGEST_WORD,))
    for word_start, word_end in islice(timed, first, None):
        if word_end + SLACK <= at:
            continue
        if word_start - SLACK >= end:
            break
        if word_start - SLACK - at >= SHORTEST_GAP:
            found.append((at, word_start - SLACK))
        at = max(at, word_end + SLACK)
    if end - at >= SHORTEST_GAP:
        found.append((at, end))
    return found


def unwritten(unspoken: Iterable[Stretch], voiced: Sequence[Stretch] | None) -> list[Stretch]:
    """Of the stretches where speech was heard that the text lacks those that are worth a person's time: with
    `SHORTEST_UNWRITTEN` seconds or more of a voice, and from where to where there is one. `voiced` None: it is not known.
    """
    if voiced is None:
        return [(start, end) for start, end in unspoken if end - start >= SHORTEST_UNWRITTEN]
    found = []
    for start, end in unspoken:
        within = [(max(low, start), min(high, end)) for low, high in voiced if low < end and high > start]
        if sum(high - low for low, high in within) >= SHORTEST_UNWRITTEN:
            found.append((within[0][0], within[-1][1]))
    return found


def still_missing(stretches: Iterable[Stretch], words: Iterable[Word]) -> list[Stretch]:
    """What is left of them after people have written: stretches with more than a moment that no word covers."""
    timed = sorted((w.start, w.end) for w in words if w.start is not None and w.end is not None)
    return [stretch for stretch in stretches if _uncovered(stretch, timed) >= _REST]


def _uncovered(stretch: Stretch, timed: Sequence[Stretch]) -> float:
    start, end = stretch
    near = islice(timed, bisect_left(timed, (start - LONGEST_WORD,)), bisect_left(timed, (end,)))
    return end - start - sum(max(0.0, min(high, end) - max(low, start)) for low, high in near)
