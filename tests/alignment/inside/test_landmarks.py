"""Landmarks are true where half of the letters are wrong, and absent where two texts have nothing in common."""

import numpy as np
import pytest
from numpy.typing import NDArray

from transcripts.alignment.inside.landmarks import landmarks


def _text(seed: int, length: int) -> NDArray[np.intp]:
    """Letters about as uneven as those of a language."""
    shares = 1 / np.arange(1, 37)
    return np.asarray(
        np.random.default_rng(seed).choice(np.arange(1, 37), size=length, p=shares / shares.sum())
    )


def _misheard(text: NDArray[np.intp], seed: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Letters as a poor listener names them, and where each of them comes from."""
    random = np.random.default_rng(seed)
    heard = np.where(random.random(len(text)) < 0.35, random.integers(1, 37, len(text)), text)
    kept = random.random(len(text)) > 0.15
    return heard[kept], np.flatnonzero(kept)


def test_landmarks_lie_where_the_sound_has_the_text() -> None:
    text = _text(1, 20_000)
    heard, origin = _misheard(text, 2)
    found = landmarks(heard, text)
    assert len(found) > 200
    assert np.mean(np.abs(origin[found.heard] - found.written) <= 1) > 0.98
    assert np.all(np.diff(found.heard) > 0)
    assert np.all(np.diff(found.written) > 0)


def test_landmarks_survive_what_one_of_the_two_lacks() -> None:
    text = _text(3, 20_000)
    heard, origin = _misheard(text, 4)
    lacking = np.concatenate([text[:8_000], text[11_000:]])
    found = landmarks(heard, lacking)
    true = origin[found.heard] - np.where(found.written < 8_000, 0, 3_000)
    assert np.mean(np.abs(true - found.written) <= 1) > 0.97
    assert not np.any((origin[found.heard] > 8_100) & (origin[found.heard] < 10_900))


def test_other_texts_have_few_landmarks() -> None:
    assert len(landmarks(_text(5, 20_000), _text(6, 20_000))) < 60


@pytest.mark.parametrize(("heard", "written"), [(0, 0), (0, 100), (3, 100), (100, 4)])
def test_too_little_has_none(heard: int, written: int) -> None:
    assert len(landmarks(_text(7, heard), _text(8, written))) == 0
