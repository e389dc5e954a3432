"""The way found is the best of all ways, compared with trying every one."""

from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from transcripts.alignment.inside.acoustic import BLANK, LETTERS
from transcripts.alignment.inside.evidence import STRANGE, Evidence
from transcripts.alignment.inside.lattice import LACKING, WILD, Lattice, lattice
from transcripts.alignment.inside.memory import Memory
from transcripts.alignment.inside.viterbi import best_way


def _memory(heard: NDArray[np.float64]) -> Memory:
    rows = np.zeros((len(heard), 42), dtype=np.uint8)
    rows[:, :41] = np.clip(np.rint(heard * -10), 0, 255)
    return Memory(rows)


def _heard(said: str) -> Evidence:
    """One frame for each character, `.` being the blank."""
    heard = np.full((len(said), 41), -6.0)
    for frame, letter in enumerate(said):
        heard[frame, BLANK if letter == "." else LETTERS.index(letter)] = -0.1
    return Evidence(_memory(heard))


def _line(*words: str) -> Lattice:
    return lattice([tuple(LETTERS.index(letter) for letter in word) for word in words])


def _read(said: str, line: Lattice) -> list[int]:
    """For each frame which word it belongs to, -1 in gaps, -2 in strange speech."""
    way = best_way(_heard(said), line)
    return [_word(line, int(state)) for state in way.states]


def _word(line: Lattice, state: int) -> int:
    if state in line.gaps:
        return -1
    return -2 if line.columns[state] == STRANGE else int(np.searchsorted(line.gaps, state)) - 1


def test_words_take_the_frames_of_their_letters() -> None:
    assert _read("..աբ.գ..դե.", _line("աբգ", "դե")) == [-1, -1, 0, 0, 0, 0, -1, -1, 1, 1, -1]


def test_a_letter_twice_needs_something_between() -> None:
    line = _line("ոո")
    states = best_way(_heard("ոո.ո"), line).states
    assert [int(line.columns[state]) for state in states][-3:] != [LETTERS.index("ո")] * 3
    assert len(set(states.tolist())) == 3


def test_words_that_the_sound_lacks_are_passed_over() -> None:
    line = _line("աբգ", "կհձղճմյն", "դեզ")
    assert set(_read("աբգ....դեզ", line)) == {0, -1, 2}


def test_speech_that_the_text_lacks_is_strange() -> None:
    said = "աբգ" + "." * 12 + "կ.հ.ձ.ղ.ճ" + "." * 12 + "դեզ"
    found = _read(said, _line("աբգ", "դեզ"))
    assert set(found[15:24]) == {-2}
    assert found[:3] == [0, 0, 0]
    assert found[-3:] == [1, 1, 1]


def test_a_wildcard_takes_what_lies_between() -> None:
    line = lattice([(1, 2), WILD, (3, 4)])
    found = _read("աբ.կ.հ.ձ.գդ", line)
    assert set(found[3:8]) == {1}


def test_silence_takes_all_words_away() -> None:
    assert set(_read("." * 20, _line("աբգդե", "զէըթժ"))) == {-1}


@pytest.mark.parametrize("seed", range(6))
def test_no_way_is_better(seed: int) -> None:
    random = np.random.default_rng(seed)
    heard = np.log(np.maximum(random.dirichlet(np.full(41, 0.2), size=5), 1e-9))
    given, line = Evidence(_memory(heard)), _line("ա", "բ")
    best = max(_score(states, given, line) for states in product(range(len(line)), repeat=len(given)))
    way = best_way(given, line)
    assert way.score == pytest.approx(best, abs=1e-3)
    assert _score(tuple(way.states.tolist()), given, line) == pytest.approx(best, abs=1e-3)


def _score(states: tuple[int, ...], given: Evidence, line: Lattice) -> float:
    """What a way costs, by the rules in the lattice's own words; -inf where there is none."""
    scores = given.scores(0)
    total = -_skipped(0, states[0], line) + float(scores[0, line.columns[states[0]]])
    for frame in range(1, len(states)):
        total += float(scores[frame, line.columns[states[frame]]])
        total -= _step(states[frame - 1], states[frame], float(given.abrupt[frame]), line)
    return total - _skipped_at_end(states[-1], line)


def _step(old: int, new: int, abrupt: float, line: Lattice) -> float:
    return min(_direct(old, new, abrupt, line), _over_gaps(old, new, abrupt, line))


def _direct(old: int, new: int, abrupt: float, line: Lattice) -> float:
    costs = {
        0: 0.0,
        1: abrupt * float(line.borders[new]),
        2: -float(line.two[new]),
        3: -float(line.three[new]),
    }
    return costs.get(new - old, np.inf)


def _over_gaps(old: int, new: int, abrupt: float, line: Lattice) -> float:
    """Into an earlier gap, and from it, in the same frame, to the gap that is entered."""
    if new not in line.gaps:
        return np.inf
    place = line.gaps.tolist().index(new)
    ways = [
        _direct(old, int(gap), abrupt, line) + LACKING + float(line.skipping[place] - line.skipping[before])
        for before, gap in enumerate(line.gaps[:place])
    ]
    return min(ways, default=np.inf)


def _skipped(begin: int, state: int, line: Lattice) -> float:
    if state < 3:
        return 0.0
    if state not in line.gaps:
        return np.inf
    place = line.gaps.tolist().index(state)
    return LACKING + float(line.skipping[place] - line.skipping[begin])


def _skipped_at_end(state: int, line: Lattice) -> float:
    last = int(line.gaps[-1])
    return 0.0 if state >= last - 1 else np.inf
