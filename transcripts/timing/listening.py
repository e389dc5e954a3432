"""What has to be heard, and the words with the times that come of it. All times are seconds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from transcripts.alignment import aligner
from transcripts.alignment.found import Alignment, Placed
from transcripts.text.document import Word
from transcripts.text.estimating import laid
from transcripts.text.thinness import Stretch
from transcripts.text.timing import BELONGS, is_sure

# More than this, and listening to all of it takes no longer.
_MOST_STRETCHES, _MOST_OF_THE_SOUND, _MOST_OF_THE_WORDS = 200, 0.5, 0.5
# Words on both sides of a stretch that help to find those between them.
_AROUND = 2

Tell = Callable[[float], None]
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sound:
    """`stop` and `tell` as in `alignment.aligner`; `scratch` is a folder for its work files."""

    path: Path
    seconds: float
    voiced: Sequence[Stretch]
    scratch: Path
    stop: Callable[[], bool]
    tell: Tell


def changed(words: Sequence[Word], seconds: float) -> list[Range] | None:
    """Runs of words, each from the first to behind the last, that nobody has listened for, between words that were heard.

    None where it is better to listen to all of the sound.
    """
    runs: list[Range] = []
    at = 0
    for was_heard, run in groupby(words, key=_was_heard):
        these = list(run)
        if not was_heard and any(word.trust is None for word in these):
            runs.append((at, at + len(these)))
        at += len(these)
    count = sum(behind - first for first, behind in runs)
    length = sum(end - start for start, end in (between(words, run, seconds) for run in runs))
    much = count > _MOST_OF_THE_WORDS * len(words) or length > _MOST_OF_THE_SOUND * seconds
    return None if much or len(runs) > _MOST_STRETCHES else runs


def _was_heard(word: Word) -> bool:
    return word.trust is not None and not word.estimated


def between(words: Sequence[Word], run: Range, seconds: float) -> Stretch:
    """From the end of the word before a run to the beginning of the one behind it."""
    first, behind = run
    start = (words[first - 1].end if first else None) or 0.0
    end = words[behind].start if behind < len(words) else None
    return start, max(start, seconds if end is None else end)


def hear_all(sound: Sound, words: Sequence[Word]) -> tuple[tuple[Word, ...], Alignment]:
    """`words` with the times that came with them, if any did."""
    found = aligner.align(
        sound.path,
        [word.text for word in words],
        scratch=sound.scratch,
        stop=sound.stop,
        progress=sound.tell,
    )
    heard = _heard(words, found.placed)
    if found.belongs < BELONGS:
        heard = [word if is_sure(word) else replace(word, start=None, end=None) for word in heard]
    return laid(words, heard, start=0.0, end=sound.seconds, voiced=sound.voiced), found


def hear_changed(sound: Sound, words: Sequence[Word], runs: Sequence[Range]) -> tuple[Word, ...]:
    """The same words, those of the runs with new times; all others stay exactly as they are."""
    found = list(words)
    for number, run in enumerate(runs):
        sound.tell(number / len(runs))
        found[slice(*run)] = _run(sound, words, run)
    return tuple(found)


def _run(sound: Sound, words: Sequence[Word], run: Range) -> tuple[Word, ...]:
    first, behind = run
    low, high = max(first - _AROUND, 0), min(behind + _AROUND, len(words))
    start, end = between(words, run, sound.seconds)
    found = aligner.realign(
        sound.path,
        [word.text for word in words[low:high]],
        start=_or(words[low].start if low < first else None, start),
        end=_or(words[high - 1].end if high > behind else None, end),
        scratch=sound.scratch,
        stop=sound.stop,
    )
    heard = _heard(words[first:behind], found.placed[first - low : behind - low])
    within = [_clipped(word, start, end) for word in heard]
    return laid(words[first:behind], within, start=start, end=end, voiced=sound.voiced)


def _heard(words: Sequence[Word], placed: Sequence[Placed]) -> list[Word]:
    return [Word(word.text, at.start, at.end, at.trust) for word, at in zip(words, placed, strict=True)]


def _clipped(word: Word, start: float, end: float) -> Word:
    """Between the neighbours, whose times stay; without times where nothing of it lies there."""
    if word.start is None or word.end is None or word.end <= start or word.start >= end:
        return replace(word, start=None, end=None)
    return replace(word, start=max(word.start, start), end=min(word.end, end))


def _or(known: float | None, otherwise: float) -> float:
    return otherwise if known is None else known
