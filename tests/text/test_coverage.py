from hypothesis import given
from hypothesis import strategies as st

from transcripts.text.coverage import SHORTEST_GAP, holes, missing, still_missing, unwritten
from transcripts.text.document import Word


def spoken(start: float, end: float) -> list[Word]:
    """A word every half second."""
    return [Word("բառեր", start + i / 2, start + i / 2 + 0.4) for i in range(int((end - start) * 2))]


def test_words_all_along_leave_nothing_out() -> None:
    assert missing([(0, 30), (32, 60)], spoken(0, 60)) == []


def test_a_lost_minute_is_found() -> None:
    [(start, end)] = missing([(0, 180)], spoken(0, 60) + spoken(120, 180))
    assert (round(start), round(end)) == (61, 119)


def test_a_lost_end_is_found() -> None:
    [(start, end)] = missing([(0, 60)], spoken(0, 40))
    assert (round(start), end) == (41, 60)


def test_a_word_that_claims_to_last_for_minutes_does_not_cover_them() -> None:
    assert missing([(0, 300)], [Word("այո", 0.0, 300.0)]) == [(31, 300)]


def test_silence_needs_no_words() -> None:
    assert missing([(0, 10), (300, 310)], spoken(0, 10) + spoken(300, 310)) == []


def test_without_times_only_a_far_too_short_text_is_told() -> None:
    assert missing([(0, 60)], [Word("Այո։")]) == [(0, 60)]
    assert missing([(0, 60)], [Word("բառեր")] * 100) == []
    assert missing([(0, 2)], [Word("Ա")]) == []


stretches = st.lists(st.tuples(st.floats(0.1, 50), st.floats(0.1, 50)), max_size=8).map(
    lambda pairs: [
        (sum(a + b for a, b in pairs[:i]) + pair[0], sum(a + b for a, b in pairs[: i + 1]))
        for i, pair in enumerate(pairs)
    ]
)
words = st.lists(
    st.tuples(st.floats(0, 400), st.floats(0, 2)).map(lambda t: Word("բառ", t[0], t[0] + t[1])), min_size=1
)


@given(stretches, words)
def test_a_hole_lies_in_voice_holds_no_word_and_is_missing(
    voiced: list[tuple[float, float]], heard: list[Word]
) -> None:
    told = missing(voiced, heard)
    for start, end in holes(voiced, sorted((w.start or 0.0, w.end or 0.0) for w in heard)):
        assert any(low <= start and end <= high for low, high in told)
        assert end - start >= SHORTEST_GAP - 1e-6
        assert any(a - 1e-6 <= start and end <= b + 1e-6 for a, b in voiced)
        assert not any(w.start >= start and w.end <= end for w in heard if w.start and w.end)


def test_what_was_heard_and_not_written_is_told_where_there_is_a_voice() -> None:
    voiced = [(0.0, 10.0), (12.0, 14.5), (15.0, 30.0), (40.0, 41.0)]
    assert unwritten([(11.0, 18.0), (39.0, 45.0), (60.0, 70.0)], voiced) == [(12.0, 18.0)]


def test_without_knowing_of_a_voice_what_was_heard_is_told_by_its_length() -> None:
    assert unwritten([(11.0, 18.0), (39.0, 40.0)], None) == [(11.0, 18.0)]


def test_what_people_have_written_is_missing_no_longer() -> None:
    stretches = [(10.0, 14.0), (30.0, 34.0)]
    assert still_missing(stretches, spoken(10, 14)) == [(30.0, 34.0)]
    assert still_missing(stretches, spoken(0, 10)) == stretches
