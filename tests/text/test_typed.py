from hypothesis import given
from hypothesis import strategies as st

from transcripts.text.typed import clean, paragraphs_in, written


def test_empty_lines_part_paragraphs_and_single_ones_do_not() -> None:
    found = paragraphs_in("\n\nԲարի\nլույս։\n \t \n\nՀաջորդը\r\n\r\nվերջը\n")
    assert [one.text for one in found] == ["Բարի լույս։", "Հաջորդը", "վերջը"]


def test_a_speaker_s_name_is_one_line() -> None:
    assert written("Բարև", " Անի\n Վարդանյան\0 ").speaker == "Անի Վարդանյան"


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_whatever_comes_can_be_stored_and_keeps_its_words(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode()
    assert "\0" not in cleaned
    assert [word for one in paragraphs_in(text) for word in one.text.split()] == cleaned.split()
