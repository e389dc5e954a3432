"""A piece of text placed in a piece of sound, and the pieces put together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from transcripts.alignment.found import Alignment, Placed, Stretch
from transcripts.alignment.inside import trust
from transcripts.alignment.inside.cutting import Piece, pieces
from transcripts.alignment.inside.edges import DELAY, REMAINDER, Found, Voice, edges, one_of, voice
from transcripts.alignment.inside.evidence import ANYTHING, GAP, STRANGE, Evidence
from transcripts.alignment.inside.features import FRAME_SECONDS
from transcripts.alignment.inside.lattice import WILD, Lattice, Spelling, lattice
from transcripts.alignment.inside.memory import Memory
from transcripts.alignment.inside.spelling import spelling
from transcripts.alignment.inside.strays import Unspoken, strays
from transcripts.alignment.inside.substitutes import substitutes
from transcripts.alignment.inside.viterbi import best_way

# Speech that the text lacks is told from so many letters on, joined over so many seconds without a word between.
_LEAST_LETTERS, _JOINED_OVER = 8, 1.5
# A wildcard that is anything is worth this much.
_WILD_TRUST = 0.5
_NOWHERE = Placed(None, None, 0.0)


@dataclass(frozen=True, slots=True)
class Part:
    """What one piece decides: its words by their number, speech without text, and the loss of all that."""

    words: dict[int, Placed]
    unspoken: list[Unspoken]
    loss: float


def place(memory: Memory, words: Sequence[str], offset: float, tell: Callable[[float], None]) -> Alignment:
    """`offset` is when, in seconds, the memory begins."""
    spelled = [(number, spelling(word)) for number, word in enumerate(words)]
    spelled = [(number, letters) for number, letters in spelled if letters]
    parts = []
    for piece in pieces(memory, [letters for _, letters in spelled]) if len(memory) else []:
        parts.append(_part(memory, spelled, piece, offset))
        tell(piece.end / len(memory))
    return _together(parts, spelled, len(words))


def _part(memory: Memory, spelled: Sequence[tuple[int, Spelling]], piece: Piece, offset: float) -> Part:
    here = memory.part(piece.begin, piece.end)
    given = Evidence(here)
    words = spelled[piece.first : piece.behind]
    through = lattice([letters for _, letters in words])
    states = best_way(given, through, free=piece.free).states
    columns = through.columns[states]
    sound = voice(here.loudness(0, len(here)), given.before)
    found = _found(states, columns, through, given, sound, words)
    times = edges(list(found.values()), sound)
    losses = np.concatenate(([0.0], np.cumsum(given.losses(columns), dtype=np.float64)))
    at = offset + piece.begin * FRAME_SECONDS
    placed: dict[int, Placed] = {}
    total = 0.0
    for (place, word), (start, end) in zip(found.items(), times, strict=True):
        if piece.core_words[0] <= piece.first + place < piece.core_words[1]:
            number, letters = words[place]
            loss = float(losses[word.last + 1] - losses[word.first])
            sure = _WILD_TRUST if letters == WILD else trust.of_word(loss, len(letters))
            placed[number] = Placed(round(start + at, 3), round(end + at, 3), sure)
            total += loss
    strange = (columns == STRANGE) & given.named
    for start, end in times:
        # A word may have taken speech around its letters.
        strange[round(start / FRAME_SECONDS) : round(end / FRAME_SECONDS) + 1] = False
    return Part(placed, _unspoken(states, strange, piece, at), total)


def _found(
    states: NDArray[np.int32],
    columns: NDArray[np.intp],
    through: Lattice,
    given: Evidence,
    sound: Voice,
    words: Sequence[tuple[int, Spelling]],
) -> dict[int, Found]:
    """Words that have letters on the way, by their place in the lattice."""
    # What may be anything may also be silent; only its letters say where it is.
    frames = np.flatnonzero((columns < GAP) | ((columns == ANYTHING) & given.is_letter))
    places = np.searchsorted(through.gaps, states[frames], side="right") - 1
    return {
        (place := int(places[begin])): one_of(frames[begin:end], states, len(words[place][1]), sound)
        for begin, end in _runs(places)
    }


def _runs(values: NDArray[np.intp]) -> Iterable[tuple[int, int]]:
    """Begin and end of each run of equal values."""
    if not len(values):
        return []
    borders = np.flatnonzero(np.diff(values)) + 1
    return zip([0, *borders.tolist()], [*borders.tolist(), len(values)], strict=True)


def _unspoken(
    states: NDArray[np.int32], strange: NDArray[np.bool_], piece: Piece, at: float
) -> list[Unspoken]:
    """`strange` marks the frames in which letters were named that are no word's."""
    frames = np.flatnonzero(strange)
    inside = (frames + piece.begin >= piece.core_frames[0]) & (frames + piece.begin < piece.core_frames[1])
    frames = frames[inside]
    return [
        Unspoken(
            float(frames[begin]) * FRAME_SECONDS - DELAY + at,
            float(frames[end - 1]) * FRAME_SECONDS + REMAINDER + at,
            end - begin,
        )
        for begin, end in _runs(states[frames].astype(np.intp))
    ]


