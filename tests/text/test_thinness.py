from collections.abc import Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from transcripts.text.coverage import missing, still_missing, unwritten
from transcripts.text.document import Word
from transcripts.text.thinness import joined, without

# Letters a second in words and the pauses of people, and of what they read out.
paces = st.floats(8.0, 18.0)
lengths = st.integers(0, 10_000).map(lambda seed: Random(seed).choices(range(2, 13), k=150))


def speech(lengths: Sequence[int], pace: float, pause: float = 0.0) -> list[Word]:
    """Words one after the other, of so many letters each; a longer pause after every tenth."""
    words, at = [], 0.0
    for number, letters in enumerate(lengths):
        words.append(Word("բ" * letters, at, at + letters / pace))
        at = at + letters / pace + (0.8 if number % 10 == 9 else pause)
    return words


def voice(words: Sequence[Word]) -> list[tuple[float, float]]:
    """Where they are said, over pauses that are too short to be one."""
    return joined((word.start or 0.0, (word.end or 0.0) + 0.29) for word in words)


@given(lengths, paces, st.floats(0, 0.28))
def test_nobody_who_speaks_slowly_or_quickly_is_said_to_lack_words(
    lengths: list[int], pace: float, pause: float
) -> None:
    words = speech(lengths, pace, pause)
    assert missing(voice(words), words) == []


@given(lengths, st.floats(7.5, 18.0))
def test_times_that_say_where_a_word_is_but_not_how_long_raise_no_alarm(
    lengths: list[int], pace: float
) -> None:
    said = speech(lengths, pace)
    assert missing(voice(said), [Word(word.text, word.start, word.start) for word in said]) == []


@given(st.floats(8.0, 11.0))
def test_a_text_without_every_other_word_is_told_all_along(pace: float) -> None:
    said = speech([5] * 150, pace)
    [(start, end)] = missing(voice(said), said[::2])
    assert start < 1
    assert end > (said[-1].end or 0) - 1


def test_the_bad_minute_of_two_hours_is_found_among_the_good_ones() -> None:
    said = speech([6] * 12_000, 10.0)
    bad = range(6000, 6300)
    written = [word for number, word in enumerate(said) if number not in bad or number % 3 == 0]
    [(start, end)] = missing(voice(said), written)
    first, last = said[bad.start].start or 0.0, said[bad.stop].start or 0.0
    assert start < last
    assert end > first
    assert end - start < 200


def test_music_between_the_words_is_a_hole_and_does_not_make_what_is_said_thin() -> None:
    said = speech([6] * 100, 10.0)
    end = said[-1].end or 0.0
    [(begin, behind)] = missing([(0.0, end + 300)], said)
    assert abs(begin - end - 1) < 0.01
    assert behind == end + 300


def test_a_few_seconds_with_a_short_word_raise_no_alarm() -> None:
    assert missing([(0.0, 2.9)], [Word("Այո։", 1.0, 1.4)]) == []
    assert missing([(0.0, 9.0)], [Word("Այո", at, at + 0.3) for at in (1.0, 4.0, 7.0)]) == []


def _every_other(share_heard: float) -> list[tuple[float, float]]:
    said = speech([6] * 200, 10.0)
    lost = said[1::2]
    heard = [(word.start or 0.0, (word.start or 0.0) + 0.6 * share_heard) for word in lost]
    placed = [(word.start or 0.0, word.end or 0.0) for word in said[::2]]
    return unwritten(heard, voice(said), placed)


def test_what_was_heard_between_all_words_is_told_once_somebody_has_listened() -> None:
    [(start, end)] = _every_other(0.4)
    assert end - start > 100


def test_longer_pieces_among_the_short_ones_do_not_hide_that_all_of_it_is_thin() -> None:
    said = speech([6] * 100, 10.0)
    placed = [(word.start or 0.0, word.end or 0.0) for word in said[::2]]
    # Two that are long enough to be told alone, a little between the others: together a tenth of the voice.
    heard = [(10.0, 12.5), (20.0, 22.5), *((at + 0.7, at + 0.75) for at, _ in placed[20:])]
    [(start, end)] = unwritten(heard, voice(said), placed)
    assert end - start > 50


def test_a_noise_between_the_words_in_which_nobody_speaks_is_nothing() -> None:
    assert _every_other(0.05) == []


def test_whole_texts_are_not_thin_whatever_else_was_heard() -> None:
    said = speech([6] * 200, 10.0)
    placed = [(word.start or 0.0, word.end or 0.0) for word in said]
    assert unwritten([(at, at + 0.5) for at, _ in placed], voice(said), placed) == []


def test_what_was_thin_is_so_until_people_have_written_the_rest() -> None:
    said = speech([6] * 200, 10.0)
    thin = missing(voice(said), said[::2])
    assert still_missing(thin, said[::2], voice(said)) == thin
    assert still_missing(thin, said, voice(said)) == []


stretches = st.lists(st.tuples(st.floats(0, 50), st.floats(0, 50)), max_size=8).map(
    lambda pairs: joined(sorted((min(pair), max(pair)) for pair in pairs))
)


@given(stretches, stretches, st.floats(0, 50))
def test_an_instant_is_left_where_it_is_in_one_and_not_in_the_other(
    ones: list[tuple[float, float]], others: list[tuple[float, float]], at: float
) -> None:
    def within(found: list[tuple[float, float]]) -> bool:
        return any(start < at < end for start, end in found)

    borders = {border for pair in [*ones, *others] for border in pair}
    if at not in borders:
        assert within(without(ones, others)) == (within(ones) and not within(others))
