import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcripts.alignment.inside import numerals
from transcripts.alignment.inside.acoustic import LETTERS


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "զրո"),
        (7, "յոթ"),
        (10, "տասը"),
        (11, "տասնմեկ"),
        (19, "տասնինը"),
        (20, "քսան"),
        (99, "իննսունինը"),
        (100, "հարյուր"),
        (215, "երկու հարյուր տասնհինգ"),
        (1000, "հազար"),
        (1915, "հազար ինը հարյուր տասնհինգ"),
        (2024, "երկու հազար քսանչորս"),
        (1_000_000, "մեկ միլիոն"),
        (3_000_000_010, "երեք միլիարդ տասը"),
    ],
)
def test_numbers_are_said_as_armenians_say_them(number: int, said: str) -> None:
    assert numerals.of(number) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "առաջին"),
        (2, "երկրորդ"),
        (5, "հինգերորդ"),
        (9, "իններորդ"),
        (10, "տասներորդ"),
        (21, "քսանմեկերորդ"),
    ],
)
def test_ordinals(number: int, said: str) -> None:
    assert numerals.ordinal(number) == said
    assert numerals.with_ending(number, "րդ") == said


@pytest.mark.parametrize(
    ("number", "ending", "said"),
    [(5, "ը", "հինգը"), (10, "ից", "տասից"), (10, "ը", "տասը"), (3, "ով", "երեքով")],
)
def test_endings_join_the_number(number: int, ending: str, said: str) -> None:
    assert numerals.with_ending(number, ending) == said


@given(st.integers(0, numerals.LARGEST))
def test_every_number_is_said_in_letters_that_the_model_knows(number: int) -> None:
    assert set(numerals.of(number)) <= set(LETTERS)
    assert set(numerals.ordinal(number)) <= set(LETTERS)


@given(st.lists(st.integers(0, numerals.LARGEST), unique=True, min_size=2, max_size=50))
def test_different_numbers_are_said_differently(numbers: list[int]) -> None:
    assert len({numerals.of(number) for number in numbers}) == len(numbers)


@pytest.mark.parametrize("number", [-1, numerals.LARGEST + 1])
def test_what_has_no_name_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="no numeral"):
        numerals.of(number)


@given(st.integers(1, 3999))
def test_roman_numerals_come_back(value: int) -> None:
    assert numerals.from_roman(numerals.to_roman(value)) == value


@pytest.mark.parametrize("word", ["", "IIII", "VX", "ICE", "MMMMM"])
def test_other_words_are_no_roman_numerals(word: str) -> None:
    assert numerals.from_roman(word) is None
