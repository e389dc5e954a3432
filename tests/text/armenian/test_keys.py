from hypothesis import given
from hypothesis import strategies as st

from transcripts.text.armenian.keys import Keys, held_in, packed, unpacked

NUMBERS = st.frozensets(st.integers(0, 2**32 - 1) | st.integers(0, 300), max_size=20)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_packed_keys_tell_which_of_some_they_hold(
    lemmas: frozenset[int], exact: frozenset[int], others: frozenset[int]
) -> None:
    kept = packed(Keys(lemmas, exact))
    assert unpacked(kept) == Keys(lemmas, exact)
    for asked in (others, others | lemmas, lemmas, exact):
        assert held_in(kept, asked) == asked & lemmas
