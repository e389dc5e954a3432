from hypothesis import given
from hypothesis import strategies as st

from transcripts.text.document import Word
from transcripts.text.timing import with_times

ARMENIAN = st.text("աբգդեզէըթ", min_size=1, max_size=6)


def timed(*texts: str) -> list[Word]:
    return [Word(text, float(i), i + 0.5) for i, text in enumerate(texts)]


def test_times_are_laid_onto_the_punctuated_text() -> None:
    found = with_times("Բարև, ինչպե՞ս ես։", timed("բարև", "ինչպես", "ես"))
    assert found == (Word("Բարև,", 0, 0.5), Word("ինչպե՞ս", 1, 1.5), Word("ես։", 2, 2.5))


def test_a_word_that_the_recogniser_did_not_time_goes_without() -> None:
    found = with_times("մեկ երկու երեք", timed("մեկ", "երեք"))
    assert [word.start for word in found] == [0, None, 1]


def test_a_timed_word_that_is_not_in_the_text_is_passed_over() -> None:
    found = with_times("մեկ երեք", timed("մեկ", "ը", "երեք"))
    assert [word.start for word in found] == [0, 2]


@given(st.lists(ARMENIAN), st.lists(ARMENIAN))
def test_the_text_decides_and_times_never_run_backward(written: list[str], heard: list[str]) -> None:
    found = with_times(" ".join(written), timed(*heard))
    assert [word.text for word in found] == written
    starts = [word.start for word in found if word.start is not None]
    assert starts == sorted(starts)
