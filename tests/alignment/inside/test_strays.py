from transcripts.alignment.found import Placed
from transcripts.alignment.inside.strays import Unspoken, strays


def _placed(*starts: float) -> dict[int, Placed]:
    return {number: Placed(start, start + 0.3, 0.5) for number, start in enumerate(starts)}


def test_a_few_words_between_two_long_strange_stretches_are_not_believed() -> None:
    words = _placed(1, 2, 3, 4, 5, 30, 31, 61, 62, 63, 64, 65)
    assert strays(words, [Unspoken(6, 29, 90), Unspoken(32, 60, 90)], list(words)) == [5, 6]


def test_words_beside_short_strange_stretches_are_believed() -> None:
    words = _placed(1, 2, 3, 8, 14)
    assert strays(words, [Unspoken(4, 6, 9), Unspoken(9, 11, 9)], list(words)) == []


def test_a_few_words_between_two_long_lacking_runs_are_not_believed() -> None:
    words = {number: Placed(float(number), number + 0.5, 0.5) for number in [0, 1, 2, 10, 20, 21, 22]}
    assert strays(words, [], list(range(23))) == [10]
