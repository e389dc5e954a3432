"""Where words are, and what of an odd spelling is compared."""

import pytest

from transcripts.text.armenian.words import CHUNK, Written, words_in


def words(text: str) -> list[Written]:
    return [word for chunk in CHUNK.finditer(text) for word in words_in(chunk[0])]


def spellings(text: str) -> list[str]:
    return [word.spelling for word in words(text)]


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("Ո՞ւմ", "ում"),
        ("գեղեցի՜կ", "գեղեցիկ"),
        ("Ս՟բ", "սբ"),
        ("լավ´ն", "լավն"),
        ("մա\u00adյրա\u200bքաղաք", "մայրաքաղաք"),
        ("ﬔղր", "մեղր"),
        ("ՏԵՐԵՒ", "տերև"),
        ("Ո?ւմ", "ում"),
        ("կ’երթամ", "կերթամ"),
        ("կ՚երթամ", "կերթամ"),
        ("１２", "12"),
    ],
)
def test_one_word_however_it_is_written(text: str, same_as: str) -> None:
    assert spellings(text) == [same_as]


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("գետ՝լիճ", ["գետ", "լիճ"]),
        ("հասավ։Նստեց", ["հասավ", "նստեց"]),
        ("հասավ:Նստեց", ["հասավ", "նստեց"]),
        ("հասավ…նստեց", ["հասավ", "նստեց"]),
        ("գետ,լիճ", ["գետ", "լիճ"]),
        ("«գետ»լիճ", ["գետ", "լիճ"]),
        ("հասա՞վ?Նստեց", ["հասավ", "նստեց"]),
        ("գետ-լիճ", ["գետ", "լիճ"]),
        ("գետ֊լիճ", ["գետ", "լիճ"]),
        ("գետ‑լիճ", ["գետ", "լիճ"]),
        ("գետ–լիճ", ["գետ", "լիճ"]),
        ("գետ — լիճ", ["գետ", "լիճ"]),
        ("գետ_լիճ", ["գետ", "լիճ"]),
        ("12.05.1999", ["12", "05", "1999"]),
        ("H2O", ["h2o"]),
    ],
)
def test_separators_part_words(text: str, apart: list[str]) -> None:
    assert spellings(text) == apart


@pytest.mark.parametrize(
    ("text", "word", "ending"),
    [
        ("ՄԱԿ-ում", "մակ", "ում"),
        ("ՄԱԿ֊ում", "մակ", "ում"),
        ("1999-ի", "1999", "ի"),
        ("1999ի", "1999", "ի"),
        ("«Գարուն»-ը", "գարուն", "ը"),
        ("«Գարուն»ը", "գարուն", "ը"),
        ("„Գարուն“ի", "գարուն", "ի"),
        ("Telegramում", "telegram", "ում"),
        ("3-րդի", "3", "րդի"),
        ("ՄԱԿ-ի՞", "մակ", "ի"),
    ],
)
def test_an_ending_that_is_parted_belongs_to_its_word(text: str, word: str, ending: str) -> None:
    assert [(each.spelling, each.ending) for each in words(text)] == [(word, ending)]


def test_a_word_reaches_to_the_end_of_its_ending() -> None:
    chunk = "Գարուն»-ը"
    assert list(words_in(chunk)) == [Written(0, len(chunk), "գարուն", "ը")]


def test_only_one_ending_is_parted() -> None:
    assert spellings("ՄԱԿ-ի-ի") == ["մակ", "ի"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("hողմ", "հողմ"),
        ("oդանավ", "օդանավ"),
        ("0դանավ", "օդանավ"),
        ("Oհան", "օհան"),
        ("Eրեկո", "երեկո"),
        ("առաvոտ", "առավոտ"),
    ],
)
def test_a_single_latin_letter_is_the_armenian_one_of_its_look_or_sound(text: str, meant: str) -> None:
    assert spellings(text) == [meant]


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("Telegramով", ["telegram"]),
        ("Wիկի", ["w", "իկի"]),
        ("houses", ["houses"]),
        ("10ը", ["10"]),
        ("SOSները", ["sos"]),
        ("5ական", ["5", "ական"]),
    ],
)
def test_other_latin_letters_and_numbers_stay_what_they_are(text: str, apart: list[str]) -> None:
    assert spellings(text) == apart
