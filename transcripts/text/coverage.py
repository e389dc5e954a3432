"""Do the words cover the sound? Says which voiced stretches seem to have no words."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import islice

from transcripts.text.document import Word
from transcripts.text.thinness import (
    MOST_COVERED_WHEN_HEARD,
    Stretch,
    common,
    joined,
    shared,
    thinly_heard,
    thinly_written,
    without,
)

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
    """Voiced stretches that seem to have lost words: all of them in a hole, or too many all along (`thinness`).

    Without word times only the whole can be judged: all that is voiced is returned where the text is far too
    short for it. `voiced` is in order and does not overlap.
    """
    stretches = list(voiced)
    timed = sorted(_timed(words))
    if not timed:
        return stretches if _far_too_short(stretches, words) else []
    gaps = holes(stretches, [(start, end) for start, end, _ in timed])
    return joined(sorted(gaps + thinly_written(without(stretches, gaps), timed)))


def holes(voiced: Iterable[Stretch], timed: Sequence[Stretch]) -> list[Stretch]:
    """Voiced stretches, or parts of them, of `SHORTEST_GAP` seconds or more without a word. `timed` is in order."""
    return [gap for stretch in voiced for gap in _gaps(stretch, timed)]


def _timed(words: Iterable[Word]) -> Iterable[tuple[float, float, int]]:
    """Start, end and letters of those with times."""
    for word in words:
        if word.start is not None and word.end is not None:
            yield word.start, min(word.end, word.start + LONGEST_WORD), len(word.text)


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


def unwritten(
    unspoken: Iterable[Stretch], voiced: Sequence[Stretch] | None, placed: Sequence[Stretch] = ()
) -> list[Stretch]:
    """Of the stretches where speech was heard that the text lacks those that are worth a person's time: with
    `SHORTEST_UNWRITTEN` seconds or more of a voice, and from where to where there is one; and where there are many short
    ones between the words, which were heard at `placed`. `voiced` None: it is not known.
    """
    strange = list(unspoken)
    if voiced is None:
        return [(start, end) for start, end in strange if end - start >= SHORTEST_UNWRITTEN]
    found = []
    for stretch in strange:
        within = list(common([stretch], voiced))
        if sum(high - low for low, high in within) >= SHORTEST_UNWRITTEN:
            found.append((within[0][0], within[-1][1]))
    timed = sorted(placed)
    near = without(voiced, holes(voiced, timed))
    return joined(sorted(found + thinly_heard(near, timed, strange)))


def still_missing(
    stretches: Iterable[Stretch], words: Iterable[Word], voiced: Sequence[Stretch] | None = None
) -> list[Stretch]:
    """What is left of them after people have written: stretches with more than a moment that no word covers, or much of whose
    voice, a little between any two words, is nobody's. `voiced` None: all of them."""
    spans = joined(sorted((start, end) for start, end, _ in _timed(words)))
    return [stretch for stretch in stretches if _is_left([stretch], spans, voiced)]


def _is_left(whole: Sequence[Stretch], spans: Sequence[Stretch], voiced: Sequence[Stretch] | None) -> bool:
    said = list(whole if voiced is None else common(whole, voiced))
    length = sum(end - start for start, end in said)
    # The longer it is, the more likely somebody draws breath in it.
    moment = min(max(_REST, length / 10), SHORTEST_UNWRITTEN)
    longest = max((end - start for start, end in without(said, spans)), default=0.0)
    return longest >= moment or (
        length >= LEAST_VOICE and shared(said, spans) < MOST_COVERED_WHEN_HEARD * length
    )
