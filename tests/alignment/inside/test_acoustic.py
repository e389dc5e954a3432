from pathlib import Path

import numpy as np

from transcripts.alignment.inside.acoustic import CONTEXT, LETTERS, Model


def test_the_letters_are_those_that_the_models_file_names(model: Path) -> None:
    assert Model(model).letters() == LETTERS


def test_every_frame_has_probabilities_that_add_up_to_one(model: Path) -> None:
    seen = np.random.default_rng(3).standard_normal((20 + 2 * CONTEXT, 26)).astype(np.float32)
    heard = Model(model).hear(seen)
    assert heard.shape == (20, 41)
    assert np.allclose(np.exp(heard).sum(axis=1), 1, atol=1e-4)


def test_what_was_forgotten_changes_nothing(model: Path) -> None:
    seen = np.random.default_rng(4).standard_normal((16 + 2 * CONTEXT, 26)).astype(np.float32)
    listener = Model(model)
    first = listener.hear(seen)
    assert not np.array_equal(listener.hear(seen), first)
    listener.forget()
    assert np.array_equal(listener.hear(seen), first)
