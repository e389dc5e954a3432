from hypothesis import given
from hypothesis import strategies as st

from transcripts.text.comparing import Stretch, compare
from transcripts.text.document import Word
from transcripts.text.sentences import words_of


def spoken(text: str, start: float = 0.0, step: float = 0.6) -> tuple[Word, ...]:
    return tuple(Word(word, start + n * step, start + n * step + 0.5) for n, word in enumerate(text.split()))


def differing(found: list[Stretch]) -> list[tuple[int, int, int, int]]:
    rest = [one for one in found if not one.is_same and not one.regular]
    return [(one.first, one.behind, one.other_first, one.other_behind) for one in rest]


def test_hispeech_s_own_example_has_regular_pairs_only() -> None:
    formal = spoken("Խոսում է, գրում է, պատմում է, ասում է։")
    found = compare(formal, spoken("Խոսում ա գրում ա, պատմում ա, ասում ա։"))
    assert differing(found) == []
    assert [one.first for one in found if one.regular] == [1, 3, 5, 7]


def test_case_marks_and_punctuation_are_no_difference() -> None:
    found = compare(spoken("Այսօր ինչո՞ւ եկար։ Եվ"), spoken("էսօր ինչու եկար ու"))
    assert (differing(found), [one.regular for one in found]) == ([], [True])


def test_the_same_word_at_quite_another_moment_is_another_word() -> None:
    found = compare(spoken("այո"), spoken("այո", start=20.0))
    assert differing(found) == [(0, 1, 0, 0), (1, 1, 0, 1)]
    guessed = [Word("այո", 20.0, 20.5, None, True)]
    assert differing(compare(spoken("այո"), guessed)) == []


def test_a_long_difference_is_cut_where_both_pause() -> None:
    formal = (*spoken("ա բ"), *spoken("գ դ", start=5.0))
    other = (*spoken("x y"), *spoken("z", start=5.0))
    assert differing(compare(formal, other)) == [(0, 2, 0, 2), (2, 4, 2, 3)]
    assert differing(compare(words_of("ա բ գ դ"), words_of("x y z"))) == [(0, 4, 0, 3)]


WORDS = st.lists(
    st.builds(
        Word,
        st.sampled_from(["է", "ա", "և", "ու", "տուն", "Տուն,", "—", "գնաց"]),
        st.sampled_from([None, 0.0, 1.0, 3.0, 9.0]),
        st.sampled_from([None, 9.0, 9.5]),
    ),
    max_size=15,
)


@given(WORDS, WORDS)
def test_everything_of_both_is_told_in_order(words: list[Word], others: list[Word]) -> None:
    at = other = 0
    for one in compare(words, others):
        assert (one.first, one.other_first) == (at, other)
        at, other = one.behind, one.other_behind
        said = [word.text for word in words[one.first : at]]
        assert not one.is_same or said == [word.text for word in others[one.other_first : other]]
        assert not (one.is_same and one.regular)
    assert (at, other) == (len(words), len(others))
