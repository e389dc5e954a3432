"""What a search shows of each recording: the passages that say most of what was asked, with the words marked as they were written."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import NamedTuple
from uuid import UUID

from transcripts.library.places import Lemmas, Said, Spot, keys_of_groups, places, texts
from transcripts.text.armenian import Finder, Token

# Words around the first one found, in a passage.
BEFORE, LENGTH = 6, 30


# How many of the groups that were asked for it holds.
_Scored = tuple[int, Spot]


class Piece(NamedTuple):
    text: str
    is_match: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """`start` is when its first found word is said, in seconds; None where nobody knows. `place`: of its paragraph, from 0."""

    pieces: tuple[Piece, ...]
    start: float | None
    paragraph: int
    place: int
    transcription: UUID

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Passages:
    """`total` counts the paragraphs with something that was asked, of which `best` holds some, in the order of the text."""

    best: list[Passage]
    total: int


def passages(recordings: Collection[UUID], tokens: Sequence[Token], each: int) -> dict[UUID, Passages]:
    """Three queries, whatever the number of recordings; those in whose words nothing was found are left out."""
    groups, finder = [frozenset(token.lemmas) for token in tokens], finder_of(tokens)
    chosen = _chosen(recordings, groups, each) if groups else {}
    read = texts(spot.paragraph for scored, _total in chosen.values() for _score, spot in scored)
    found = {}
    for recording, (scored, total) in chosen.items():
        best = [_passage(read[one[1].paragraph], one, groups, finder) for one in scored]
        if shown := [passage for passage in best if passage is not None]:
            found[recording] = Passages(shown, max(total, len(shown)))
    return found


def finder_of(tokens: Iterable[Token]) -> Finder:
    return Finder({lemma for token in tokens for lemma in token.lemmas})


def marked(text: str, finder: Finder) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at = 0
    for token in finder.each(text):
        pieces += [Piece(text[at : token.start], False), Piece(text[token.start : token.end], True)]
        at = token.end
    return tuple(piece for piece in (*pieces, Piece(text[at:], False)) if piece.text)


def _chosen(
    recordings: Collection[UUID], groups: Sequence[Lemmas], each: int
) -> dict[UUID, tuple[list[_Scored], int]]:
    """For each recording the spots that hold most of the groups, and how many hold any; of its newest text that has some."""
    keys = keys_of_groups(groups)
    holding: dict[UUID, dict[UUID, list[_Scored]]] = {}
    for spot in places(recordings, [frozenset[int]().union(*keys)]):
        score = sum(not group.isdisjoint(spot.keys) for group in keys)
        runs = holding.setdefault(spot.recording, {})
        runs.setdefault(spot.transcription, []).append((score, spot))
    return {recording: _best([*runs.values()][-1], each) for recording, runs in holding.items()}


def _best(scored: list[_Scored], each: int) -> tuple[list[_Scored], int]:
    first = sorted(scored, key=lambda one: (-one[0], one[1].number))[:each]
    return sorted(first, key=lambda one: one[1].number), len(scored)


def _passage(said: Said, scored: _Scored, groups: Sequence[Lemmas], finder: Finder) -> Passage | None:
    """None where the keys promised too much."""
    (score, spot), text, words = scored, said.text, said.words
    # Where one group alone is held, no place says more than the first: what stands behind it need not be looked at.
    matches = list(islice(finder.each(text), 1 if score == 1 else None))
    if not matches:
        return None
    begins = [0, *accumulate(len(word) + 1 for word in words)]
    first = bisect_right(begins, _densest(matches, groups).start) - 1
    start, end = max(0, first - BEFORE), min(len(words), first - BEFORE + LENGTH)
    pieces = marked(text[begins[start] : begins[end] - 1], finder)
    around = [Piece("… ", False)] if start else [], [Piece(" …", False)] if end < len(words) else []
    pieces = (*around[0], *pieces, *around[1])
    return Passage(pieces, said.start(first), spot.paragraph, spot.number, spot.transcription)


def _densest(matches: Sequence[Token], groups: Sequence[Lemmas]) -> Token:
    """From which on most of what was asked stands close together; the first of equals."""

    def asked_from(at: int) -> int:
        near = [one for one in matches[at : at + LENGTH] if one.start - matches[at].start < LENGTH * 6]
        lemmas = frozenset(lemma for one in near for lemma in one.lemmas)
        return sum(not group.isdisjoint(lemmas) for group in groups)

    return matches[max(range(len(matches)), key=lambda at: (asked_from(at), -at))]
