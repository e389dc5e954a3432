from collections.abc import Hashable, Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from transcripts.text.diff import Block, blocks

WORDS = st.lists(st.sampled_from("աբգդե"), max_size=30)
RARE = st.lists(st.integers(0, 60), max_size=60)


def check(before: Sequence[Hashable], after: Sequence[Hashable], found: list[Block]) -> None:
    at = other = 0
    for n, block in enumerate(found):
        assert (block.first, block.other_first) == (at, other)
        assert block.behind > at or block.other_behind > other
        at, other = block.behind, block.other_behind
        assert block.is_same == (before[block.first : at] == after[block.other_first : other])
        assert n == 0 or found[n - 1].is_same != block.is_same
    assert (at, other) == (len(before), len(after))


@given(WORDS, WORDS)
def test_blocks_hold_everything_of_both_in_order(
    before: Sequence[Hashable], after: Sequence[Hashable]
) -> None:
    check(before, after, blocks(before, after))


@given(RARE, RARE)
def test_blocks_hold_everything_of_both_in_order_where_much_occurs_once(
    before: Sequence[Hashable], after: Sequence[Hashable]
) -> None:
    check(before, after, blocks(before, after))


@given(WORDS, st.integers(0, 30), st.integers(0, 5), WORDS)
def test_one_replaced_stretch_leaves_all_the_rest(
    words: list[str], at: int, length: int, come: list[str]
) -> None:
    at = min(at, len(words))
    after = [*words[:at], *come, *words[at + length :]]
    kept = sum(block.behind - block.first for block in blocks(words, after) if block.is_same)
    assert kept >= len(words) - len(words[at : at + length])


def test_a_phrase_that_moved_keeps_the_longer_part_in_place() -> None:
    assert blocks("abcdefX", "Xabcdef") == [
        Block(False, 0, 0, 0, 1),
        Block(True, 0, 6, 1, 7),
        Block(False, 6, 7, 7, 7),
    ]


def test_a_text_too_repetitive_for_anything_else_is_one_difference() -> None:
    before, after = ["այո"] * 3000, ["ոչ", *["այո"] * 1500, "ոչ", *["այո"] * 1400, "ոչ"]
    found = blocks(before, after)
    check(before, after, found)
    assert len(found) == 1


def test_few_changes_in_eight_hours_are_found_where_they_are() -> None:
    random = Random(1)
    words = random.choices([f"բառ{n}" for n in range(4000)], k=70_000)
    after = list(words)
    for at in range(500, 70_000, 7000):
        after[at] = "նոր"
    changed = [block.first for block in blocks(words, after) if not block.is_same]
    assert changed == list(range(500, 70_000, 7000))
