import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcripts.text.armenian import offers
from transcripts.text.armenian.typed import MOST


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("erevan", "երևան"),
        ("yerevan", "երևան"),
        ("Barev", "բարև"),
        ("voch", "ոչ"),
        ("lusin", "լուսին"),
        ("t'ert'", "թերթ"),
        ("chanaparh", "ճանապարհ"),
        ("dprocneri", "դպրոցների"),
        ("ashxatum em", "աշխատում եմ"),
        ("барев", "բարև"),
        ("дпроц", "դպրոց"),
    ],
)
def test_latin_and_russian_letters_offer_armenian(typed: str, meant: str) -> None:
    assert offers(typed)[0] == meant


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize(
    ("layout", "typed", "meant"),
    [
        ("Russian", ",fht'd", "բարև"),
        ("Russian", "kecby", "լուսին"),
        ("phonetic", "lwusin", "լուսին"),
        ("Eastern", "lowsin", "լուսին"),
        ("Eastern", "]owr", "ջուր"),
        ("typewriter", "nyurjh", "լուսին"),
    ],
)
def test_keys_of_another_layout_offer_armenian(layout: str, typed: str, meant: str) -> None:
    assert meant in offers(typed)


def test_a_surname_is_likely_without_a_lexicon(nothing_known: None) -> None:
    assert offers("Zhamkochyani")[0] == "ժամկոչյանի"
    assert "փիրումյան" in offers("Pirumyan")


@pytest.mark.usefixtures("whole")
def test_an_unknown_first_name_comes_along_with_a_likely_surname() -> None:
    assert "վիլեն ժամկոչյան" in offers("vilen zhamkochyan")


@pytest.mark.parametrize(
    "typed", ["", " ", "ջուր", "ջur", "12", "''''", "^^^", "a", "strengthened", "x" * 100, "to " * 50]
)
def test_nothing_is_offered_where_nothing_is_likely(typed: str) -> None:
    assert offers(typed) == []


@given(st.one_of(st.text(max_size=60), st.text("abchsty'^,;[ ", max_size=60)))
def test_any_text_may_be_typed(typed: str) -> None:
    found = offers(typed)
    assert len(found) <= MOST
    assert len(set(found)) == len(found)
