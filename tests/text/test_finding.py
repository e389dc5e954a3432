import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcripts.text.armenian import fold
from transcripts.text.finding import Wanted, find, replaced


@pytest.mark.parametrize(
    ("text", "wanted", "now"),
    [
        ("Մարությանը և Մարությանն", Wanted("Մարության"), "Xը և Xն"),
        ("մարությանը", Wanted("Մարության"), "մարությանը"),
        ("ՄԱՐՈՒԹՅԱՆԸ", Wanted("մարության", folded=True), "XԸ"),
        ("Ի՞նչ, ինչո՞ւ", Wanted("ինչ", folded=True), "X, Xո՞ւ"),
        ("Ի՞նչ, ինչո՞ւ", Wanted("ինչ", folded=True, whole_words=True), "X, ինչո՞ւ"),
        ("երեւան, Երևան, երեվան", Wanted("Երևան", folded=True), "X, X, X"),
        ("Գնում է՞, էլ", Wanted("է", whole_words=True), "Գնում X՞, էլ"),
        ("ա.ա", Wanted("."), "աXա"),
        ("աաա", Wanted("աա"), "Xա"),
        ("", Wanted("ա"), ""),
    ],
)
def test_places_are_found_and_replaced(text: str, wanted: Wanted, now: str) -> None:
    assert replaced(text, wanted, "X") == now


@given(st.text(alphabet="աԱեԵւՒվև՞ ՝։x", max_size=20), st.text(alphabet="աԱեւվև՞", min_size=1, max_size=3))
def test_every_place_reads_as_what_was_sought(text: str, sought: str) -> None:
    for folded in (False, True):
        places = find(text, Wanted(sought, folded=folded))
        ends = [0, *(place for span in places for place in span)]
        assert ends == sorted(ends)
        for start, end in places:
            assert fold(text[start:end]) == fold(sought)


@given(st.text(alphabet="աԱեւՒվև ", max_size=20), st.text(alphabet="աԱև", min_size=1, max_size=3))
def test_whatever_the_case_nothing_is_overlooked(text: str, sought: str) -> None:
    assert bool(find(text, Wanted(sought, folded=True))) == (fold(sought) in fold(text))
