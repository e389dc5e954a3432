"""Subtitles: whole, in order, within the limits wherever that can be, and never worse than a greedy cutter's."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.text.greedy import greedy
from tests.text.keepable import keepable
from transcripts.text.breaks import CLAUSE, NAME, NUMBER, PLAIN, SENTENCE, break_cost
from transcripts.text.cues import BROADCAST, PRESETS, SOCIAL, Problem, broken, cues, timed
from transcripts.text.document import Document, Paragraph, Word
from transcripts.text.segmenting import BROKEN, Preset, Screens
from transcripts.text.shots import Shots

TEXTS = st.sampled_from(
    [
        "և",
        "որ",
        "նա",
        "Արամ",
        "Պետրոսյանը",
        "ասաց,",
        "գնաց։",
        "25",
        "մարդ՝",
        "Ինչո՞ւ",
        "եկավ։",
        "հաշվետվությունը",
        "ՄԱԿ-ի",
        "«Հայփոստ»",
        "a",
        "ամբողջականացված",
    ]
)
PRESET = st.sampled_from(list(PRESETS.values()))


@st.composite
def words(draw: st.DrawFn, fewest: int = 0) -> tuple[Word, ...]:
    """As somebody says them: one after the other, now and then nothing."""
    made, at = [], draw(st.integers(0, 3000))
    for text in draw(st.lists(TEXTS, min_size=fewest, max_size=40)):
        end = at + draw(st.integers(0, 1500))
        made.append(Word(text, at / 1000, end / 1000))
        at = end + draw(st.sampled_from([0, 0, 20, 60, 300, 900, 4000]))
    return tuple(made)


@st.composite
def calm(draw: st.DrawFn) -> tuple[Word, ...]:
    """As fast as may just be read, or a little slower: here all limits can often be kept, if it is cut well."""
    made, at = [], draw(st.integers(0, 3000))
    for text in draw(st.lists(TEXTS, min_size=1, max_size=14)):
        end = at + draw(st.integers(40, 62)) * (len(text) + 1)
        made.append(Word(text, at / 1000, end / 1000))
        at = end + draw(st.sampled_from([0, 0, 0, 100, 400]))
    return tuple(made)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Of several speakers; some words without times, some with times that cannot be."""
    made = list(draw(words()))
    for at in draw(st.lists(st.integers(0, 39), max_size=10)):
        if at < len(made):
            made[at] = Word(made[at].text, *draw(st.sampled_from([(None, None), (0.0, 0.0), (9e3, 9e3)])))
    cut = draw(st.integers(0, len(made)))
    parts = [Paragraph(tuple(made[:cut]), "Անահիտ"), Paragraph(tuple(made[cut:]), "Բագրատ")]
    return Document(tuple(part for part in parts if part.words))


def said(text: str, seconds_each: float = 0.4) -> tuple[Word, ...]:
    return tuple(
        Word(part, number * seconds_each, (number + 1) * seconds_each)
        for number, part in enumerate(text.split())
    )


@given(documents(), PRESET)
def test_every_word_is_shown_once_and_time_never_runs_backward(document: Document, preset: Preset) -> None:
    made = cues(document, preset, duration=200.0)
    assert " ".join(cue.text for cue in made) == " ".join(word.text for word in document.words)
    assert all(cue.start < cue.end for cue in made)
    assert all(one.end <= other.start and one.behind == other.first for one, other in pairwise(made))


@given(documents(), PRESET)
def test_what_carries_no_flag_keeps_every_limit(document: Document, preset: Preset) -> None:
    before = -preset.gap
    for cue in cues(document, preset):
        shown, read = cue.end - cue.start, sum(map(len, cue.lines)) + len(cue.lines) - 1
        kept = {
            Problem.TOO_SHORT: shown >= preset.shortest,
            Problem.TOO_FAST: read * 1000 <= preset.speed * shown,
            Problem.TOO_WIDE: len(cue.lines) <= preset.lines and max(map(len, cue.lines)) <= preset.line,
            Problem.TOO_CLOSE: cue.start - before >= preset.gap,
        }
        assert set(cue.problems) == {problem for problem, is_kept in kept.items() if not is_kept}
        assert shown <= preset.longest
        before = cue.end


@given(documents(), PRESET)
def test_nobodys_words_stand_under_anothers_name(document: Document, preset: Preset) -> None:
    speakers = [part.speaker for part in document.paragraphs for _word in part.words]
    assert all(set(speakers[cue.first : cue.behind]) == {cue.speaker} for cue in cues(document, preset))


@given(words(fewest=1), PRESET)
def test_it_never_costs_more_than_what_a_greedy_cutter_makes(made: tuple[Word, ...], preset: Preset) -> None:
    screens = Screens(made, preset)
    assert screens.total(screens.best()) <= screens.total(greedy(screens))


def _all_ways(screens: Screens, first: int = 0) -> list[list[int]]:
    if first == len(screens.words):
        return [[]]
    ends = [end for end in range(first + 1, len(screens.words) + 1) if screens.may_be(first, end)]
    return [[end, *rest] for end in ends for rest in _all_ways(screens, end)]


@given(words(fewest=1).map(lambda made: made[:9]), PRESET)
def test_no_way_of_cutting_costs_less(made: tuple[Word, ...], preset: Preset) -> None:
    screens = Screens(made, preset)
    assert screens.total(screens.best()) == min(map(screens.total, _all_ways(screens)))


