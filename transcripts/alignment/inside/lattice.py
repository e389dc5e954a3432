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

from transcripts.alignment.inside.evidence import ANYTHING, GAP, REST, STRANGE

# In natural logarithms; found on generated speech. That the sound lacks words at all, and each of their letters.
LACKING, LACKING_LETTER = 14.0, 3.0
_WILD_LENGTH = 5

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
