"""Where the words of a text are: with marks inside, endings after hyphens and closing quotes, several scripts in one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from transcripts.text.armenian.endings import AFTER_HYPHEN
from transcripts.text.armenian.spelling import ARMENIAN, COMBINING, MARKS, spelled, with_own_letters

_HYPHENS = "-֊‐‑‒–"
_QUOTES = "»”“\"’'"
# An apostrophe, or a question that no Armenian keyboard was there for, keeps a word together: կ'ուզեմ, Ի?նչ, don't.
# But եկավ?Գնաց is two words whose space was forgotten.
_TYPED = "['’‘ʼ?!]+"
_WITHIN = (
    rf"(?<=[ա-ևﬓ-ﬗ]){_TYPED}(?=[ա-ևﬓ-ﬗ])|(?<=[Ա-Ֆ]){_TYPED}(?=[{ARMENIAN}])|(?<=[A-Za-z])['’](?=[A-Za-z])"
)
_RUN = rf"[^\W_](?:[^\W_]|[{MARKS}{COMBINING}]|{_WITHIN})*"
# Runs of letters that one hyphen or a closing quote holds together: what follows may be the ending of what goes before.
CHUNK = re.compile(rf"{_RUN}(?:(?:[{_HYPHENS}]|[{_QUOTES}][{_HYPHENS}]?){_RUN})*")
_PARTS = re.compile(_RUN)
_ALL_NATIVE = re.compile(rf"[{ARMENIAN}][{ARMENIAN}{MARKS}{COMBINING}'’‘ʼ?!]*")
_SCRIPTS = re.compile(rf"{_ALL_NATIVE.pattern}|[^{ARMENIAN}]+")


@dataclass(frozen=True, slots=True)
class Written:
    """One word of a chunk: where it is in it, its spelling without an ending that was parted from it, and that ending."""

    start: int
    end: int
    spelling: str
    ending: str = ""


def words_in(chunk: str) -> Iterator[Written]:
    """The words of what `CHUNK` has matched, in order and disjoint."""
    held: Written | None = None
    for start, end in _runs(chunk):
        spelling = spelled(with_own_letters(chunk[start:end]))
        if held and not held.ending and spelling in AFTER_HYPHEN:
            held = Written(held.start, end, held.spelling, spelling)
            continue
        if held:
            yield held
        held = Written(start, end, spelling) if spelling else None
    if held:
        yield held


def _runs(chunk: str) -> Iterator[tuple[int, int]]:
    """Where the parts of a chunk are, each in one script: Zoomով is two."""
    for part in _PARTS.finditer(chunk):
        if _ALL_NATIVE.fullmatch(part[0]) or with_own_letters(part[0]) != part[0]:
            yield part.span()
            continue
        for run in _SCRIPTS.finditer(part[0]):
            yield part.start() + run.start(), part.start() + run.end()
