from hypothesis import given
from hypothesis import strategies as st

from transcripts.text.document import Word
from transcripts.text.sentences import (
    LONGEST_PARAGRAPH,
    ends_sentence,
    paragraphs,
    sentences,
    words_of,
)

spoken = st.lists(
    st.builds(
        Word,
        st.sampled_from(["այո", "ո՞չ", "Բարև։", "եկավ:", "պրոֆ.", "լավ,", "(գնաց։)"]),
        st.none() | st.floats(0, 1000),
        st.none() | st.floats(0, 1000),
    ),
    max_size=400,
)


@given(spoken)
def test_no_word_is_lost_or_moved(words: list[Word]) -> None:
    assert list(paragraphs(words).words) == words
    assert [word for sentence in sentences(words) for word in sentence] == words


@given(spoken)
def test_no_paragraph_is_a_wall_of_text(words: list[Word]) -> None:
    for paragraph in paragraphs(words).paragraphs:
        pieces = sentences(paragraph.words)
        assert len(pieces) <= 4 or len(paragraph.words) <= LONGEST_PARAGRAPH
        assert paragraph.words


def test_armenian_full_stop_and_its_stand_in_end_a_sentence() -> None:
    assert ends_sentence("եկավ։")
    assert ends_sentence("եկավ:")
    assert ends_sentence("«եկավ։»")


def test_marks_inside_words_and_abbreviations_do_not() -> None:
    assert not ends_sentence("Ի՞նչ")
    assert not ends_sentence("հետո՝")
    assert not ends_sentence("պրոֆ.")


def test_a_dot_ends_a_sentence_of_another_script() -> None:
    assert ends_sentence("done.")
    assert ends_sentence("пришёл.")


def test_a_long_pause_begins_a_paragraph() -> None:
    words = [Word("Լավ։", 0, 1), Word("Այո։", 1.2, 2), Word("Հետո։", 9, 10)]
    assert [p.text for p in paragraphs(words).paragraphs] == ["Լավ։ Այո։", "Հետո։"]


def test_speech_without_punctuation_is_cut_at_its_longest_pause() -> None:
    words = [Word("բառ", i, i + 0.9) for i in range(140)]
    words[80:] = [Word(w.text, (w.start or 0) + 5, (w.end or 0) + 5) for w in words[80:]]
    first, second = paragraphs(words).paragraphs
    assert (len(first.words), len(second.words)) == (80, 60)


def test_a_text_without_times_keeps_its_words() -> None:
    assert [word.text for word in words_of(" Բարև \n ձեզ։ ")] == ["Բարև", "ձեզ։"]
