"""What the words of a corrected text keep."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcripts.text.correcting import corrected
from transcripts.text.document import Word
from transcripts.text.sentences import words_of


def spoken(text: str) -> tuple[Word, ...]:
    """A word each second, half a second long."""
    return tuple(Word(word, float(n), n + 0.5, 0.9) for n, word in enumerate(text.split()))


def test_untouched_words_keep_everything_and_a_replaced_one_takes_the_other_s_place() -> None:
    before = spoken("Նա գնաց շուկա երեկ")
    after = corrected(before, words_of("Նա գնաց տուն երեկ"))
    assert (*after[:2], after[3]) == (*before[:2], before[3])
    assert after[2] == Word("տուն", 2.0, 2.5, None, True)


@pytest.mark.parametrize(
    ("was", "now"), [("տուն", "Տուն,"), ("ինչու", "ինչո՞ւ"), ("և", "Եւ"), ("«գիրք»", "գիրք։")]
)
def test_other_case_marks_and_punctuation_sound_the_same(was: str, now: str) -> None:
    before = spoken(f"Նա {was} երեկ")
    assert corrected(before, words_of(f"Նա {now} երեկ"))[1] == Word(now, 1.0, 1.5, 0.9)


@pytest.mark.parametrize(
    ("was", "now"), [("գնացիր", "գնացիք"), ("Մարություն", "Մարությանն"), ("բարյով", "բարով")]
)
def test_a_better_spelling_keeps_the_time_but_nobody_knows_how_sure_it_is(was: str, now: str) -> None:
    before = spoken(f"Նա {was} երեկ")
    assert corrected(before, words_of(f"Նա {now} երեկ"))[1] == Word(now, 1.0, 1.5)


def test_spelled_alike_is_looked_for_among_words_that_came_and_went() -> None:
    before = spoken("Ասաց Վարդանյան պատգամավորը ու դուրս գնաց")
    after = corrected(before, words_of("Ասաց պատգամավոր Վարդանյանը և դուրս գնաց"))
    kept = {word.text: word.start for word in after if not word.estimated}
    assert kept == {"Ասաց": 0.0, "պատգամավոր": 2.0, "դուրս": 4.0, "գնաց": 5.0}
    assert [word.start for word in after] == sorted(word.start or 0.0 for word in after)


def test_words_that_take_the_place_of_others_share_their_time_by_length() -> None:
    before = (Word("ա", 0.0, 1.0), Word("բգդ", 1.0, 2.0), Word("ե", 2.0, 3.0))
    after = corrected(before, words_of("ա զզզ ըը է ե"))
    assert [(word.start, word.end) for word in after[1:4]] == [(1.0, 1.5), (1.5, 1.833), (1.833, 2.0)]


def test_added_words_share_the_pause_but_not_a_long_one() -> None:
    short = (Word("ա", 0.0, 1.0), Word("բ", 1.4, 2.0))
    assert corrected(short, words_of("ա նոր բ"))[1] == Word("նոր", 1.0, 1.4, None, True)
    long = (Word("ա", 0.0, 1.0), Word("բ", 60.0, 61.0))
    assert corrected(long, words_of("ա նոր բ"))[1] == Word("նոր", 1.0, 1.6, None, True)


def test_at_the_edges_the_neighbours_outside_say_how_much_room_there_is() -> None:
    before = spoken("ա բ")
    assert corrected(before, words_of("նոր ա բ"))[0] == Word("նոր", 0.0, 0.0, None, True)
    assert corrected(before, words_of("ա բ նոր"), 0.0, 1.8)[2] == Word("նոր", 1.5, 1.8, None, True)
    assert corrected(before, words_of("ա բ նոր"))[2] == Word("նոր", 1.5, 1.5, None, True)


def test_where_no_time_is_known_none_is_made_up() -> None:
    before = words_of("Նա գնաց տուն")
    assert corrected(before, words_of("Նա եկավ տուն հետո")) == words_of("Նա եկավ տուն հետո")


def test_times_that_new_words_bring_are_taken_where_they_are_in_order() -> None:
    before = spoken("ա բ գ դ")
    brought = Word("նոր", 1.1, 1.4, 0.7)
    assert corrected(before, (before[0], brought, *before[2:]))[1] == brought
    late = Word("նոր", 2.6, 2.9)
    assert corrected(before, (before[0], late, *before[2:]))[1] == Word("նոր", 1.0, 1.5, None, True)


def test_words_left_alone_keep_their_times_whatever_is_brought_for_them() -> None:
    before = spoken("ա բ գ")
    assert corrected(before, [Word(word.text, 0.2, 0.3) for word in before]) == before


WORD = st.sampled_from(["ա", "Ա,", "է", "տուն", "Տուն։", "տներ", "գնաց", "գնացի", "—", "և", "ու", "12", "x"])


@st.composite
def timed(draw: st.DrawFn) -> tuple[Word, ...]:
    """In order; some without a time."""
    at, found = 0.0, []
    for text in draw(st.lists(WORD, min_size=1, max_size=25)):
        at += draw(st.sampled_from([0.0, 0.1, 0.3333333333, 2.0]))
        end = at + draw(st.sampled_from([0.0, 0.25, 1 / 3]))
        known = draw(st.integers(0, 5)) > 0
        found.append(Word(text, at, end, 0.5) if known else Word(text))
        at = end
    return tuple(found)


Edit = tuple[int, int, list[str]]
EDITS = st.lists(st.tuples(st.integers(0, 25), st.integers(0, 4), st.lists(WORD, max_size=4)), max_size=6)


def starts_in_order(words: tuple[Word, ...]) -> bool:
    starts = [word.start for word in words if word.start is not None]
    return starts == sorted(starts) and all(
        word.start <= word.end for word in words if word.start is not None and word.end is not None
    )


@given(timed(), EDITS)
def test_after_any_edits_the_text_is_what_was_written_and_times_never_run_backward(
    words: tuple[Word, ...], edits: list[Edit]
) -> None:
    for at, length, come in edits:
        texts = [word.text for word in words]
        texts[at : at + length] = come
        words = corrected(words, words_of(" ".join(texts)))
        assert [word.text for word in words] == texts
        assert starts_in_order(words)


@given(timed(), st.integers(0, 25), st.integers(0, 4), st.lists(st.just("ՆՈՐ"), max_size=4))
def test_words_around_an_edit_keep_their_times_to_the_last_digit(
    words: tuple[Word, ...], at: int, length: int, come: list[str]
) -> None:
    at = min(at, len(words))
    texts = [word.text for word in words]
    texts[at : at + length] = come
    after = corrected(words, words_of(" ".join(texts)))
    behind = len(words[at + length :])
    assert after[:at] == words[:at]
    assert after[len(after) - behind :] == words[len(words) - behind :]


@given(timed())
def test_what_was_found_to_be_guessed_says_so(words: tuple[Word, ...]) -> None:
    after = corrected(words, words_of("բոլորովին այլ խոսք"))
    assert all(word.estimated == (word.start is not None) for word in after)
