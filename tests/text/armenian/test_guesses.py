"""Two forms of a word that nobody knows must meet; forms of two words should not."""

import pytest

from transcripts.text.armenian.guesses import guesses
from transcripts.text.armenian.lexicon import Lexicon


def known_by_nobody(word: str) -> set[str]:
    return set()


def meet(one: str, other: str, lexicon: Lexicon | None = None) -> bool:
    lemmas = lexicon.lemmas if lexicon else known_by_nobody
    return bool(guesses(one, lemmas) & guesses(other, lemmas))


@pytest.mark.parametrize("name", ["զորիկ", "նունե", "կոմիտաս", "մարո", "բլոգ"])
def test_every_regular_form_meets_the_name(name: str) -> None:
    glide = "յ" if name[-1] in "աեո" else ""
    for case in ("ի", "ից", "ով", "ում"):
        for article in ("", "ն", "ս", "դ"):
            assert meet(name, f"{name}{glide}{case}{article}")
            assert meet(f"{name}ներ{case}{article}", f"{name}{glide}ի")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("դիլիջու", "դիլիջի"),
        ("գուգլել", "գուգլում"),
        ("գուգլել", "չգուգլեցի"),
        ("գուգլել", "կգուգլեն"),
        ("գուգլվեց", "գուգլել"),
        ("գուգլողներից", "գուգլած"),
        ("բլոգություն", "բլոգությամբ"),
        ("բլոգությունից", "բլոգության"),
        ("կոդավորում", "կոդավորման"),
        ("կոդավորումներից", "կոդավորման"),
        ("կոդավորումների", "կոդավորմամբ"),
        ("քուլ", "ամենաքուլ"),
        ("քուլ", "քուուուլ"),
    ],
)
def test_forms_of_an_unknown_word_meet(one: str, other: str) -> None:
    assert meet(one, other)


def test_a_compound_inflects_as_its_second_part_does(small: Lexicon) -> None:
    assert meet("քարակամուրջ", "քարակամրջի", small)
    assert not meet("քարակամուրջ", "ճոճակամրջի", small)
    assert not meet("քարակամրջի", "կամուրջ", small)


def test_the_participle_of_what_will_be_done_belongs_to_its_verb(small: Lexicon) -> None:
    assert "լողալ" in guesses("լողելիքը", small.lemmas)


@pytest.mark.parametrize(("one", "other"), [("զորիկ", "զորան"), ("նունե", "նունուֆար"), ("մարո", "մարոյան")])
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert not meet(one, other)


def test_a_verb_is_known_by_what_is_negated_and_by_its_spoken_past() -> None:
    known = {"գամ": {"գալ"}, "ման": {"ման"}, "բերել": {"բերել"}, "ել": {"ել"}}

    def lemmas(word: str) -> set[str]:
        return known.get(word, set())

    assert "գալ" in guesses("չգամ", lemmas)
    assert "ման" not in guesses("չման", lemmas)
    assert "բերել" in guesses("բերավ", lemmas)
    assert guesses("ավ", lemmas) == {"ավ"}


def test_a_vowel_that_has_fallen_out_of_a_short_word_is_put_back() -> None:
    def lemmas(word: str) -> set[str]:
        return {word} & {"ձուկ", "քիթ", "սալ"}

    assert "ձուկ" in guesses("ձկով", lemmas)
    assert "քիթ" in guesses("քթներից", lemmas)
    assert "ձուկ" not in guesses("ձկնորս", lemmas)


def test_short_words_keep_their_letters() -> None:
    assert guesses("ան", known_by_nobody) == {"ան"}
    assert guesses("տան", known_by_nobody) == {"տան"}