@given(words(fewest=1).map(lambda made: made[:9]), PRESET)
def test_a_limit_is_broken_only_where_every_way_breaks_one(made: tuple[Word, ...], preset: Preset) -> None:
    screens = Screens(made, preset)
    can_be_kept = any(screens.total(way) < BROKEN for way in _all_ways(screens))
    flagged = any(cue.problems for cue in cues(Document((Paragraph(made),)), preset))
    assert flagged != can_be_kept or any(word.start == word.end for word in made)


@given(calm() | words(fewest=1), PRESET, st.sets(st.integers(1, 39), max_size=2))
def test_all_limits_are_kept_wherever_any_way_of_cutting_keeps_them(
    made: tuple[Word, ...], preset: Preset, turns: set[int]
) -> None:
    places = sorted({0, *(at for at in turns if at < len(made)), len(made)})
    parts = [Paragraph(made[first:last], f"Խոսող {last}") for first, last in pairwise(places)]
    flagged = [cue for cue in cues(Document(tuple(parts)), preset) if cue.problems]
    assert (not flagged) == keepable(made, preset, frozenset(places[1:-1]))


@given(words(fewest=1), PRESET, st.sets(st.integers(1, 39), max_size=3), st.lists(st.integers(0, 60_000)))
def test_a_greedy_cutter_costs_no_less_with_several_speakers_and_shots(
    made: tuple[Word, ...], preset: Preset, turns: set[int], shots: list[int]
) -> None:
    screens = Screens(made, preset, frozenset(at for at in turns if at < len(made)), Shots(sorted(shots)))
    assert screens.total(screens.best()) <= screens.total(greedy(screens))


def test_nothing_is_shown_after_the_end_of_the_sound() -> None:
    document = Document((Paragraph((*said("Բարի լույս ձեզ բոլորիդ։"), Word("Այո։", 3.0, 3.2))),))
    assert cues(document, BROADCAST)[-1].end == 4_000
    (cue,) = cues(document, BROADCAST, duration=3.3)
    assert (cue.end, cue.problems) == (3_200, ())
    (late,) = cues(Document((Paragraph((Word("Այո։", 3.0, 3.2),)),)), BROADCAST, duration=3.3)
    assert (late.end, late.problems) == (3_300, (Problem.TOO_SHORT,))


def test_where_words_come_later_than_the_sound_ends_they_are_shown() -> None:
    document = Document((Paragraph((Word("Այո։", 3.0, 3.2),)),))
    assert [cue.end for cue in cues(document, BROADCAST, duration=3.1)] == [4_000]


def test_sentences_stand_on_screens_of_their_own() -> None:
    document = Document((Paragraph(said("Բարի լույս ձեզ։ Այսօր շատ գործ ունենք։ Սկսենք առաջին հարցից։")),))
    assert [cue.text for cue in cues(document, BROADCAST)] == [
        "Բարի լույս ձեզ։",
        "Այսօր շատ գործ ունենք։",
        "Սկսենք առաջին հարցից։",
    ]


def test_names_and_numbers_stay_together() -> None:
    text = "Երեկ երեկոյան այստեղ էր նախարար Արամ Պետրոսյանը որի հետ եկան մոտ 250 հազար մարդ մեր քաղաքից"
    made = cues(Document((Paragraph(said(text)),)), SOCIAL)
    lines = [line for cue in made for line in cue.lines]
    assert any("Արամ Պետրոսյանը" in line for line in lines)
    assert any("250 հազար" in line for line in lines)


def test_the_upper_line_is_rather_the_shorter() -> None:
    upper, lower = broken(said("Նախարարն այսօր կառավարության նիստում ներկայացրեց նոր բյուջեն"), BROADCAST)
    assert len(upper) <= len(lower) <= BROADCAST.line


def test_words_without_times_are_spread_over_the_sound_and_say_so() -> None:
    document = Document((Paragraph(tuple(Word(text) for text in ["մեկ", "երկու", "երեք"])),))
    made = cues(document, BROADCAST, duration=30.0, voiced=[(10.0, 12.0)])
    assert all(cue.estimated for cue in made)
    assert made[0].start == 10_000


def test_a_text_without_a_sound_is_shown_at_a_speakers_pace() -> None:
    words = tuple(Word(text) for text in ["Բարի", "լույս։", "Այսօր", "խոսելու", "ենք", "բյուջեի", "մասին։"])
    made = cues(Document((Paragraph(words),)), BROADCAST)
    assert not any(Problem.TOO_FAST in cue.problems for cue in made)
    assert 2_000 < made[-1].end < 4_000


def test_a_word_wider_than_the_screen_is_flagged() -> None:
    (cue,) = cues(Document((Paragraph((Word("ա" * 50, 0.0, 4.0),)),)), BROADCAST)
    assert cue.problems == (Problem.TOO_WIDE,)


def test_a_silent_transcript_has_no_cues() -> None:
    assert cues(Document(), BROADCAST) == []
    assert timed(Document(), 5.0) == ()


def test_the_worse_a_break_the_more_it_costs() -> None:
    def cost(before: str, after: str, pause: int = 0) -> int:
        return break_cost(Word(before), Word(after), pause)

    assert cost("եկավ։", "Արամը") == SENTENCE
    assert cost("ասաց՝", "գնում") == CLAUSE
    assert cost("տուն", "գնաց") == PLAIN > cost("տուն", "գնաց", 400) > cost("տուն", "գնաց", 900)
    assert cost("«Արամ", "Պետրոսյանը»") == PLAIN + NAME
    assert cost("25", "հազար") == cost("էջ", "12") == PLAIN + NUMBER
    assert cost("գնաց", "և") < cost("և", "եկավ")
