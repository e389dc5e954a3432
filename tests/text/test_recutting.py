"""What a person decides holds, whatever it costs; the rest is cut as well as can be around it, and stays where it was."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.text.test_cues import PRESET, said, words
from transcripts.text.cues import BROADCAST, SOCIAL, Problem, cues, screens_of, shown, speakers_of
from transcripts.text.document import Document, Paragraph, Word
from transcripts.text.marks import CUT, JOIN, LINE, Kind, Mark
from transcripts.text.mending import all_mended, earlier, mended
from transcripts.text.recutting import (
    CannotCut,
    Change,
    Cutting,
    OtherSpeaker,
    joined,
    lined,
    moved_down,
    moved_up,
    released,
    split,
)
from transcripts.text.reshown import reshown
from transcripts.text.segmenting import Preset, Screens

MARK = st.sampled_from([CUT, JOIN, LINE, Mark(Kind.CUT, 300)])


@st.composite
def cuttings(draw: st.DrawFn) -> Cutting:
    """Of two speakers' words, with some decisions."""
    made = draw(words(fewest=2))
    turns = frozenset(draw(st.sets(st.integers(1, len(made) - 1), max_size=2)))
    marks = draw(st.dictionaries(st.integers(0, len(made) - 1), MARK, max_size=6))
    return Cutting.of(Screens(made, draw(PRESET), turns).marked(marks))


@st.composite
def wishes(draw: st.DrawFn) -> tuple[Cutting, int, Change]:
    cutting = draw(cuttings())
    number = draw(st.integers(0, len(cutting.cuts) - 1))
    first, behind = cutting.bounds(number)
    at = draw(st.integers(first, behind))
    acts: list[Callable[[], Change]] = [
        lambda: joined(cutting, number),
        lambda: split(cutting, number, at),
        lambda: lined(cutting, number, at),
        lambda: moved_down(cutting, number),
        lambda: moved_up(cutting, number),
        lambda: released(cutting, number),
        lambda: earlier(cutting, number),
    ]
    changes = []
    for act in acts:
        with suppress(CannotCut):
            changes.append(act())
    assume(changes)
    return cutting, number, draw(st.sampled_from(changes))


@given(cuttings())
def test_cuts_and_joints_hold_whatever_they_cost(cutting: Cutting) -> None:
    for at, mark in cutting.marks.items():
        if mark.kind is Kind.CUT or at in cutting.screens.turns:
            assert at == 0 or cutting.is_cut(at)
        else:
            assert not cutting.is_cut(at)


@given(
    words(fewest=1).map(lambda made: made[:8]), PRESET, st.dictionaries(st.integers(0, 7), MARK, max_size=3)
)
def test_no_way_that_keeps_the_decisions_costs_less(
    made: tuple[Word, ...], preset: Preset, marks: dict[int, Mark]
) -> None:
    screens = Screens(made, preset).marked({at: mark for at, mark in marks.items() if at < len(made)})
    assert screens.total(screens.best()) == min(map(screens.total, _ways(screens, 0)))


def _ways(screens: Screens, first: int) -> list[list[int]]:
    """All that hold the decisions; a screen that nobody decided about keeps to its size."""
    if first == len(screens.words):
        return [[]]
    found = []
    for behind in range(first + 1, len(screens.words) + 1):
        whole = all(screens.is_joined(at) for at in range(first + 1, behind))
        if not screens.is_joined(behind) and (whole or screens.may_be(first, behind)):
            found += [[behind, *rest] for rest in _ways(screens, behind)]
        if screens.is_firm(behind):
            break
    return found


@given(wishes())
def test_cutting_anew_where_something_changed_is_cutting_everything_anew(
    wish: tuple[Cutting, int, Change],
) -> None:
    cutting, _number, change = wish
    after = cutting.changed(change)
    assert after.cuts == Cutting.of(after.screens).cuts


@given(wishes())
def test_what_is_beyond_the_wish_stays_as_it_is(wish: tuple[Cutting, int, Change]) -> None:
    cutting, _number, change = wish
    assume(all(mark is not None for mark in change.values()))
    after = cutting.changed(change)
    low, high = _reach(cutting, change)
    assert [at for at in cutting.cuts if at < low] == [at for at in after.cuts if at < low]
    assert [at for at in cutting.cuts if at > high] == [at for at in after.cuts if at > high]


def _reach(cutting: Cutting, change: Change) -> tuple[int, int]:
    """From a cut to a cut; where none is held, to the beginning or the end of the text, at which nothing can be marked."""
    low, high = min(change), max(change)
    first, last = change[low], change[high]
    starts_at_cut, ends_at_cut = (mark is not None and mark.kind is Kind.CUT for mark in (first, last))
    return low if starts_at_cut else 0, high if ends_at_cut else len(cutting.screens.words)


