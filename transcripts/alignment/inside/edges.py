"""Where words begin and end, from where their letters were found and where there is a voice.

The model names a letter some time after it begins: `DELAY` on an average, as found on generated speech. Beside a pause
the sound itself tells better; within running speech a word ends where the next begins.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transcripts.alignment.inside.features import FRAME_SECONDS

# Seconds from a word's beginning to where its first letter is named, and from where its last one is named to its end.
DELAY, REMAINDER = 0.058, 0.06
# From the beginning of a frame to where its loudness is measured from, and up to.
_ONSET, _OFFSET = 0.010, 0.020
# Voice is looked for so far under the loud frames: a share of the way to the quiet ones, and in dB at most. Where the two
# are closer than `_CLEAR` there is too much noise to tell, and only the letters count.
_SHARE, _WIDE, _CLEAR = 0.65, 35.0, 18.0
_BLOCK = round(30 / FRAME_SECONDS)
# Frames: a closure within a word (կտ, պ) is no pause; a shorter sound is no voice.
_CLOSURE, _CLICK = 5, 2
# Frames between two letters that make a pause, where the voice pauses too.
_PAUSE = 12
# Frames that a letter may be named late.
_LATE = 4
# How far a word's sound may reach beyond its letters, in frames, and how many letters of others may be in that: more where
# the word is a single letter, which may be said by its name.
_REACH_BEFORE, _REACH_AFTER = 50, 20
_STRANGE_LETTERS = 3
_REACH_OF_A_NAME, _LETTERS_OF_A_NAME = 70, 14
# Where two words' letters lie further apart within one voice, in frames, the border is looked for between them.
_FAR = 20

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Found:
    """The frames of a word's first and last letter, and how many letters it has."""

    first: int
    last: int
    letters: int = 2


@dataclass(frozen=True, slots=True)
class Voice:
    """`number` tells for each frame which voiced run it is in (-1 in pauses); `begins` and `ends` are theirs, in frames.
    `letters` counts the letters that the model named before each frame."""

    number: NDArray[np.intp]
    begins: NDArray[np.intp]
    ends: NDArray[np.intp]
    letters: NDArray[np.intp]


def voice(loudness: NDArray[np.float32], letters: NDArray[np.intp]) -> Voice:
    """`letters` counts those that were named before each frame ([n + 1])."""
    is_voiced = _without_short(~_without_short(~_is_voiced(loudness), _CLOSURE), _CLICK)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], is_voiced.astype(np.int8), [0]))))
    begins, ends = edges[::2], edges[1::2]
    number = np.full(len(loudness), -1, dtype=np.intp)
    number[is_voiced] = np.searchsorted(begins, np.flatnonzero(is_voiced), side="right") - 1
    return Voice(number, begins, ends, letters)


def _is_voiced(loudness: NDArray[np.float32]) -> Mask:
    found = np.zeros(len(loudness), dtype=np.bool_)
    for begin in range(0, len(loudness), _BLOCK):
        # A short rest belongs to the block before.
        block = loudness[max(0, min(begin, len(loudness) - _BLOCK)) :][:_BLOCK]
        quiet, loud = np.percentile(block, [10, 95])
        if loud - quiet > _CLEAR:
            level = loud - min(_SHARE * (loud - quiet), _WIDE)
            found[begin : begin + _BLOCK] = loudness[begin : begin + _BLOCK] > level
    return found


