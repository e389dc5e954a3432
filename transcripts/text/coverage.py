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
# Where to begin to look for words that reach into a stretch.
LONGEST_WORD = 30.0
# Armenian is spoken at about 12 letters a second; a text below a fifth of that has lost something.
FEWEST_LETTERS_A_SECOND = 2.5
LEAST_VOICE = 5.0


def missing(voiced: Iterable[Stretch], words: Sequence[Word]) -> list[Stretch]:
    """Voiced stretches, or parts of them, of `SHORTEST_GAP` seconds or more without a word.

    Without word times only the whole can be judged: all that is voiced is returned where the text is far too
    short for it. `voiced` is in order and does not overlap.
    """
    stretches = list(voiced)
    timed = sorted((w.start, w.end) for w in words if w.start is not None and w.end is not None)
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