@given(wishes())
def test_showing_anew_what_changed_is_showing_everything_anew(wish: tuple[Cutting, int, Change]) -> None:
    cutting, _number, change = wish
    speakers = [""] * len(cutting.screens.words)
    before = tuple(shown(cutting.screens, cutting.cuts, speakers))
    after = cutting.changed(change)
    assert reshown(before, cutting, after, speakers) == tuple(shown(after.screens, after.cuts, speakers))


@given(cuttings(), st.data())
def test_joining_and_splitting_again_gives_both_back(cutting: Cutting, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(cutting.cuts) - 1))
    try:
        change = joined(cutting, number)
    except CannotCut:
        return
    (first, middle), (_middle, behind) = cutting.bounds(number), cutting.bounds(number + 1)
    after = cutting.changed(change)
    assert after.bounds(number) == (first, behind)
    assert after.changed(split(after, number, middle)).cuts == cutting.cuts


@given(cuttings(), st.data())
def test_a_moved_word_stands_with_its_new_neighbour(cutting: Cutting, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(cutting.cuts) - 1))
    try:
        change = moved_down(cutting, number)
    except CannotCut:
        return
    first, middle = cutting.bounds(number)
    after = cutting.changed(change)
    assert after.number_of(middle - 1) == after.number_of(middle)
    assert after.number_of(first) == number
    if middle - first > 1:
        assert after.bounds(number) == (first, middle - 1)


@given(cuttings(), st.data())
def test_mending_breaks_fewer_limits_or_nothing_is_done(cutting: Cutting, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(cutting.cuts) - 1))
    change = mended(cutting, number)
    if change is not None:
        after = cutting.changed(change)
        assert after.screens.total(after.cuts) < cutting.screens.total(cutting.cuts)


def test_two_speakers_never_share_a_subtitle() -> None:
    document = Document((Paragraph(said("Բարև։"), "Անահիտ"), Paragraph(said("Բարև։"), "Բագրատ")))
    cutting = Cutting.of(screens_of(document, BROADCAST))
    with pytest.raises(OtherSpeaker):
        joined(cutting, 0)


def test_the_first_has_nothing_above_and_the_last_nothing_below() -> None:
    cutting = Cutting.of(Screens(said("Մեկ երկու։ Երեք չորս։"), BROADCAST))
    for act, number in ((moved_up, 0), (moved_down, len(cutting.cuts) - 1), (joined, len(cutting.cuts) - 1)):
        with pytest.raises(CannotCut):
            act(cutting, number)


def test_the_lower_line_begins_where_somebody_chose() -> None:
    document = Document((Paragraph(said("Այսօր շատ գործ ունենք։")),))
    cutting = Cutting.of(screens_of(document, BROADCAST))
    after = cutting.changed(lined(cutting, 0, 1))
    (cue,) = shown(after.screens, after.cuts, speakers_of(document))
    assert cue.lines == ("Այսօր", "շատ գործ ունենք։")
    with pytest.raises(CannotCut):
        lined(Cutting.of(screens_of(document, SOCIAL)), 0, 1)


def test_a_subtitle_joined_beyond_its_limits_says_so_and_is_mended() -> None:
    text = "Նախարարն այսօր կառավարության նիստում ներկայացրեց նոր բյուջեն։ " * 2
    document = Document((Paragraph(said(text, 0.8)),))
    cutting = Cutting.of(screens_of(document, BROADCAST))
    whole = cutting.changed(joined(cutting, 0))
    problems = next(shown(whole.screens, whole.cuts, speakers_of(document))).problems
    assert Problem.TOO_WIDE in problems
    change = mended(whole, 0)
    assert change is not None
    after = whole.changed(change)
    assert not any(cue.problems for cue in shown(after.screens, after.cuts, speakers_of(document)))


def test_what_is_too_fast_may_begin_in_the_silence_before_it() -> None:
    hurried = tuple(
        Word(text, 12 + at * 0.1, 12.1 + at * 0.1)
        for at, text in enumerate(["շատ", "արագ", "ասված", "խոսքեր"])
    )
    calmly = Paragraph((*said("Սա հանգիստ է։"), *hurried), "Անահիտ")
    document = Document((calmly, Paragraph((Word("Վերջ։", 12.5, 13.5),), "Բագրատ")))
    cutting = Cutting.of(screens_of(document, BROADCAST))
    made = list(shown(cutting.screens, cutting.cuts, speakers_of(document)))
    numbers = [number for number, cue in enumerate(made) if Problem.TOO_FAST in cue.problems]
    assert numbers
    after, count = all_mended(cutting, numbers)
    assert count == len(numbers)
    calm = list(shown(after.screens, after.cuts, speakers_of(document)))
    assert not any(cue.problems for cue in calm)
    assert calm == cues(document, BROADCAST, marks=after.marks)
