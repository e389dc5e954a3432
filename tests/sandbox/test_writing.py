from hypothesis import given
from hypothesis import strategies as st

from transcripts.alignment.found import Heard
from transcripts.sandbox.speech import CONVERSATIONAL, FORMAL, MODELS
from transcripts.sandbox.writing import written
from transcripts.text.sentences import sentences

texts = st.text("աբգէևու", min_size=1, max_size=6)


def _heard(said: list[tuple[str, bool]]) -> list[Heard]:
    return [Heard(text, at / 2, at / 2 + 0.4, pause) for at, (text, pause) in enumerate(said)]


@given(st.lists(st.tuples(texts, st.booleans()), max_size=30), st.sampled_from(MODELS))
def test_every_word_that_was_heard_stands_there_at_its_time(said: list[tuple[str, bool]], model: str) -> None:
    heard = _heard(said)
    words = written(heard, "seed", model)
    assert [(word.start, word.end) for word in words] == [(word.start, word.end) for word in heard]


@given(st.lists(st.tuples(texts, st.booleans()), min_size=1, max_size=30))
def test_a_sentence_ends_at_each_pause_and_at_the_end(said: list[tuple[str, bool]]) -> None:
    *before, _ = [pause for _, pause in said]
    assert len(sentences(written(_heard(said), "seed", FORMAL))) == sum(before) + 1


def test_sentences_begin_with_a_capital_letter() -> None:
    heard = _heard(
        [("նա", False), ("ասում", False), ("է", True), ("և", False), ("գրում", False), ("է", False)]
    )
    assert [word.text for word in written(heard, "x", FORMAL)] == ["Նա", "ասում", "է։", "Եվ", "գրում", "է։"]
    assert [word.text for word in written(heard, "x", CONVERSATIONAL)] == [
        "Նա",
        "ասում",
        "ա։",
        "Եվ",
        "գրում",
        "ա։",
    ]


def test_where_nothing_was_heard_nothing_is_written() -> None:
    assert written([], "x", FORMAL) == ()
