from hypothesis import given
from hypothesis import strategies as st

from transcripts.text.document import Word
from transcripts.text.doubts import doubtful, stretch, unsaid

trusts = st.lists(st.none() | st.sampled_from([0.0, 0.1, 0.9]), max_size=60)


def said(found: list[float | None]) -> list[Word]:
    return [Word(f"բառ{n}", n, n + 0.5, trust) for n, trust in enumerate(found)]


@given(trusts, st.integers(0, 12))
def test_passages_are_in_order_and_never_overlap(found: list[float | None], most: int) -> None:
    words = said(found)
    for runs in (unsaid(words), doubtful(words, most)):
        borders = [border for run in runs for border in run]
        assert borders == sorted(borders)
        assert all(0 <= first < behind <= len(words) for first, behind in runs)
    assert len(doubtful(words, most)) <= most


@given(trusts)
def test_a_word_nobody_has_listened_for_begins_no_passage(found: list[float | None]) -> None:
    words = said(found)
    for first, behind in [*unsaid(words), *doubtful(words, 99)]:
        assert words[first].trust is not None
        assert words[behind - 1].trust is not None


def test_a_passage_has_its_times_and_words() -> None:
    found = stretch(said([0.9, 0.1, 0.1, 0.9]), (1, 3))
    assert (found.start, found.end, found.text) == (1, 2.5, "բառ1 բառ2")
