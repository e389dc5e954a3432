import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcripts.alignment.inside.acoustic import LETTERS
from transcripts.alignment.inside.lattice import WILD
from transcripts.alignment.inside.spelling import LONGEST, spelling


def _letters(word: str) -> str:
    return "".join(LETTERS[symbol] for symbol in spelling(word))


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("Ո՞վ", "ով"),
        ("«Երևանի»", "երևանի"),
        ("եւ", "և"),
        ("ԳՐԱԴԱՐԱՆ,", "գրադարան"),
        ("ուսանող-ուսանողուհի", "ուսանողուսանողուհի"),
        ("2024-ին", "երկուհազարքսանչորսին"),
        ("1990-ականներին", "հազարինըհարյուրիննսունականներին"),
        ("1.000.000", "մեկմիլիոն"),
        ("2,5%", "երկուամբողջհինգտոկոս"),
        ("3-րդ", "երրորդ"),
        ("$100", "հարյուրդոլար"),
        ("007", "զրոզրոյոթ"),
        ("XX", "քսաներորդ"),
        ("Google", "գուգլե"),
        ("BBC", "բիբիսի"),
        ("Москва", "մոսկվա"),
        ("Հայաստան+Google", "հայաստանգումարածգուգլե"),
    ],
)
def test_words_are_spelled_as_they_are_said(word: str, said: str) -> None:
    assert _letters(word) == said


@pytest.mark.parametrize("word", ["—", "«»", "...", "", "՞", "🙂"])
def test_what_is_never_said_is_empty(word: str) -> None:
    assert spelling(word) == ()


@pytest.mark.parametrize("word", ["中文", "ՀՀ", "ქართული", "ա" * (LONGEST + 1)])
def test_what_nobody_knows_how_to_say_may_be_anything(word: str) -> None:
    assert spelling(word) == WILD


@given(st.text(max_size=LONGEST))
def test_any_text_has_a_spelling(word: str) -> None:
    made = spelling(word)
    assert made == WILD or (len(made) <= LONGEST and all(0 < symbol < len(LETTERS) for symbol in made))


@given(st.text(alphabet="աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքևօֆ", min_size=2, max_size=20))
def test_marks_and_case_change_nothing(word: str) -> None:
    assert spelling(f"«{word[0].upper()}՛{word[1:]}՞»։") == spelling(f"{word[0].upper().lower()}{word[1:]}")
