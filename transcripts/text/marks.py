"""What people decided about the places between words, where subtitles are cut.

A mark stands before a word, known by its number. It says nothing about times, only that here one subtitle ends and another begins
(`CUT`), that both words stand on one (`JOIN`), or that its lower line begins here (`LINE`); a subtitle that begins at a cut may
come some milliseconds before its first word is said (`early`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from transcripts.text.armenian.spelling import spelled
from transcripts.text.diff import blocks


class Kind(StrEnum):
    CUT = "cut"
    JOIN = "join"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Mark:
    kind: Kind
    early: int = 0


CUT, JOIN, LINE = map(Mark, Kind)
Marks = Mapping[int, Mark]
# A second: who reads before they hear for longer takes it for another's words.
MOST_EARLY = 1000


def carried(before: Sequence[str], after: Sequence[str], marks: Marks) -> dict[int, Mark]:
    """The marks within `before`, by what has become of its words in `after`; a mark at 0 stands before its first word.

    A cut and a lower line stay with the word behind them, or else behind the word before them; gone with both. Two words that
    were joined stay so, with whatever was written between them, while both are there.
    """
    places = _places(before, after)
    found: dict[int, Mark] = {}
    for at, mark in sorted(marks.items()):
        if at >= len(before):
            continue
        follows = -1 if at == 0 else places[at - 1]
        for place in _kept(mark, follows, places[at]):
            if place < len(after):
                found[place] = mark
    return found


def _kept(mark: Mark, before: int | None, behind: int | None) -> Iterator[int]:
    """Where it stands now; `before` and `behind` are where the words around it have gone to."""
    if mark.kind is not Kind.JOIN:
        if behind is not None:
            yield behind
        elif before is not None:
            yield before + 1
    elif before is not None and behind is not None:
        yield from range(before + 1, behind + 1)


def _places(before: Sequence[str], after: Sequence[str]) -> list[int | None]:
    """Where each word has gone to, in order; None for one that is gone."""
    places: list[int | None] = [None] * len(before)
    for block in blocks([_key(text) for text in before], [_key(text) for text in after]):
        length = block.behind - block.first
        # A word in another's place, one for one, is that word spelled anew.
        if block.is_same or length == block.other_behind - block.other_first:
            places[block.first : block.behind] = range(block.other_first, block.other_behind)
    return places


def _key(text: str) -> str:
    """Case, marks and punctuation do not make it another word."""
    return spelled(text) or text
