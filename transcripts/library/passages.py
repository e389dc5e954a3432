"""What a search shows of each recording: the passages that say most of what was asked, with the words marked as they were written."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import NamedTuple
from uuid import UUID

from transcripts.library.places import Lemmas, Said, Spot, keys_of_groups, places, texts
from transcripts.library.sought import Sought
from transcripts.text.armenian import Token

# Words around the first one found, in a passage.
BEFORE, LENGTH = 6, 30
# The index does not know what stands side by side, nor a single spelling: for that so many more paragraphs of a recording are
# read, and again and again several times as many until enough are found or none is left.
_TO_SPARE, _WIDER = 12, 8


# How many of the wishes it may fulfil.
_Scored = tuple[int, Spot]


class Piece(NamedTuple):
    text: str
    is_match: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """`start` is when its first found word is said, in seconds; None where nobody knows. `place`: of its paragraph, from 0;
    `words`: of the marked ones in the paragraph, from 0.
    """

    pieces: tuple[Piece, ...]
    start: float | None
    paragraph: int
    place: int
    words: tuple[int, ...]
    transcription: UUID

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Passages:
    """`total` counts the paragraphs with something that was asked, of which `best` holds some, in the order of the text. Not
    `is_all`: there may be more, which were not read.
    """

    best: list[Passage]
    total: int
    is_all: bool = True


def passages(recordings: Collection[UUID], wanted: Sought, each: int) -> dict[UUID, Passages]:
    """Of plain words in three queries, whatever the number of recordings; those in whose words nothing was found are left out."""
    left = chosen = _chosen(recordings, wanted) if wanted.wishes else {}
    found: dict[UUID, list[Passage]] = {recording: [] for recording in chosen}
    read: dict[UUID, int] = {}
    at, behind = 0, each if wanted.is_plain else each + _TO_SPARE
    while left:
        said = texts(spot.paragraph for scored in left.values() for _score, spot in scored[at:behind])
        for recording, scored in left.items():
            passages_read = (_passage(said[one[1].paragraph], one, wanted) for one in scored[at:behind])
            found[recording] += [passage for passage in passages_read if passage is not None]
            read[recording] = behind
        at, behind = behind, behind * _WIDER
        left = {one: some for one, some in left.items() if len(found[one]) < each and len(some) > at}
    return {
        one: _shown(some, len(chosen[one]), len(chosen[one]) <= read[one], wanted, each)
        for one, some in found.items()
        if some
    }


def _shown(found: list[Passage], held: int, is_all: bool, wanted: Sought, each: int) -> Passages:
    """Of plain words all paragraphs that hold their keys count; of others those that were seen to hold them."""
    best = sorted(found[:each], key=lambda one: one.place)
    if wanted.is_plain:
        return Passages(best, max(held, len(best)))
    return Passages(best, len(found), is_all)


def marked(text: str, wanted: Sought) -> tuple[Piece, ...]:
    return _pieces(text, wanted.each(text))


def _pieces(text: str, tokens: Iterable[Token]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at = 0
    for token in tokens:
        pieces += [Piece(text[at : token.start], False), Piece(text[token.start : token.end], True)]
        at = token.end
    return tuple(piece for piece in (*pieces, Piece(text[at:], False)) if piece.text)


def _chosen(recordings: Collection[UUID], wanted: Sought) -> dict[UUID, list[_Scored]]:
    """For each recording the spots that may hold something, those with most first; of its newest text that has some."""
    keys = [keys_of_groups(wish.groups) for wish in wanted.wishes]
    holding: dict[UUID, dict[UUID, list[_Scored]]] = {}
    for spot in places(recordings, [frozenset[int]().union(*(key for wish in keys for key in wish))]):
        score = sum(all(not group.isdisjoint(spot.keys) for group in wish) for wish in keys)
        if score:
            runs = holding.setdefault(spot.recording, {})
            runs.setdefault(spot.transcription, []).append((score, spot))
    return {recording: _best_first([*runs.values()][-1]) for recording, runs in holding.items()}


def _best_first(scored: list[_Scored]) -> list[_Scored]:
    return sorted(scored, key=lambda one: (-one[0], one[1].number))


def _passage(said: Said, scored: _Scored, wanted: Sought) -> Passage | None:
    """None where the keys promised too much."""
    (score, spot), text, words = scored, said.text, said.words
    # Where one word alone is held, no place says more than the first: what stands behind it need not be looked at.
    is_enough = wanted.is_plain and score == 1
    matches = list(islice(wanted.each(text), 1 if is_enough else None))
    if not matches:
        return None
    begins = [0, *accumulate(len(word) + 1 for word in words)]
    first = bisect_right(begins, _densest(matches, wanted.groups).start) - 1
    start, end = max(0, first - BEFORE), min(len(words), first - BEFORE + LENGTH)
    shown, at = text[begins[start] : begins[end] - 1], begins[start]
    inside = [*wanted.each(shown)] if is_enough else _within(matches, at, at + len(shown))
    around = [Piece("… ", False)] if start else [], [Piece(" …", False)] if end < len(words) else []
    return Passage(
        pieces=(*around[0], *_pieces(shown, inside), *around[1]),
        start=said.start(first),
        paragraph=spot.paragraph,
        place=spot.number,
        words=tuple(dict.fromkeys(bisect_right(begins, at + token.start) - 1 for token in inside)),
        transcription=spot.transcription,
    )


def _within(tokens: Iterable[Token], start: int, end: int) -> list[Token]:
    """Those of a text that stand in a part of it, by their places there."""
    return [
        token._replace(start=token.start - start, end=token.end - start)
        for token in tokens
        if start <= token.start and token.end <= end
    ]


def _densest(matches: Sequence[Token], groups: Sequence[Lemmas]) -> Token:
    """From which on most of what was asked stands close together; the first of equals."""

    def asked_from(at: int) -> int:
        near = [one for one in matches[at : at + LENGTH] if one.start - matches[at].start < LENGTH * 6]
        lemmas = frozenset(lemma for one in near for lemma in one.lemmas)
        return sum(not group.isdisjoint(lemmas) for group in groups)

    return matches[max(range(len(matches)), key=lambda at: (asked_from(at), -at))]
