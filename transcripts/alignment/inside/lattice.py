"""What a run of words may sound like, as a line of states for Viterbi's algorithm.

    gap strange  letter (rest letter)*  gap strange  letter …  gap strange

A *gap* is silence between words, *strange* is speech that the text lacks, which mostly begins and ends at a pause. A word
without a known spelling is one state that may be anything. From gap to gap words may be skipped, at a cost: the sound
lacks them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transcripts.alignment.inside.acoustic import BLANK, LETTERS, SYMBOLS, LogProbs

# Columns that emissions have beside the model's own 41.
GAP, STRANGE, REST, ANYTHING = range(SYMBOLS, SYMBOLS + 4)
# What is paid for, in natural logarithms; found on generated speech. A letter that the text lacks; that a wildcard takes; a
# frame without a letter within a word (a word does not rest).
STRANGE_LETTER, WILD_LETTER, RESTING = 2.0, 1.0, 0.15
# That speech which the text lacks begins, or ends, where nobody pauses; that the sound lacks words, and each of their letters.
ABRUPT, LACKING, LACKING_LETTER = 12.0, 14.0, 3.0
_WILD_LENGTH = 5
_SILENT = 1e-3
# Frames between two letters that make a pause.
_PAUSE = 11

Spelling = tuple[int, ...]
# A word that may sound like anything.
WILD: Spelling = (ANYTHING,)
_FREE = np.float32(0)
_NEVER = np.float32(-np.inf)


@dataclass(frozen=True, slots=True)
class Lattice:
    """For each state, `columns` says which column of the emissions it reads, `two` and `three` what it costs to come from two
    and three states before (0 or -inf), `borders` whether strange speech begins or ends by coming from the state before.
    `gaps` is where the n + 1 gaps stand, `skipping` the sum of the costs of all words before each."""

    columns: NDArray[np.intp]
    two: NDArray[np.float32]
    three: NDArray[np.float32]
    borders: NDArray[np.float32]
    gaps: NDArray[np.intp]
    skipping: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.columns)


@dataclass(frozen=True, slots=True)
class Emissions:
    """`of` is [n, 45]: the model's log-probabilities, and what gap, strange, rest and wildcard make of each frame. `abrupt`
    is [n]: what it costs to begin or end strange speech there."""

    of: LogProbs
    abrupt: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.of)


def lattice(spellings: Sequence[Spelling]) -> Lattice:
    """For words of at least one symbol each."""
    columns, gaps, skipping = [GAP, STRANGE], [0], [0.0]
    for spelling in spellings:
        for place, symbol in enumerate(spelling):
            columns += [REST, symbol] if place else [symbol]
        gaps.append(len(columns))
        columns += [GAP, STRANGE]
        skipping.append(skipping[-1] + _cost_of_lacking(spelling))
    at = np.array(columns, dtype=np.intp)
    return Lattice(
        at,
        _jumps(at, 2, over=(REST, STRANGE)),
        _jumps(at, 3, over=(STRANGE,)),
        _borders(at),
        np.array(gaps, dtype=np.intp),
        np.array(skipping, dtype=np.float32),
    )


def _jumps(columns: NDArray[np.intp], far: int, *, over: tuple[int, ...]) -> NDArray[np.float32]:
    """Letters are entered past a rest, past strange speech from the gap, and past both from the letter of the word before.
    Equal letters need something between them."""
    costs = np.full(len(columns), _NEVER)
    to, source = columns[far:], columns[:-far]
    word = (to < GAP) | (to == ANYTHING)
    costs[far:][word & np.isin(columns[far - 1 : -1], over) & (to != source)] = _FREE
    return costs


def _borders(columns: NDArray[np.intp]) -> NDArray[np.float32]:
    found = (columns == STRANGE).astype(np.float32)
    found[1:] += columns[:-1] == STRANGE
    return np.asarray(found)


def _cost_of_lacking(spelling: Spelling) -> float:
    length = _WILD_LENGTH if spelling == WILD else len(spelling)
    return LACKING_LETTER * length


def emissions(heard: LogProbs) -> Emissions:
    letter = heard[:, 1:BLANK].max(axis=1)
    silence = np.maximum(heard[:, BLANK], heard[:, LETTERS.index(" ")])
    # Silence is a gap rather than strange.
    strange = np.maximum(silence - _SILENT, letter - STRANGE_LETTER)
    wild = np.maximum(silence, letter - WILD_LETTER)
    added = (silence, strange, heard[:, BLANK] - RESTING, wild)
    return Emissions(np.column_stack([heard, *added]).astype(np.float32), _abruptness(heard))


def _abruptness(heard: LogProbs) -> NDArray[np.float32]:
    best = heard.argmax(axis=1)
    letters = np.flatnonzero((best != BLANK) & (best != LETTERS.index(" ")))
    borders = np.concatenate(([-_PAUSE], letters, [len(heard) + _PAUSE]))
    costs = np.full(len(heard), ABRUPT, dtype=np.float32)
    for place in np.flatnonzero(np.diff(borders) > _PAUSE):
        costs[max(borders[place] + 1, 0) : borders[place + 1] + 1] = _FREE
    return costs
