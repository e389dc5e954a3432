"""Subtitles and the cuts of the picture: on them, two frames before them, or well away."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.text.keepable import keepable
from tests.text.test_cues import PRESET, calm, documents, said
from transcripts.text.cues import BROADCAST, WEB, cues
from transcripts.text.document import Document, Paragraph, Word
from transcripts.text.segmenting import Preset
from transcripts.text.shots import AWAY, BEFORE, NEAR, Shots

SHOTS = st.lists(st.integers(0, 60_000), max_size=20).map(sorted)


@given(documents(), PRESET, SHOTS)
def test_subtitles_stay_whole_and_in_order_wherever_the_picture_is_cut(
    document: Document, preset: Preset, shots: list[int]
) -> None:
    made = cues(document, preset, duration=200.0, shots=shots)
    assert " ".join(cue.text for cue in made) == " ".join(word.text for word in document.words)
    assert all(one.end <= other.start for one, other in pairwise(made))
    assert all(0 < cue.end - cue.start <= preset.longest for cue in made)


@given(st.integers(0, 60_000), st.integers(0, 2000), st.integers(0, 3000), SHOTS)
def test_a_beginning_moves_onto_a_cut_nearby_or_stays(
    start: int, length: int, silence: int, shots: list[int]
) -> None:
    begin = Shots(shots).begin(start, start + length, max(0, start - silence))
    assert begin == start or begin in shots
    assert max(0, start - silence, start - AWAY) <= begin <= start + min(NEAR, length)


def test_what_is_said_shortly_after_a_cut_begins_on_it() -> None:
    assert Shots([10_000]).begin(10_300, 10_900, 9_000) == 10_000


def test_nothing_begins_while_somebody_still_speaks() -> None:
    assert Shots([10_000]).begin(10_300, 10_900, 10_100) == 10_300


def test_what_is_said_a_little_before_a_cut_waits_for_it() -> None:
    assert Shots([10_000]).begin(9_800, 10_600, 9_000) == 10_000
    assert Shots([10_000]).begin(9_600, 10_600, 9_000) == 9_600


def ends(planned: int, said: int, readable: int = 0, latest: int = 99_000) -> int:
    return Shots([10_000]).end(planned, said=said, readable=readable, latest=latest)


def test_what_ends_near_a_cut_ends_two_frames_before_it() -> None:
    assert ends(9_700, 9_700) == ends(10_250, 10_100) == 10_000 - BEFORE


def test_what_cannot_be_read_before_the_cut_stays_well_beyond_it() -> None:
    assert ends(10_250, 9_000, readable=10_250) == 10_000 + AWAY


def test_where_there_is_room_for_neither_it_stays() -> None:
    assert ends(10_250, 10_250, readable=10_250, latest=10_300) == 10_250


def test_the_words_are_rather_cut_where_the_picture_is() -> None:
    text = "մենք այսօր այստեղ ենք եկել որ խոսենք այն մասին թե ինչ պիտի անենք վաղը երբ գան մեր հյուրերը բոլորը միասին"
    words = said(text)
    moment = round(1000 * (words[8].start or 0))
    free = cues(Document((Paragraph(words),)), BROADCAST)
    bound = cues(Document((Paragraph(words),)), BROADCAST, shots=[moment])
    assert 8 not in [cue.first for cue in free]
    assert [cue.start for cue in bound if cue.first == 8] == [moment]


def test_the_cue_before_a_cut_makes_room_for_the_one_on_it() -> None:
    words = (Word("Մեկ։", 1.0, 2.0), Word("Երկու։", 4.2, 6.0))
    before, behind = cues(Document((Paragraph(words),)), BROADCAST, shots=[4_000])
    assert (before.end, behind.start) == (2000, 4000)


@given(calm().map(lambda made: made[:5]), PRESET, st.lists(st.integers(0, 6_000), max_size=5).map(sorted))
def test_no_limit_is_broken_for_the_sake_of_a_shot(
    made: tuple[Word, ...], preset: Preset, shots: list[int]
) -> None:
    if keepable(made, preset):
        assert not any(cue.problems for cue in cues(Document((Paragraph(made),)), preset, shots=shots))


def test_what_could_not_be_read_from_a_cut_on_begins_as_it_is_said() -> None:
    words = (Word("Ամբողջականացված", 1.0, 1.9), Word("հաշվետվությունը։", 1.9, 2.8), Word("Այո։", 2.85, 4.0))
    document = Document((Paragraph(words[:2], "Անահիտ"), Paragraph(words[2:], "Բագրատ")))
    (free, _last), (bound, _behind) = cues(document, WEB), cues(document, WEB, shots=[1_200])
    assert (free.problems, bound.problems) == ((), ())
    assert bound.start == 1_000
    calm, _after = cues(document, replace(WEB, speed=25), shots=[1_200])
    assert calm.start == 1_200
