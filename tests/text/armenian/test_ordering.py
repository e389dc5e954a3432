from hypothesis import given
from hypothesis import strategies as st

from transcripts.text.armenian.ordering import LONGEST, sort_key


def ordered(*titles: str) -> bool:
    keys = [sort_key(title) for title in titles]
    return keys == sorted(keys) and len(set(keys)) == len(keys)


def test_letters_follow_the_alphabet_with_its_two_that_are_written_by_two() -> None:
    assert ordered("Ոսկի", "Չափում", "Ցուցակ", "Ուսանող", "Փողոց", "Քաղաք", "և", "Օդ", "Ֆիլմ")
    assert ordered("Երեկ", "Երեվան", "Երեօդ", "Երևան")


def test_case_marks_and_quotation_marks_do_not_count() -> None:
    assert len({sort_key(one) for one in ("Ի՞նչ", "ԻՆՉ", "«ինչ»", " ինչ")}) == 1
    assert sort_key("Երեւան") == sort_key("Երևան")


def test_numbers_count_as_numbers() -> None:
    assert ordered("Նիստ 2", "Նիստ 10", "Նիստ 100", "Նիստեր")
    assert sort_key("Նիստ 007") == sort_key("Նիստ 7")


def test_armenian_comes_before_other_letters() -> None:
    assert ordered("1921", "Ֆիլմ", "Archive", "Архив")


@given(st.text(max_size=300))
def test_any_title_has_a_place(title: str) -> None:
    assert len(sort_key(title)) <= LONGEST
    assert sort_key(title) == sort_key(title.upper().lower() if title.isascii() else title)
