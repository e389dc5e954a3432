"""Armenian that was typed in Latin or Russian letters, or with the keyboard in another layout."""

import re
from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import islice, product

from transcripts.text.armenian import lexicon
from transcripts.text.armenian.endings import NOMINAL
from transcripts.text.armenian.letters import (
    EASTERN,
    LATIN,
    PHONETIC,
    RUSSIAN,
    RUSSIAN_KEYS,
    TYPEWRITER,
    Table,
)
from transcripts.text.armenian.spelling import fold

MOST, MOST_NAMES = 5, 3
SHORTEST, LONGEST = 3, 24
MOST_WORDS = 5
# Ways to go on that are tried for each reading.
_TRIED = 2000
# A letter read alone where two or three stand for one is less likely than the second meaning of another.
_SHORTER = 2
_ARMENIAN = re.compile("[Ա-Ֆա-և]")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN, _RUSSIAN = re.compile("[a-z'’@]+"), re.compile("[а-яё]+")
_SURNAME = re.compile(r".{2,}(?:յան|յանց|ենց|ունց)(?P<ending>.*)")


def offers(typed: str) -> list[str]:
    """Armenian words, folded, that the lexicon or regular spelling knows, best first, at most `MOST`; [] where none is likely.

    Several words come back together; one of them may be a name that nothing knows, if most are likely.
    """
    words = typed.lower().split()
    if not words or len(words) > MOST_WORDS or _ARMENIAN.search(typed):
        return []
    each = [_of_one(word) for word in words]
    if 2 * sum(map(bool, each)) < len(each):
        return []
    rest = [options or list(islice(_spelled(word), 1)) for options, word in zip(each, words, strict=True)]
    return [" ".join(chosen) for chosen in islice(_likeliest(rest), MOST)]


def _likeliest(each: list[list[str]]) -> Iterator[tuple[str, ...]]:
    """One option for every word, the first ones first."""
    ranks = product(*(range(len(options)) for options in each))
    for chosen in sorted(ranks, key=sum):
        yield tuple(options[rank] for options, rank in zip(each, chosen, strict=True))


def _of_one(word: str) -> list[str]:
    if not SHORTEST <= len(word) <= LONGEST or "^" in word or not _LETTER.search(word):
        return []
    found = dict.fromkeys(
        spelling for table in _readings(word) for spelling in islice(_known(word, table), MOST)
    )
    return list(found)[:MOST] or list(islice(_surnames(word), MOST_NAMES))


def _spelled(word: str) -> Iterator[str]:
    return _spellings(word, RUSSIAN if _RUSSIAN.fullmatch(word) else LATIN)


def _readings(word: str) -> Iterator[Table]:
    """Likeliest first. What has signs in it was not meant as Latin letters, but keys with Armenian letters on them."""
    if _RUSSIAN.fullmatch(word):
        yield RUSSIAN
        return
    if _LATIN.fullmatch(word):
        yield LATIN
    yield from (PHONETIC, EASTERN, RUSSIAN_KEYS, TYPEWRITER)


def _known(word: str, table: Table) -> Iterator[str]:
    """Spellings with lemmas that no likelier one has: the lexicon knows old orthography, too."""
    seen: set[str] = set()
    for spelling in _spellings(word, table):
        lemmas = lexicon.lemmas(spelling)
        if not lemmas <= seen:
            seen |= lemmas
            yield spelling


def _surnames(word: str) -> Iterator[str]:
    """Spellings that are likely though no lexicon has them."""
    for spelling in dict.fromkeys(_spelled(word)):
        shape = _SURNAME.fullmatch(spelling)
        if shape and (not shape["ending"] or shape["ending"] in NOMINAL):
            yield spelling


def _spellings(word: str, table: Table) -> Iterator[str]:
    """Spellings of the whole word, folded, likeliest first; none where a character stands for nothing."""
    whole = f"^{word}"
    # What it cost so far, characters left to read, and what was made of those before.
    ways: list[tuple[int, int, str]] = [(0, len(whole), "")]
    for _ in range(_TRIED):
        if not ways:
            return
        cost, left, made = heappop(ways)
        if not left:
            yield fold(made)
            continue
        for further, meant, read in _steps(whole, len(whole) - left, table):
            heappush(ways, (cost + further, left - read, made + meant))


def _steps(whole: str, at: int, table: Table) -> Iterator[tuple[int, str, int]]:
    """Cost, Armenian letters and characters read; the longest reading costs nothing, nor does its first meaning."""
    shorter = 0
    for size in (3, 2, 1):
        if meanings := table.get(whole[at : at + size]) if at + size <= len(whole) else None:
            yield from ((shorter + rank, meant, size) for rank, meant in enumerate(meanings))
            shorter = _SHORTER
