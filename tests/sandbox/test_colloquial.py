from random import Random

from hypothesis import given
from hypothesis import strategies as st

from transcripts.sandbox.colloquial import colloquial
from transcripts.sandbox.phrases import passage

FORMAL = "Խոսում է, գրում է, պատմում է, ասում է։"


def test_hispeech_s_own_example_comes_out_as_hispeech_has_it() -> None:
    spoken = {" ".join(colloquial(FORMAL.split(), Random(seed))) for seed in range(100)}
    assert "Խոսում ա գրում ա, պատմում ա, ասում ա։" in spoken


@given(st.integers(0, 1000), st.integers(0, 80))
def test_words_stand_where_they_stood_and_sentences_end_where_they_ended(seed: int, length: int) -> None:
    formal = passage(Random(seed), length)
    spoken = colloquial(formal, Random(seed))
    assert [word.endswith("։") for word in spoken] == [word.endswith("։") for word in formal]
    assert "է" not in {word.rstrip(",։") for word in spoken}


def test_capitals_stay_and_commas_grow_fewer() -> None:
    formal = ["Այսօր,", "այսօր,", "և"] * 100
    spoken = colloquial(formal, Random(1))
    assert {word.rstrip(",") for word in spoken} == {"Էսօր", "էսօր", "ու"}
    assert 50 < sum(word.endswith(",") for word in spoken) < 150
