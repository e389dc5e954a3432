from hypothesis import given
from hypothesis import strategies as st

from transcripts.text.document import Word
from transcripts.text.timing import agree, best, with_times

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


HEARD = Word("բառ", 3.0, 3.4, 0.9)
GIVEN = Word("Բառ,", 2.5, 2.9)


def test_what_was_surely_heard_wins_with_the_word_as_it_is_written() -> None:
    assert best(GIVEN, HEARD) == Word("Բառ,", 3.0, 3.4, 0.9)


def test_what_was_hardly_heard_gives_way_to_the_time_that_came_with_the_word() -> None:
    assert best(GIVEN, Word("բառ", 3.0, 3.4, 0.2)) == Word("Բառ,", 2.5, 2.9, 0.2)
    assert best(GIVEN, Word("բառ", None, None, 0.0)) == Word("Բառ,", 2.5, 2.9, 0.0)


def test_without_another_time_what_was_hardly_heard_does() -> None:
    guess = Word("Բառ,", 2.5, 2.9, None, estimated=True)
    for given_word in (Word("Բառ,"), guess):
        assert best(given_word, Word("բառ", 3.0, 3.4, 0.2)) == Word("Բառ,", 3.0, 3.4, 0.2)


def test_what_nobody_knows_says_so() -> None:
    assert best(Word("Բառ,"), Word("բառ", None, None, 0.0)) == Word("Բառ,", None, None, 0.0, estimated=True)


def test_times_of_another_sound_are_not_believed() -> None:
    heard = [Word("բառ", i, i + 0.5, 0.9) for i in range(10)]
    assert agree([Word("բառ", i + 0.3, i + 0.6) for i in range(10)], heard)
    assert not agree([Word("բառ", i + 30, i + 31) for i in range(10)], heard)
    assert agree([Word("բառ")] * 10, heard)
