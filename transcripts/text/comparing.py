"""Two transcripts of the same sound, laid onto each other: where they agree, where they differ only as speech and writing do, and
where they heard something else.

Words are laid onto each other by their letters, regular pairs (text.colloquial) counting as equal; then their times are asked: what
is paired although it is said at quite other moments is no pair, and a long difference is cut where both pause.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from transcripts.text.colloquial import as_written
from transcripts.text.diff import Block, blocks
from transcripts.text.document import Word

# Seconds. Two models may time one word so differently; more, and it is another word that is spelled like it.
APART = 4.0
# Seconds without a word on either side that part two differences.
PAUSE = 1.0
# Words that are compared at once; and how many must be alike, and how close in seconds, for both to be at the same place.
PIECE = 300
ALIKE = 4
CLOSE = 1.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words `first` to `behind` of one transcript, and `other_first` to `other_behind` of the other, about the same sound.

    `is_same`: letter for letter. Else they differ; `regular`: only in marks, case, punctuation, or as speech and writing do.
    `start` and `end` in seconds, None where no word of it has a time.
    """

    is_same: bool
    regular: bool
    first: int
    behind: int
    other_first: int
    other_behind: int
    start: float | None
    end: float | None


def compare(words: Sequence[Word], others: Sequence[Word]) -> list[Stretch]:
    """Everything of both, in order."""
    return [
        _stretch(words, others, block, is_same, regular)
        for found in _agreed(words, others)
        for block, is_same, regular in _told(words, others, found)
    ]


def _agreed(words: Sequence[Word], others: Sequence[Word]) -> list[Block]:
    """Blocks by letters, without the pairs that are too far apart in time."""
    found: list[Block] = []
    for block in _blocks(words, others):
        if not block.is_same:
            _add(found, block)
            continue
        for n in range(block.behind - block.first):
            at, other = block.first + n, block.other_first + n
            near = not _apart(words[at], others[other])
            _add(found, Block(near, at, at + 1, other, other + 1))
    return found


def _blocks(words: Sequence[Word], others: Sequence[Word]) -> Iterator[Block]:
    """By letters, piece by piece: what is said in a minute is not to be found in another one, however often it is said."""
    keys, other_keys = ([_key(word) for word in side] for side in (words, others))
    for here, there in pairwise(
        [(0, 0), *_agreements(words, others, keys, other_keys), (len(words), len(others))]
    ):
        for block in blocks(keys[here[0] : there[0]], other_keys[here[1] : there[1]]):
            first, other = block.first + here[0], block.other_first + here[1]
            length, other_length = block.behind - block.first, block.other_behind - block.other_first
            yield Block(block.is_same, first, first + length, other, other + other_length)


def _agreements(
    words: Sequence[Word], others: Sequence[Word], keys: Sequence[str], other_keys: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """About once in `PIECE` words a place where both say the same few words at the same moment, as far as times are known."""
    timed = [
        (word.start, n) for n, word in enumerate(others) if word.start is not None and not word.estimated
    ]
    at, other = 0, -1
    for first in range(PIECE, len(words) - ALIKE, ALIKE):
        start = words[first].start
        if first - at < PIECE or start is None or words[first].estimated:
            continue
        near = timed[bisect_left(timed, (start - CLOSE,)) : bisect_left(timed, (start + CLOSE,))]
        alike = list(keys[first : first + ALIKE])
        found = [n for _start, n in near if n > other and list(other_keys[n : n + ALIKE]) == alike]
        if len(found) == 1:
            at, other = first, found[0]
            yield at, other


def _key(word: Word) -> str:
    return as_written(word.text) or word.text


def _apart(word: Word, other: Word) -> bool:
    """Guessed times prove nothing."""
    if word.start is None or other.start is None or word.estimated or other.estimated:
        return False
    return abs(word.start - other.start) > APART


def _add(found: list[Block], block: Block) -> None:
    """Neighbours of one kind are one block."""
    last = found[-1] if found else None
    if last is not None and last.is_same == block.is_same:
        found[-1] = Block(last.is_same, last.first, block.behind, last.other_first, block.other_behind)
    else:
        found.append(block)


_Told = tuple[Block, bool, bool]


def _told(words: Sequence[Word], others: Sequence[Word], block: Block) -> Iterator[_Told]:
    if not block.is_same:
        yield from ((piece, False, False) for piece in _cut(words, others, block))
        return
    alike = [
        words[block.first + n].text == others[block.other_first + n].text
        for n in range(block.behind - block.first)
    ]
    at = 0
    while at < len(alike):
        end = at
        while end < len(alike) and alike[end] == alike[at]:
            end += 1
        piece = Block(
            True, block.first + at, block.first + end, block.other_first + at, block.other_first + end
        )
        yield piece, alike[at], not alike[at]
        at = end


def _cut(words: Sequence[Word], others: Sequence[Word], block: Block) -> Iterator[Block]:
    """A difference in pieces, where neither says anything for a while; as it is where a time is missing."""
    sides = words[block.first : block.behind], others[block.other_first : block.other_behind]
    times = [(word.start, word.end, side) for side in (0, 1) for word in sides[side]]
    if any(start is None or end is None for start, end, _side in times):
        yield block
        return
    at, other = [block.first, block.other_first], (block.first, block.other_first)
    heard: float | None = None
    for start, end, side in sorted(times, key=lambda one: (one[0] or 0.0, one[2])):
        if heard is not None and (start or 0.0) - heard >= PAUSE:
            yield Block(False, other[0], at[0], other[1], at[1])
            other = at[0], at[1]
        heard = max(heard or 0.0, end or 0.0)
        at[side] += 1
    yield Block(False, other[0], block.behind, other[1], block.other_behind)


def _stretch(
    words: Sequence[Word], others: Sequence[Word], block: Block, is_same: bool, regular: bool
) -> Stretch:
    heard = [*words[block.first : block.behind], *others[block.other_first : block.other_behind]]
    starts = [word.start for word in heard if word.start is not None]
    ends = [word.end for word in heard if word.end is not None]
    return Stretch(
        is_same,
        regular,
        block.first,
        block.behind,
        block.other_first,
        block.other_behind,
        min(starts, default=None),
        max(ends, default=None),
    )
