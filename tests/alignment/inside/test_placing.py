"""Hours of sound lie open only in part."""

import tracemalloc

import numpy as np

from transcripts.alignment.inside.memory import Memory
from transcripts.alignment.inside.placing import place


def _silence(hours: float) -> Memory:
    rows = np.full((round(hours * 180_000), 42), 120, dtype=np.uint8)
    rows[:, 40:] = 0
    return Memory(rows)


def test_two_words_for_a_quarter_of_an_hour_cost_little_memory() -> None:
    memory = _silence(0.25)
    tracemalloc.start()
    try:
        found = place(memory, ["բարև", "ձեզ"], 0.0, lambda share: None)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found.missing == ((0, 2),)
    assert most < 10 * 1024**2


def test_no_sound_has_no_words() -> None:
    found = place(_silence(0), ["բարև", "—"], 0.0, lambda share: None)
    assert found.missing == ((0, 1),)
    assert [placed.start for placed in found.placed] == [None, None]
