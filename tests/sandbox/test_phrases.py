import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcripts.sandbox.phrases import LONGEST, MARKS, passage, sentence
from transcripts.text.sentences import ends_sentence

ARMENIAN_WORD = re.compile(r"[Ա-Ֆա-և՞՜՛]+[,՝։]?")
EVERY_LENGTH = range(1, LONGEST + 1)
seeds = st.integers(0, 10_000)


@given(seeds, st.sampled_from(EVERY_LENGTH))
def test_a_sentence_has_as_many_words_as_were_asked_for(seed: int, length: int) -> None:
    words = sentence(Random(seed), length)
    assert len(words) == length
    assert ends_sentence(words[-1])
    assert not any(ends_sentence(word) for word in words[:-1])
    assert words[0][0].isupper()


@given(seeds, st.integers(0, 200))
def test_a_passage_is_whole_sentences_of_armenian_words(seed: int, length: int) -> None:
    words = passage(Random(seed), length)
    assert len(words) == length
    assert not words or ends_sentence(words[-1])
    assert all(ARMENIAN_WORD.fullmatch(word) for word in words), words


@given(seeds)
def test_the_article_is_n_before_a_vowel(seed: int) -> None:
    text = " ".join(passage(Random(seed), 120))
    assert not re.search(r"(?<!վաղ)(?<!Վաղ)ը (ա|է|ի|ու|օ)", text)


def test_the_same_chance_says_the_same() -> None:
    assert passage(Random(7), 50) == passage(Random(7), 50)


@pytest.mark.parametrize("length", range(4, LONGEST + 1))
def test_there_is_much_to_say_in_every_length(length: int) -> None:
    said = {" ".join(sentence(Random(seed), length)) for seed in range(200)}
    assert len(said) > 25


def test_questions_and_exclamations_carry_their_marks_inside_the_word() -> None:
    assert {"Ե՞րբ", "Ո՞վ"} <= set(passage(Random(1), 5000))
    assert {"Շնորհակալությո՜ւն։", "Խնդրե՛մ։"} <= {sentence(Random(seed), 1)[0] for seed in range(100)}


def test_some_mark_fits_any_text() -> None:
    assert [len(mark.split()) for mark in MARKS] == [9, 5, 3, 2, 1]
