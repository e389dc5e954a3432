"""What the sound says for each state of a lattice, read from the memory block by block: hours of it never lie open at once."""

import numpy as np
from numpy.typing import NDArray

from transcripts.alignment.inside.acoustic import BLANK, LETTERS, SYMBOLS, LogProbs
from transcripts.alignment.inside.memory import Memory

# Columns that there are beside the model's own 41.
GAP, STRANGE, REST, ANYTHING = range(SYMBOLS, SYMBOLS + 4)
# What is paid for, in natural logarithms; found on generated speech. A letter that the text lacks; that a wildcard takes; a
# frame without a letter within a word (a word does not rest); that speech which the text lacks begins, or ends, where
# nobody pauses.
STRANGE_LETTER, WILD_LETTER, RESTING, ABRUPT = 2.0, 1.0, 0.15, 12.0
# Silence is a gap rather than strange.
_SILENT = 1e-3
# Frames between two letters that make a pause.
_PAUSE = 11
BLOCK = 4096
_SPACE = LETTERS.index(" ")


class Evidence:
    """`best` is the most probable symbol of each frame, `before` how many letters a greedy reading has named before each
    ([n + 1]), `abrupt` what it costs to begin or end strange speech there."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        blocks = [memory.best(begin, begin + BLOCK) for begin in range(0, len(memory), BLOCK)]
        self.best = np.concatenate([np.zeros(0, dtype=np.intp), *blocks])
        self.is_letter = (self.best != BLANK) & (self.best != _SPACE)
        named = self.is_letter.copy()
        named[1:] &= self.best[1:] != self.best[:-1]
        self.before = np.concatenate(([0], np.cumsum(named)))
        self.abrupt = _abruptness(self.is_letter)

    def __len__(self) -> int:
        return len(self.best)

    @property
    def named(self) -> NDArray[np.bool_]:
        """Frames in which a letter begins to be named."""
        return np.diff(self.before) > 0

    def scores(self, begin: int) -> LogProbs:
        """[up to BLOCK, 45] from frame `begin` on: the model's log-probabilities, and what gap, strange, rest and wildcard make
        of them."""
        heard = self._memory.log_probs(begin, begin + BLOCK)
        letter = heard[:, 1:BLANK].max(axis=1)
        silence = np.maximum(heard[:, BLANK], heard[:, _SPACE])
        strange = np.maximum(silence - _SILENT, letter - STRANGE_LETTER)
        wild = np.maximum(silence, letter - WILD_LETTER)
        return np.column_stack([heard, silence, strange, heard[:, BLANK] - RESTING, wild]).astype(np.float32)

    def losses(self, columns: NDArray[np.intp]) -> NDArray[np.float32]:
        """[n]: how much less likely each frame is in the column given for it than at best."""
        found = np.empty(len(self), dtype=np.float32)
        for begin in range(0, len(self), BLOCK):
            scores = self.scores(begin)
            read = scores[np.arange(len(scores)), columns[begin : begin + BLOCK]]
            found[begin : begin + BLOCK] = read - scores[:, :SYMBOLS].max(axis=1)
        return found


def _abruptness(is_letter: NDArray[np.bool_]) -> NDArray[np.float32]:
    letters = np.flatnonzero(is_letter)
    borders = np.concatenate(([-_PAUSE], letters, [len(is_letter) + _PAUSE]))
    costs = np.full(len(is_letter), ABRUPT, dtype=np.float32)
    for place in np.flatnonzero(np.diff(borders) > _PAUSE):
        costs[max(borders[place] + 1, 0) : borders[place + 1] + 1] = 0.0
    return costs
