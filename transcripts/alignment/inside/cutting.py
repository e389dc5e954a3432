"""Long recordings in pieces that can be aligned exactly, each between two landmarks and a little beyond."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from transcripts.alignment.inside.evidence import ANYTHING, Evidence
from transcripts.alignment.inside.landmarks import Landmarks, landmarks
from transcripts.alignment.inside.lattice import Spelling
from transcripts.alignment.inside.memory import Memory

# Frames times letters that are aligned in one piece: five minutes of speech, in 80 MB.
MOST_CELLS = 40_000_000
# Frames after which a piece ends at the next landmark.
_ENOUGH = 3_000
# How much a piece reaches over its borders: frames, and words.
_FRAMES_OVER, _WORDS_OVER = 250, 10
# How many landmarks must lie within so many letters around one at which we cut.
_COMPANY, _NEAR = 5, 150
# What a piece of sound without any text, or of text without any sound, is cut to: frames and letters.
_REST = 6_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Frames `begin` to `end` hold words `first` to `behind`; what lies between `core` frames and words is this piece's to
    decide. Words outside are there to be passed over."""

    begin: int
    end: int
    first: int
    behind: int
    core_frames: tuple[int, int]
    core_words: tuple[int, int]

    @property
    def free(self) -> tuple[int, int]:
        """Words at both ends that may be lacking for nothing."""
        return self.core_words[0] - self.first, self.behind - self.core_words[1]


Border = tuple[int, int]  # a frame and a word that begins about there


def pieces(memory: Memory, spellings: Sequence[Spelling]) -> list[Piece]:
    """In order; their cores together are everything that can be aligned."""
    whole = (0, 0), (len(memory), len(spellings))
    lengths = np.array([0, *map(len, spellings)], dtype=np.intp).cumsum()
    if len(memory) * int(lengths[-1]) <= MOST_CELLS:
        return [_piece(*whole, whole[1])]
    borders = [whole[0], *_borders(memory, spellings, lengths), whole[1]]
    found: list[Piece] = []
    for begin, end in pairwise(borders):
        found += _within(begin, end, whole[1], lengths)
    return found


def _borders(memory: Memory, spellings: Sequence[Spelling], lengths: NDArray[np.intp]) -> list[Border]:
    sound = Evidence(memory)
    frames = np.flatnonzero(sound.named)
    heard = sound.best[frames]
    written = np.array(
        [min(symbol, ANYTHING) for spelling in spellings for symbol in spelling], dtype=np.intp
    )
    marks = landmarks(heard, written)
    found: list[Border] = []
    at = 0
    for mark in _in_company(marks):
        frame = int(frames[marks.heard[mark]])
        if frame - at >= _ENOUGH and len(memory) - frame >= _ENOUGH // 2:
            # The word after the one that the landmark is in: its letters come after that frame.
            word = int(np.searchsorted(lengths, marks.written[mark], side="right"))
            found.append((frame, min(word, len(spellings))))
            at = frame
    return found


def _in_company(marks: Landmarks) -> list[int]:
    near = np.searchsorted(marks.heard, marks.heard + _NEAR) - np.searchsorted(
        marks.heard, marks.heard - _NEAR
    )
    return np.flatnonzero(near >= _COMPANY).tolist()


def _within(begin: Border, end: Border, whole: Border, lengths: NDArray[np.intp]) -> list[Piece]:
    """Between two borders; where that is too much, only what lies beside each of the two."""
    cells = (end[0] - begin[0]) * int(lengths[end[1]] - lengths[begin[1]])
    if cells <= MOST_CELLS:
        return [_piece(begin, end, whole)]
    frames = min(_REST, (end[0] - begin[0]) // 2)
    letters = min(_REST // 2, int(lengths[end[1]] - lengths[begin[1]]) // 2)
    head = begin[0] + frames, int(np.searchsorted(lengths, lengths[begin[1]] + letters))
    tail = end[0] - frames, int(np.searchsorted(lengths, lengths[end[1]] - letters))
    return [_piece(begin, head, whole), _piece(tail, end, whole)]


def _piece(begin: Border, end: Border, whole: Border) -> Piece:
    return Piece(
        begin=max(begin[0] - _FRAMES_OVER, 0),
        end=min(end[0] + _FRAMES_OVER, whole[0]),
        first=max(begin[1] - _WORDS_OVER, 0),
        behind=min(end[1] + _WORDS_OVER, whole[1]),
        core_frames=(begin[0], end[0]),
        core_words=(begin[1], end[1]),
    )
