"""Chunks cover every frame once, whatever the pieces; and hearing in chunks is hearing."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alignment.speech import Speech
from transcripts.alignment.inside import listening
from transcripts.alignment.inside.acoustic import CONTEXT, Model
from transcripts.alignment.inside.features import RATE, STEP, features, frames_in
from transcripts.alignment.inside.listening import Chunk, chunks, heard_in


@settings(max_examples=30, deadline=None)
@given(length=st.integers(0, 1_300_000), cuts=st.lists(st.integers(0, 1_300_000), max_size=20))
def test_chunks_cover_every_frame_once(length: int, cuts: list[int]) -> None:
    samples = np.arange(length, dtype=np.float32)
    borders = [0, *sorted(cut for cut in cuts if cut < length), length]
    found = list(chunks(samples[a:b] for a, b in pairwise(borders)))
    assert [chunk.begin for chunk in found] == [0, *(chunk.end for chunk in found)][: len(found)]
    assert (found[-1].end if found else 0) == frames_in(length)
    assert all(_begins_where_it_says(chunk) for chunk in found)


def _begins_where_it_says(chunk: Chunk) -> bool:
    return int(chunk.samples[0]) == (chunk.begin - chunk.before) * STEP


def test_hearing_in_chunks_is_hearing(model: Path, talk: Speech, monkeypatch: pytest.MonkeyPatch) -> None:
    """The network remembers for long, so what follows a cut differs a little, and is no worse."""
    monkeypatch.setattr(listening, "_CHUNK", 320)
    samples = talk.samples[: 12 * RATE]
    count = frames_in(len(samples))
    beyond = np.zeros((CONTEXT, 26), dtype=np.float32)
    at_once = Model(model).hear(np.concatenate([beyond, features(samples, count), beyond]))
    listener = Model(model)
    pieces = [heard_in(listener, chunk)[0] for chunk in chunks([samples])]
    assert len(pieces) == 2
    assert np.array_equal(pieces[0], at_once[:320])
    assert np.mean(np.concatenate(pieces).argmax(axis=1) == at_once.argmax(axis=1)) > 0.9