def _together(parts: Sequence[Part], spelled: Sequence[tuple[int, Spelling]], count: int) -> Alignment:
    words = {number: word for part in parts for number, word in part.words.items()}
    # A wildcard that took no sound was not said, as far as anybody can tell.
    said = {number for number, letters in spelled if letters != WILD}
    unspoken = [stretch for part in parts for stretch in part.unspoken]
    astray = strays(words, unspoken, [number for number, _ in spelled])
    unspoken += [Unspoken.where(words.pop(number)) for number in astray]
    unspoken.sort(key=lambda stretch: stretch.start)
    words |= substitutes(words, unspoken, spelled)
    lost = sum(len(letters) for number, letters in spelled if number in said and number not in words)
    loss = sum(part.loss for part in parts) + trust.LACKING * lost
    loss += trust.STRANGE * sum(stretch.letters for stretch in unspoken)
    return Alignment(
        placed=_filled(words, said, count),
        unspoken=_joined(unspoken, sorted(word.start for word in words.values() if word.start is not None)),
        missing=_missing(words, said, count),
        belongs=trust.of_text(loss, sum(len(letters) for _, letters in spelled)),
    )


def _filled(words: dict[int, Placed], said: set[int], count: int) -> tuple[Placed, ...]:
    """In order, none before the one before it. What is never said, a dash, stands where the word before it ends."""
    found: list[Placed] = []
    at, before = 0.0, _NOWHERE
    for number in range(count):
        word = words.get(number)
        if word is None or word.start is None or word.end is None:
            silent = number not in said and before.end is not None
            word = Placed(before.end, before.end, before.trust) if silent else _NOWHERE
        else:
            start = max(word.start, at)
            word = Placed(start, max(word.end, start), word.trust)
            at = word.end or at
        before = word
        found.append(word)
    return tuple(found)


def _missing(words: dict[int, Placed], said: set[int], count: int) -> tuple[tuple[int, int], ...]:
    """Ranges of words that were not placed, over what is never said."""
    lacking = [number for number in range(count) if number in said]
    runs = groupby(lacking, key=lambda number: number in words)
    return tuple(
        (run[0], run[-1] + 1) for is_placed, numbers in runs if not is_placed and (run := list(numbers))
    )


def _joined(stretches: Sequence[Unspoken], starts: Sequence[float]) -> tuple[Stretch, ...]:
    """Neighbours become one where no word begins between them; what is left with few letters is noise."""
    found: list[Unspoken] = []
    begins = np.array(starts)
    for stretch in stretches:
        before = found[-1] if found else None
        if (
            before
            and stretch.start - before.end <= _JOINED_OVER
            and not _between(begins, before.end, stretch.start)
        ):
            found[-1] = Unspoken(before.start, stretch.end, before.letters + stretch.letters)
        else:
            found.append(stretch)
    return tuple(
        (round(max(stretch.start, 0.0), 3), round(stretch.end, 3))
        for stretch in found
        if stretch.letters >= _LEAST_LETTERS
    )


def _between(begins: NDArray[np.float64], start: float, end: float) -> bool:
    return bool(np.searchsorted(begins, end) > np.searchsorted(begins, start))
