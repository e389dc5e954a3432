from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcripts.sandbox.phrases import MARKS
from transcripts.sandbox.speech import (
    CONVERSATIONAL,
    FORMAL,
    MODELS,
    SHORTEST_STRETCH,
    WORDS_PER_SECOND,
    Stretch,
    speak,
)

spans = st.lists(st.floats(0.01, 12), max_size=24)


@st.composite
def voiced_stretches(draw: st.DrawFn) -> list[Stretch]:
    """Silence and speech in turn."""
    borders = list(accumulate(draw(spans)))
    return [(start, end) for start, end in pairwise(borders)][::2]


@given(voiced_stretches(), st.text(max_size=8), st.sampled_from(MODELS))
def test_every_word_lies_in_a_voiced_stretch_and_times_never_run_backward(
    voiced: list[Stretch], seed: str, model: str
) -> None:
    words = speak(voiced, seed, model)
    times = [(word.start, word.end) for word in words if word.start is not None and word.end is not None]
    assert len(times) == len(words)
    assert all(start < end for start, end in times)
    assert all(before[1] <= after[0] for before, after in pairwise(times))
    assert all(any(a <= start and end <= b for a, b in voiced) for start, end in times)


@given(voiced_stretches(), st.text(max_size=8))
def test_every_audible_stretch_is_spoken_in_at_a_believable_rate(voiced: list[Stretch], seed: str) -> None:
    words = speak(voiced, seed, FORMAL)
    for start, end in voiced:
        inside = [w for w in words if w.start is not None and start <= w.start < end]
        if end - start >= SHORTEST_STRETCH:
            assert abs(len(inside) - (end - start) * WORDS_PER_SECOND) <= 1


@given(voiced_stretches(), st.text(max_size=8))
def test_both_models_hear_the_same_words_at_the_same_times(voiced: list[Stretch], seed: str) -> None:
    formal, spoken = speak(voiced, seed, FORMAL), speak(voiced, seed, CONVERSATIONAL)
    assert len(formal) == len(spoken)


def test_the_text_says_first_that_it_is_made_up() -> None:
    for seconds in (0.5, 1.0, 1.5, 2.5, 5.0, 60.0):
        words = " ".join(word.text for word in speak([(0, seconds)], "x", FORMAL))
        assert words.startswith(MARKS)
    assert words.startswith("Սա փորձնական, հորինված տեքստ է, ոչ թե ձայնագրության խոսքերը։")


def test_a_sentence_ends_where_the_speaker_pauses() -> None:
    voiced = [(10.0 * i, 10.0 * i + 8.0) for i in range(20)]
    words = speak(voiced, "x", FORMAL)
    before_pauses = [a.text for a, b in pairwise(words) if b.start and a.end and b.start - a.end > 1]
    assert len(before_pauses) == 19
    assert all(text.endswith("։") for text in before_pauses)


def test_a_short_breath_ends_nothing() -> None:
    voiced = [(2.0 * i, 2.0 * i + 1.7) for i in range(20)]
    words = speak(voiced, "x", FORMAL)
    before_breaths = [a.text for a, b in pairwise(words) if b.start and a.end and b.start - a.end > 0.2]
    assert len(before_breaths) == 19
    assert not all(text.endswith("։") for text in before_breaths)


def test_the_same_bytes_say_the_same_and_others_something_else() -> None:
    assert speak([(0, 30)], "one", FORMAL) == speak([(0, 30)], "one", FORMAL)
    assert speak([(0, 30)], "one", FORMAL) != speak([(0, 30)], "two", FORMAL)


def test_the_models_differ_as_hispeech_s_do() -> None:
    formal = " ".join(word.text for word in speak([(0, 60)], "x", FORMAL))
    spoken = " ".join(word.text for word in speak([(0, 60)], "x", CONVERSATIONAL))
    assert "տեքստ է," in formal
    assert "տեքստ ա" in spoken
    assert spoken.count(",") < formal.count(",")


@pytest.mark.parametrize("voiced", [[], [(0.0, 0.1)]])
def test_silence_and_clicks_say_nothing(voiced: list[Stretch]) -> None:
    assert speak(voiced, "x", FORMAL) == ()
