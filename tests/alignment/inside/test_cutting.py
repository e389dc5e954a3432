from itertools import pairwise
from random import Random

import numpy as np
import pytest

from transcripts.alignment.inside import cutting
from transcripts.alignment.inside.cutting import pieces
from transcripts.alignment.inside.lattice import Spelling
from transcripts.alignment.inside.memory import Memory

FRAMES_A_LETTER = 4


def _words(seed: int, count: int) -> list[Spelling]:
    random = Random(seed)
    return [tuple(random.randint(1, 36) for _ in range(random.randint(2, 9))) for _ in range(count)]


def _memory(words: list[Spelling]) -> Memory:
    """Every letter named for one frame, with blanks after it."""
    letters = [letter for word in words for letter in word]
    rows = np.full((len(letters) * FRAMES_A_LETTER, 42), 200, dtype=np.uint8)
    rows[:, 40] = 1
    rows[::FRAMES_A_LETTER, 40] = 50
    rows[np.arange(len(letters)) * FRAMES_A_LETTER, letters] = 1
    return Memory(rows)


def test_what_is_short_is_one_piece() -> None:
    words = _words(1, 30)
    (piece,) = pieces(_memory(words), words)
    assert piece.core_words == (0, 30)
    assert piece.free == (0, 0)


def test_long_recordings_are_cut_where_sound_and_text_meet() -> None:
    words = _words(2, 6_000)
    memory = _memory(words)
    found = pieces(memory, words)
    starts = np.cumsum([0, *map(len, words)]) * FRAMES_A_LETTER
    assert len(found) > 10
    assert all(before.core_words[1] == after.core_words[0] for before, after in pairwise(found))
    assert all(before.core_frames[1] == after.core_frames[0] for before, after in pairwise(found))
    assert found[-1].core_words[1] == len(words)
    for piece in found[1:]:
        assert abs(int(starts[piece.core_words[0]]) - piece.core_frames[0]) < 50


def test_where_nothing_meets_no_piece_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "MOST_CELLS", 4_000_000)
    found = pieces(_memory(_words(3, 4_000)), _words(4, 4_000))
    assert all((piece.end - piece.begin) * (piece.behind - piece.first) * 6 <= 40_000_000 for piece in found)
    assert found[0].begin == 0
