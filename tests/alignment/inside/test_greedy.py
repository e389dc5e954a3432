import numpy as np

from transcripts.alignment.found import Heard
from transcripts.alignment.inside import greedy
from transcripts.alignment.inside.acoustic import LETTERS
from transcripts.alignment.inside.memory import Memory


def _memory(said: str) -> Memory:
    """One frame for each character, `.` being the blank."""
    rows = np.full((len(said), 42), 200, dtype=np.uint8)
    rows[np.arange(len(said)), [40 if letter == "." else LETTERS.index(letter) for letter in said]] = 1
    return Memory(rows)


def _texts(found: list[Heard]) -> list[str]:
    return [word.text for word in found]


def test_words_are_cut_at_spaces_and_pauses() -> None:
    said = "..բբա.ր..և." + " " + ".եսս..." + "." * 20 + "ե.մ"
    assert _texts(greedy.words(_memory(said))) == ["բարև", "ես", "եմ"]


def test_a_letter_twice_is_heard_twice_only_with_a_blank_between() -> None:
    assert _texts(greedy.words(_memory("ոո.ոո"))) == ["ոո"]


def test_a_long_pause_ends_a_sentence() -> None:
    found = greedy.words(_memory("ա.բ" + "." * 60 + "գ.դ" + "." * 20 + "ե.զ"))
    assert [(word.text, word.pause) for word in found] == [("աբ", True), ("գդ", False), ("եզ", True)]


def test_words_do_not_overlap() -> None:
    first, second = greedy.words(_memory("....ա.բ" + " " + "գ.դ"))
    assert first.start < first.end <= second.start < second.end


def test_silence_has_no_words() -> None:
    assert greedy.words(_memory("." * 50)) == []
    assert greedy.words(_memory("")) == []
