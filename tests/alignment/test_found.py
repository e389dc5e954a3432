import json

from hypothesis import given
from hypothesis import strategies as st

from transcripts.alignment.found import Alignment, Placed

TIMES = st.floats(0, 30_000)
WORDS = st.builds(Placed, st.none() | TIMES, st.none() | TIMES, st.floats(0, 1))
STRETCHES = st.lists(st.tuples(TIMES, TIMES)).map(tuple)
RANGES = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99))).map(tuple)


@given(st.builds(Alignment, st.lists(WORDS).map(tuple), STRETCHES, RANGES, st.floats(0, 1)))
def test_an_alignment_comes_back_from_json(found: Alignment) -> None:
    assert Alignment.from_json(json.loads(json.dumps(found.to_json()))) == found
