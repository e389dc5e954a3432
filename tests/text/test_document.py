from hypothesis import given
from hypothesis import strategies as st

from transcripts.text.document import Document, Paragraph, Passage, Word

times = st.none() | st.floats(0, 1e5)
words = st.builds(Word, st.text(min_size=1), times, times)
documents = st.builds(
    Document, st.lists(st.builds(Paragraph, st.lists(words).map(tuple), st.text())).map(tuple)
)


@given(documents)
def test_what_is_put_into_json_comes_back(document: Document) -> None:
    assert Document.from_json(document.to_json()) == document


def test_paragraphs_are_parted_by_an_empty_line() -> None:
    document = Document((Paragraph((Word("Բարև"), Word("ձեզ։"))), Paragraph((Word("Լավ։"),))))
    assert document.text == "Բարև ձեզ։\n\nԼավ։"


def test_a_paragraph_spans_its_first_and_last_known_time() -> None:
    paragraph = Paragraph((Word("ա"), Word("բ", 1.0, 2.0), Word("գ", 2.5, 3.0), Word("դ")))
    assert (paragraph.start, paragraph.end) == (1.0, 3.0)


def test_a_passage_says_what_its_paragraph_says_but_not_when() -> None:
    told = Passage("Բարի լույս։", "Անահիտ")
    assert (told.text, told.speaker, told.start, told.end) == ("Բարի լույս։", "Անահիտ", None, None)
    assert Document((told,)).text == "Բարի լույս։"
