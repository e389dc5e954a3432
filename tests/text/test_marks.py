"""What becomes of people's decisions about subtitles when somebody corrects the words."""

from hypothesis import given
from hypothesis import strategies as st

from transcripts.text.marks import CUT, JOIN, LINE, Kind, Mark, carried

WORDS = st.lists(st.sampled_from(["ա", "բ", "գ", "դ", "ե", "զ", "է", "ը", "թ", "ժ", "ի", "լ"]), max_size=12)
MARKS = st.dictionaries(st.integers(0, 11), st.sampled_from([CUT, JOIN, LINE, Mark(Kind.CUT, 200)]))


def after(before: str, now: str, marks: dict[int, Mark]) -> dict[int, Mark]:
    return carried(before.split(), now.split(), marks)


@given(WORDS, MARKS)
def test_nothing_moves_where_nothing_changes(words: list[str], marks: dict[int, Mark]) -> None:
    assert carried(words, words, marks) == {at: mark for at, mark in marks.items() if at < len(words)}


@given(WORDS, WORDS, MARKS)
def test_every_mark_stands_before_a_word(before: list[str], now: list[str], marks: dict[int, Mark]) -> None:
    assert all(0 <= at < len(now) for at in carried(before, now, marks))


def test_a_cut_stays_with_the_word_behind_it() -> None:
    assert after("մեկ երկու երեք չորս", "նոր մեկ երկու և երեք չորս", {2: CUT}) == {4: CUT}


def test_a_cut_whose_word_is_gone_stays_behind_the_word_before_it() -> None:
    assert after("մեկ երկու երեք չորս", "մեկ երկու չորս", {2: CUT}) == {2: CUT}


def test_a_cut_is_gone_with_both_its_words() -> None:
    assert after("մեկ երկու երեք չորս", "մեկ չորս", {2: CUT}) == {}


def test_a_word_that_is_spelled_otherwise_is_the_same_word() -> None:
    assert after("մեկ երկու երեք", "Մեկ երկու, երեքը", {1: LINE, 2: Mark(Kind.CUT, 120)}) == {
        1: LINE,
        2: Mark(Kind.CUT, 120),
    }


def test_joined_words_stay_joined_with_what_comes_between() -> None:
    assert after("մեկ երկու երեք", "մեկ նոր երկու երեք", {1: JOIN}) == {1: JOIN, 2: JOIN}


def test_a_joint_is_gone_with_one_of_its_words() -> None:
    assert after("մեկ երկու երեք", "մեկ երեք", {1: JOIN, 2: JOIN}) == {}


def test_a_cut_before_the_first_word_stays_before_the_first_word() -> None:
    assert after("մեկ երկու", "երկու", {0: CUT}) == {0: CUT}