def _without_short(mask: Mask, shortest: int) -> Mask:
    """Runs of fewer frames are taken out."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(np.int8), [0]))))
    kept = mask.copy()
    for begin, end in zip(edges[::2], edges[1::2], strict=True):
        if end - begin < shortest:
            kept[begin:end] = False
    return kept


def one_of(frames: NDArray[np.intp], states: NDArray[np.int32], letters: int, heard: Voice) -> Found:
    """The word whose letters were named in these frames, in these states. Nobody pauses within a word: where a pause
    parts its letters, the part with more of them is the word."""
    runs = heard.number[frames]
    apart = (np.diff(frames) > _PAUSE) & (runs[1:] != runs[:-1]) & (np.minimum(runs[1:], runs[:-1]) >= 0)
    parts = np.split(frames, np.flatnonzero(apart) + 1)
    kept = max(parts, key=lambda part: len(np.unique(states[part])))
    return Found(int(kept[0]), int(kept[-1]), letters)


def edges(words: list[Found], heard: Voice) -> list[tuple[float, float]]:
    """Start and end in seconds for words in order. None ends before it starts, none starts before the one before ends."""
    before = [None, *words]
    after = [*words[1:], None]
    words = [_by_its_name(word, before[place], after[place], heard) for place, word in enumerate(words)]
    starts = [_start(word, before[place], heard) for place, word in enumerate(words)]
    nexts = [*starts[1:], float("inf")]
    ends = [_end(word, after[place], nexts[place], heard) for place, word in enumerate(words)]
    return _in_order(list(zip(starts, ends, strict=True)))


def _by_its_name(word: Found, before: Found | None, after: Found | None, heard: Voice) -> Found:
    """A single letter is easily found in the sound of its neighbours; one voice between theirs and of nobody else is its own."""
    if word.letters > 1:
        return word
    earliest, latest = before.last if before else -1, after.first if after else len(heard.number)
    free = np.flatnonzero((heard.begins > earliest) & (heard.ends <= latest))
    if len(free) != 1 or heard.number[word.first] == free[0]:
        return word
    begin, end = int(heard.begins[free[0]]), int(heard.ends[free[0]])
    if not 0 < heard.letters[end] - heard.letters[begin] <= _LETTERS_OF_A_NAME:
        return word
    return Found(begin, end - 1, word.letters)


def _run(frame: int, heard: Voice) -> int:
    """The voiced run that a letter belongs to: it may be named when the voice has just ended."""
    numbers = heard.number[max(frame - _LATE, 0) : frame + 1]
    return int(numbers[-1] if numbers[-1] >= 0 else numbers.max())


def _start(word: Found, before: Found | None, heard: Voice) -> float:
    named = word.first * FRAME_SECONDS - DELAY
    earliest = before.last + 1 if before else 0
    reach, most = (
        (_REACH_BEFORE, _STRANGE_LETTERS) if word.letters > 1 else (_REACH_OF_A_NAME, _LETTERS_OF_A_NAME)
    )
    run = _run(word.first, heard)
    begin = int(heard.begins[run]) if run >= 0 else word.first
    strange = heard.letters[word.first] - heard.letters[max(begin, earliest)]
    if run < 0 or strange > most:
        return named
    if begin > earliest:
        return begin * FRAME_SECONDS + _ONSET if word.first - begin <= reach else named
    if before and word.first - before.last > _FAR:
        middle = (word.first + before.last) / 2
        return (middle if word.letters > 1 else max(earliest, word.first - reach)) * FRAME_SECONDS + _ONSET
    return named


def _end(word: Found, after: Found | None, next_start: float, heard: Voice) -> float:
    named = word.last * FRAME_SECONDS + REMAINDER
    run = _run(word.last, heard)
    end = int(heard.ends[run]) if run >= 0 else word.last
    limit = after.first if after else len(heard.number)
    strange = heard.letters[max(min(end, limit), word.last + 1)] - heard.letters[word.last + 1]
    if run < 0 or strange > _STRANGE_LETTERS or end - word.last > _REACH_AFTER + (limit < end) * _FAR:
        return min(named, next_start)
    if end <= limit:
        return (end - 1) * FRAME_SECONDS + _OFFSET
    return next_start


def _in_order(given: list[tuple[float, float]]) -> list[tuple[float, float]]:
    at = 0.0
    found = []
    for start, end in given:
        start = max(start, at)
        at = max(end, start + FRAME_SECONDS)
        found.append((round(start, 3), round(at, 3)))
    return found
