from hypothesis import given
from hypothesis import strategies as st

from transcripts.text.document import Word
from transcripts.text.estimating import estimated, in_order, laid

END = 60.0
instants = st.floats(0, END)
times = st.none() | st.tuples(instants, st.floats(0, 2))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[list[Word], list[Word]]:
    """Words as they were given, and as they were heard: what was heard is in order."""
    count = draw(st.integers(0, 30))
    given_times = draw(st.lists(times, min_size=count, max_size=count))
    instants_heard = iter(sorted(draw(st.lists(instants, min_size=2 * count, max_size=2 * count))))
    found = draw(st.lists(st.none() | st.floats(0, 1), min_size=count, max_size=count))
    given_words = [
        Word(f"բառ{n}", *((at[0], at[0] + at[1]) if at else (None, None))) for n, at in enumerate(given_times)
    ]
    heard = []
    for number, trust in enumerate(found):
        start, end = next(instants_heard), next(instants_heard)
        heard.append(
            Word(f"բառ{number}", start, end, trust) if trust else Word(f"բառ{number}", None, None, 0.0)
        )
    return given_words, heard


voices = st.lists(instants, max_size=12, unique=True).map(
    lambda found: list(zip(sorted(found)[::2], sorted(found)[1::2], strict=False))
)


@given(pairs(), voices)
def test_every_word_gets_times_that_never_decrease(
    both: tuple[list[Word], list[Word]], voiced: list[tuple[float, float]]
) -> None:
    found = laid(*both, start=0.0, end=END, voiced=voiced)
    assert [word.text for word in found] == [word.text for word in both[0]]
    instants = [t for word in found for t in (word.start, word.end)]
    assert None not in instants
    assert instants == sorted(instants)  # type: ignore[type-var]
    assert all(0 <= t <= END for t in instants if t is not None)


@given(pairs())
def test_what_was_surely_heard_stays_to_the_millisecond(both: tuple[list[Word], list[Word]]) -> None:
    for heard, word in zip(both[1], laid(*both, start=0.0, end=END), strict=True):
        if heard.trust and heard.trust >= 0.5:
            assert (word.start, word.end, word.trust, word.estimated) == (
                heard.start,
                heard.end,
                heard.trust,
                False,
            )


@given(pairs())
def test_only_guesses_say_that_they_are(both: tuple[list[Word], list[Word]]) -> None:
    for one, other, word in zip(*both, laid(*both, start=0.0, end=END), strict=True):
        if not word.estimated:
            assert word.start in (one.start, other.start)


def test_a_time_that_cannot_be_is_given_up_for_the_others() -> None:
    given_times = [Word("ա", 1, 2), Word("բ", 50, 51), Word("գ", 3, 4), Word("դ", 5, 6)]
    found = in_order(given_times, 0, END)
    assert [word.start for word in found] == [1, None, 3, 5]
    assert [word.estimated for word in found] == [False, True, False, False]


def test_words_fill_the_voice_between_their_neighbours_as_long_as_they_are() -> None:
    words = [Word("ա", 0, 1), Word("բբ"), Word("գգգգ"), Word("դ", 9, 10)]
    found = estimated(words, start=0, end=10, voiced=[(0, 3), (8, 10)])
    assert [(word.start, word.end) for word in found] == [(0, 1), (1, 1.8), (1.8, 3.4), (9, 10)]
    assert [word.estimated for word in found] == [False, True, True, False]


def test_a_few_words_do_not_fill_a_minute() -> None:
    [_first, word, _last] = estimated([Word("ա", 0, 1), Word("բբբբբ"), Word("գ", 59, 60)], start=0, end=60)
    assert (word.start, word.end) == (1, 3)


def test_where_there_is_no_room_words_stand_at_one_instant() -> None:
    found = estimated([Word("ա", 0, 1), Word("բ"), Word("գ", 1, 2)], start=0, end=2)
    assert (found[1].start, found[1].end) == (1, 1)
