"""Hours of speech that says the same again and again: only where one is tells two places apart."""

from itertools import chain

from transcripts.text.comparing import compare
from transcripts.text.document import Word

SAID = ("հարցը", "քննարկում", "է", "հանձնաժողովը։", "նիստը", "շարունակվում", "է", "վաղը։")


def spoken(words: list[str], late: float = 0.0) -> list[Word]:
    return [Word(text, n / 2 + late, n / 2 + 0.4 + late) for n, text in enumerate(words)]


def test_the_few_places_that_differ_are_found_in_hours_of_the_same_words() -> None:
    words = list(chain.from_iterable([SAID] * 2500))
    others = ["ա" if word == "է" else word for word in words]
    changed = (4_003, 11_004, 19_995)
    for place in changed:
        others[place] = "կոմիտեն"
    found = compare(spoken(words), spoken(others, 0.2))
    assert [one.first for one in found if not (one.is_same or one.regular)] == list(changed)
    assert sum(one.behind - one.first for one in found if one.regular) == 5000


def test_nothing_is_lost_where_the_moments_tell_nothing() -> None:
    words = [Word(text) for text in SAID * 200]
    others = [Word(text) for text in (*SAID * 100, "ևս", *SAID * 100)]
    found = compare(words, others)
    assert (found[0].first, found[-1].behind) == (0, len(words))
    assert (found[0].other_first, found[-1].other_behind) == (0, len(others))
