from transcripts.alignment.found import Placed
from transcripts.alignment.inside.strays import Unspoken
from transcripts.alignment.inside.substitutes import TRUST, substitutes

WORDS = {0: Placed(0.0, 1.0, 0.9), 3: Placed(3.0, 4.0, 0.9)}
SPELLED = [(0, (1, 2, 3)), (1, (4, 5, 6, 7)), (2, (8, 9, 10, 11, 12, 13)), (3, (1, 2))]


def test_what_is_said_in_the_place_of_words_gives_them_their_place() -> None:
    found = substitutes(WORDS, [Unspoken(1.2, 2.2, 9)], SPELLED)
    assert found == {1: Placed(1.2, 1.6, TRUST), 2: Placed(1.6, 2.2, TRUST)}


def test_words_in_whose_place_nothing_is_said_stay_without_one() -> None:
    assert substitutes(WORDS, [], SPELLED) == {}
    assert substitutes(WORDS, [Unspoken(4.5, 5.5, 9)], SPELLED) == {}


def test_far_too_much_or_too_little_speech_is_something_else() -> None:
    words = {0: Placed(0.0, 1.0, 0.9), 3: Placed(30.0, 31.0, 0.9)}
    assert substitutes(words, [Unspoken(1.2, 25.0, 200)], SPELLED) == {}
    assert substitutes(WORDS, [Unspoken(1.2, 1.3, 1)], SPELLED) == {}


def test_a_whole_sentence_is_not_put_in_the_place_of_another() -> None:
    spelled = [(0, (1,)), *[(number, (2, 3, 4, 5)) for number in range(1, 6)], (6, (1,))]
    words = {0: Placed(0.0, 1.0, 0.9), 6: Placed(4.0, 5.0, 0.9)}
    assert substitutes(words, [Unspoken(1.2, 3.2, 9)], spelled) == {}


def test_words_at_the_ends_have_no_neighbours() -> None:
    assert substitutes({1: Placed(3.0, 4.0, 0.9)}, [Unspoken(1.0, 2.0, 9)], SPELLED[:2]) == {}
