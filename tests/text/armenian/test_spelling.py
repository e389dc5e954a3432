import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcripts.text.armenian import fold


@pytest.mark.parametrize(
    ("written", "same_as"),
    [
        ("ԵՐԵՎԱՆ", "Երեւան"),
        ("Երևան", "երեվան"),
        ("Ի՞նչ", "ինչ"),
        ("Շնորհակալությո՜ւն", "շնորհակալություն"),
        ("ﬓ", "մն"),
        ("ին\u00adչ", "ինչ"),
        ("ա´յո", "այո"),
    ],
)
def test_spellings_of_one_word_fold_to_one(written: str, same_as: str) -> None:
    assert fold(written) == fold(same_as)


@pytest.mark.parametrize(("one", "other"), [("օր", "որ"), ("էլ", "ել"), ("րոպե", "ռոպե")])
def test_different_letters_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(fold(once)) == fold(once)
