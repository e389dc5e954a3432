import pytest

from tests import factories
from transcripts.library.search import search
from transcripts.models import User


@pytest.mark.parametrize("q", ["ժողով", "ԺՈՂՈՎ", "գործընկերներ", "ժողով լույս", "", "  "])
def test_title_and_words_are_found(anahit: User, q: str) -> None:
    row = factories.recording(anahit, "Ժողով")
    factories.completed(row)
    assert list(search(anahit, q)) == [row]


@pytest.mark.parametrize(("written", "q"), [("Երեւան", "երևան"), ("Ի՞նչ", "ինչ"), ("ԵՐԵՎԱՆ", "Երեւան")])
def test_spellings_of_one_word_find_each_other(anahit: User, written: str, q: str) -> None:
    row = factories.recording(anahit, written)
    assert list(search(anahit, q)) == [row]


def test_every_word_must_be_there(anahit: User) -> None:
    factories.recording(anahit, "Ժողով")
    assert not search(anahit, "ժողով դատարան")


def test_nobody_finds_what_another_team_has(anahit: User, mallory: User) -> None:
    factories.recording(anahit, "Ժողով")
    assert not search(mallory, "ժողով")


def test_signs_of_the_database_are_just_signs(anahit: User) -> None:
    factories.recording(anahit, "Ժողով")
    for q in ("%", "_", "\\", "'", '"', "100%"):
        assert not search(anahit, q)
