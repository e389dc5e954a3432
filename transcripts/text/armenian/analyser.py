"""From a text to its words and their lemmas, with offsets into the untouched original."""

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from transcripts.text.armenian import lexicon
from transcripts.text.armenian.foreign import stem
from transcripts.text.armenian.guesses import guesses
from transcripts.text.armenian.words import CHUNK, words_in

# To be counted up when other lemmas come out for the same lexicon.
RULES = 2
# Longer words are noise; they are compared by so many of their letters, which keeps keys short and time linear.
LONGEST_KEY = 64
# The commonest words of a language fill most of a text; so many chunks are kept analysed (about 10 MB when full).
REMEMBERED = 16384
# An ordinary chunk is short. Others are analysed anew each time rather than kept.
LONGEST_REMEMBERED = 48

SHORTEST_POSSESSIVE = 4


class Token(NamedTuple):
    """One word of a text."""

    start: int
    end: int  # offsets into the untouched original
    exact: str  # its folded spelling: what exact ranking compares
    lemmas: tuple[str, ...]  # every lemma or candidate stem, sorted, at least one: what matching compares


def analyse(text: str) -> list[Token]:
    """The words of `text` in order and disjoint. Two forms match when they share a lemma."""
    return [
        Token(at + start, at + end, exact, lemmas)
        for at, chunk in ((found.start(), found[0]) for found in CHUNK.finditer(text))
        for start, end, exact, lemmas in _words(chunk)
    ]


def analyze(text: str) -> list[list[str]]:
    """The lemmas alone, a list for each word: the shape that scorers of search engines take."""
    return [list(token.lemmas) for token in analyse(text)]


def edition() -> str:
    """Names the rules and the lexicon that lemmas come from; what was indexed under another name must be indexed anew."""
    known = lexicon.installed()
    return f"{RULES}-{known.edition if known else 'none'}"


class Finder:
    """Finds the words with one of some lemmas, in one text after the other.

    It remembers what it has seen between two spaces, over which no word goes: texts that were found say most words again and again.
    """

    def __init__(self, lemmas: Collection[str]) -> None:
        self._wanted = frozenset(lemmas)
        self._seen: dict[str, list[Token]] = {}

    def find(self, text: str) -> list[Token]:
        return list(self.each(text))

    def each(self, text: str) -> Iterator[Token]:
        """One after the other: what stands behind those that are taken is not looked at."""
        seen, at = self._seen, 0
        for piece in text.split(" "):
            hits = seen.get(piece)
            if hits is None:
                hits = seen[piece] = self._in(piece)
            for one in hits:
                yield one._replace(start=at + one.start, end=at + one.end)
            at += len(piece) + 1

    def _in(self, piece: str) -> list[Token]:
        tokens = _piece(piece) if len(piece) <= LONGEST_REMEMBERED else analyse(piece)
        return [token for token in tokens if not self._wanted.isdisjoint(token.lemmas)]


@lru_cache(REMEMBERED)
def _piece(text: str) -> tuple[Token, ...]:
    return tuple(analyse(text))


def spans(text: str, lemmas: Collection[str]) -> list[tuple[int, int]]:
    """Where words with one of these lemmas stand in the original."""
    return [(token.start, token.end) for token in Finder(lemmas).find(text)]


_Analysed = tuple[tuple[int, int, str, tuple[str, ...]], ...]


def _words(chunk: str) -> _Analysed:
    return _remembered(chunk) if len(chunk) <= LONGEST_REMEMBERED else _analysed(chunk)


def _analysed(chunk: str) -> _Analysed:
    return tuple(_each(chunk))


_remembered = lru_cache(REMEMBERED)(_analysed)


def _each(chunk: str) -> Iterator[tuple[int, int, str, tuple[str, ...]]]:
    for word in words_in(chunk):
        spelling = word.spelling[:LONGEST_KEY]
        exact = f"{spelling}-{word.ending}" if word.ending else spelling
        yield word.start, word.end, exact, tuple(sorted(lemmas_of(spelling)))


def lemmas_of(word: str) -> set[str]:
    """Of one folded word: what the lexicon says; else its stem in its own language; else what can be guessed."""
    if not "ա" <= word[0] <= "և":
        return {stem(word)}
    known = lexicon.lemmas(word)
    if not known:
        return guesses(word, lexicon.lemmas)
    return known | {word} if _may_be_more(word, known) else known


def _may_be_more(word: str, known: set[str]) -> bool:
    """A word of its own, beside the form that the lexicon takes it for.

    Կովիդ need not be "your cow": what ends like a possessive may be a name whose other forms nothing knows. And what a verb does
    now may be the name of what is done, which has forms of its own: սղագրում, սղագրման.
    """
    if len(word) <= SHORTEST_POSSESSIVE:
        return False
    return word[-1] in "սդ" or (word.endswith("ում") and any(lemma.endswith("լ") for lemma in known))
