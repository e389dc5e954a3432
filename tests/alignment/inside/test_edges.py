import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from transcripts.alignment.inside.edges import DELAY, Found, edges, one_of, voice


def _letters(frames: int, *named: int) -> NDArray[np.intp]:
    """How many letters were named before each frame."""
    return np.searchsorted(np.array(named), np.arange(frames + 1)).astype(np.intp)


def _loudness(frames: int, *voiced: tuple[int, int]) -> np.ndarray:
    found = np.full(frames, -70.0, dtype=np.float32)
    for begin, end in voiced:
        found[begin:end] = -15.0
    return found


def test_beside_pauses_words_reach_as_far_as_their_sound() -> None:
    heard = voice(_loudness(200, (50, 80), (120, 150)), _letters(200))
    (first, second) = edges([Found(54, 75), Found(126, 144)], heard)
    assert first == (1.01, 1.6)
    assert second == (2.41, 3.0)


def test_in_running_speech_a_word_ends_where_the_next_begins() -> None:
    heard = voice(_loudness(200, (50, 150)), _letters(200))
    first, second = edges([Found(54, 75), Found(80, 140)], heard)
    assert first[1] == second[0] == round(80 * 0.02 - DELAY, 3)


def test_a_single_letter_said_by_its_name_has_all_of_the_voice_that_is_nobody_elses() -> None:
    heard = voice(_loudness(300, (20, 60), (95, 120), (200, 240)), _letters(300, 100, 105, 110))
    words = [Found(25, 50), Found(58, 58, letters=1), Found(205, 230)]
    assert edges(words, heard)[1] == (1.91, 2.4)


def test_a_pause_does_not_lie_within_a_word() -> None:
    sound = voice(_loudness(200, (40, 60), (100, 150)), _letters(200))
    states = np.zeros(200, dtype=np.int32)
    states[[50, 110, 120]] = [5, 7, 9]
    assert one_of(np.array([50, 110, 120]), states, 3, sound) == Found(110, 120, 3)


def test_in_noise_only_the_letters_count() -> None:
    heard = voice(np.full(200, -30.0, dtype=np.float32), _letters(200))
    assert edges([Found(54, 75)], heard) == [(1.022, 1.56)]


def test_no_words_have_no_edges() -> None:
    assert edges([], voice(_loudness(10), _letters(10))) == []


@given(
    st.lists(st.integers(0, 399), min_size=2, max_size=30, unique=True),
    st.lists(st.booleans(), min_size=400, max_size=400),
)
def test_words_never_run_backward(frames: list[int], voiced: list[bool]) -> None:
    frames = sorted(frames)[: len(frames) // 2 * 2]
    loudness = np.where(voiced, -15.0, -70.0).astype(np.float32)
    words = [Found(first, last) for first, last in zip(frames[::2], frames[1::2], strict=True)]
    times = [moment for word in edges(words, voice(loudness, _letters(400))) for moment in word]
    assert times == sorted(times)
