"""Features are those that the model was trained on."""

from pathlib import Path

import numpy as np
import pytest

from transcripts.alignment.inside.acoustic import Model
from transcripts.alignment.inside.features import QUIETEST, STEP, WINDOW, features, frames_in, loudness


@pytest.mark.parametrize("kind", ["noise", "tone", "silence", "click"])
def test_features_equal_the_graphs_own(model: Path, kind: str) -> None:
    random = np.random.default_rng(7)
    window = {
        "noise": random.standard_normal(WINDOW) * 0.1,
        "tone": np.sin(2 * np.pi * 440 * np.arange(WINDOW) / 16_000) * 0.9,
        "silence": np.zeros(WINDOW),
        "click": np.eye(1, WINDOW, 200)[0],
    }[kind].astype(np.float32)
    assert features(window, 1)[0] == pytest.approx(Model(model).own_features(window), abs=1e-5, rel=3e-7)


def test_frames_overlap_and_end_in_zeros() -> None:
    samples = np.random.default_rng(1).standard_normal(1000).astype(np.float32)
    made = features(samples, frames_in(1000))
    assert made.shape == (4, 26)
    later = np.concatenate([samples[STEP:], np.zeros(STEP, dtype=np.float32)])
    assert np.array_equal(made[1:], features(later, 3))


def test_no_sound_has_no_frames() -> None:
    assert frames_in(0) == 0
    assert features(np.zeros(0, dtype=np.float32), 0).shape == (0, 26)


def test_loudness_is_in_decibels_under_full_scale() -> None:
    tone = np.sin(2 * np.pi * 500 * np.arange(1600) / 16_000).astype(np.float32)
    assert loudness(tone, 3) == pytest.approx([-3.01] * 3, abs=0.05)
    assert loudness(tone * 0, 3) == pytest.approx([QUIETEST] * 3)
