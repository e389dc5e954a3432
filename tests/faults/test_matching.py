from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from tests.faults.matching import partners

FITTING = st.dictionaries(st.integers(0, 5), st.lists(st.sampled_from("abcde"), unique=True), max_size=5)


def test_who_came_first_gives_way_to_who_has_no_other() -> None:
    assert partners({1: ["a", "b"], 2: ["a"]}) == {1: "b", 2: "a"}


@given(FITTING)
def test_nobody_is_given_twice_nor_to_whom_they_do_not_fit(fitting: dict[int, list[str]]) -> None:
    found = partners(fitting)
    assert len(set(found.values())) == len(found)
    assert all(partner in fitting[one] for one, partner in found.items())


@given(FITTING)
def test_there_are_as_many_pairs_as_there_can_be(fitting: dict[int, list[str]]) -> None:
    best = max(
        sum(partner in fitting[one] for one, partner in zip(fitting, order, strict=False))
        for order in permutations("abcde")
    )
    assert len(partners(fitting)) == best
