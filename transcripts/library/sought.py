"""The words of a question where they stand in a text: single ones anywhere, those in quotes only as they were asked for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from transcripts.library.query import Asked, Term
from transcripts.text.armenian import Finder, Token, analyse

Lemmas = frozenset[str]


@dataclass(frozen=True, slots=True)
class Wish:
    """Words that are wanted side by side, each by its lemmas; `exact`: the one spelling of a single word in quotes."""

    groups: tuple[Lemmas, ...]
    exact: str = ""

    @property
    def is_plain(self) -> bool:
        """A word in any of its forms: whatever holds its lemma fulfils it."""
        return len(self.groups) == 1 and not self.exact

    def fits(self, token: Token, step: int) -> bool:
        if self.exact:
            return token.exact == self.exact
        return not self.groups[step].isdisjoint(token.lemmas)


class Sought:
    """All that is wished for. Remembers what it has seen (as `Finder`), so one serves for all the texts of a page."""

    def __init__(self, wishes: Iterable[Wish]) -> None:
        self.wishes = tuple(wishes)
        self.groups: list[Lemmas] = [group for wish in self.wishes for group in wish.groups]
        self.is_plain = all(wish.is_plain for wish in self.wishes)
        self._finder = Finder({lemma for group in self.groups for lemma in group})

    def each(self, text: str) -> Iterator[Token]:
        """The words to be marked, in order. Where all are single ones, what stands behind those that are taken is not looked at."""
        return self._finder.each(text) if self.is_plain else iter(self._fulfilling(text))

    def _fulfilling(self, text: str) -> list[Token]:
        tokens = self._finder.find(text)
        beside = [_nothing_between(text, *pair) for pair in pairwise(tokens)]
        marked = {at for wish in self.wishes for at in _places(wish, tokens, beside)}
        return [tokens[at] for at in sorted(marked)]


def sought(question: Asked) -> Sought:
    return Sought(wish for term in question.terms if not term.is_excluded for wish in _wishes(term))


def _wishes(term: Term) -> Iterator[Wish]:
    tokens = analyse(term.text)
    groups = [frozenset(token.lemmas) for token in tokens]
    if term.is_phrase and tokens:
        yield Wish(tuple(groups), tokens[0].exact if len(tokens) == 1 else "")
    else:
        yield from (Wish((group,)) for group in groups)


def _nothing_between(text: str, one: Token, next_one: Token) -> bool:
    return not analyse(text[one.end : next_one.start])


def _places(wish: Wish, tokens: Sequence[Token], beside: Sequence[bool]) -> Iterator[int]:
    """Of all words that fulfil it. `beside`: whether no other word stands between a token and the next."""
    size = len(wish.groups)
    for first in range(len(tokens) - size + 1):
        run = range(first, first + size)
        if all(beside[at] for at in run[:-1]) and all(wish.fits(tokens[at], at - first) for at in run):
            yield from run
