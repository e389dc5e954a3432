"""Where a piece of text stands in a longer one, letter for letter or whatever its case and marks."""

import re
from dataclasses import dataclass

from transcripts.text.armenian.spelling import MARKS, fold

_YEV = re.compile("եւ|եվ")
_LETTER = re.compile(rf"[\w{MARKS}]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """`folded`: any case, with or without marks inside, և in any spelling; `whole_words`: not inside of longer words."""

    text: str
    folded: bool = False
    whole_words: bool = False


def find(text: str, wanted: Wanted) -> list[tuple[int, int]]:
    """(start, end) of each place in `text`, in order, none overlapping another. Marks at the end of a place stay outside."""
    found = _folded(text, wanted.text) if wanted.folded else _exact(text, wanted.text)
    return [place for place in found if not wanted.whole_words or _stands_alone(text, *place)]


def replaced(text: str, wanted: Wanted, by: str) -> str:
    """Each place with `by` instead."""
    at, parts = 0, []
    for start, end in find(text, wanted):
        parts += [text[at:start], by]
        at = end
    return "".join([*parts, text[at:]])


def _exact(text: str, wanted: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(re.escape(wanted), text)] if wanted else []


def _folded(text: str, wanted: str) -> list[tuple[int, int]]:
    """Letter by letter, so that each knows where it comes from."""
    sought = fold(wanted)
    if not sought or sought not in fold(text):
        return []
    letters = [(part, at) for at, letter in enumerate(text) for part in fold(letter)]
    whole, places = "".join(part for part, _at in letters), [(at, at + 1) for _part, at in letters]
    for match in reversed(list(_YEV.finditer(whole))):
        first, behind = match.span()
        whole = f"{whole[:first]}և{whole[behind:]}"
        places[first:behind] = [(places[first][0], places[behind - 1][1])]
    return [
        (places[match.start()][0], places[match.end() - 1][1])
        for match in re.finditer(re.escape(sought), whole)
    ]


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Marks belong to the word that they stand in."""
    before, behind = text[start - 1 : start], text[end:].lstrip(MARKS)[:1]
    return not (before and _LETTER.match(before)) and not (behind and _LETTER.match(behind))
