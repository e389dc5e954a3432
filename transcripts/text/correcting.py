"""What a person's text keeps of the words that stood there: when each is said, and how sure that is.

The rule, word by word, after the two lists have been laid onto each other (text.diff):

- A word that is written exactly as before is *untouched*: it keeps everything.
- A word that only changed its case, its marks or its punctuation (the same letters and digits for `armenian.spelling.spelled`)
  sounds the same: it keeps its times and its trust.
- A word in the place of one that is spelled alike (twice the letters that they share in order, by the letters of both, is at
  least `ALIKE`) is the same sound written better: it keeps its times exactly. How sure one may be of the new spelling nobody
  knows, so its trust goes.
- Any other word that brings times of its own (from the other model, from a program) has those, where they are in order with the
  words that keep theirs.
- What is left is *estimated*: words that came in place of some share their time by length; words that were added share
  the pause in which they stand. Where not even the neighbours have times, they have none.
"""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache
from math import inf

from transcripts.text.armenian.spelling import spelled
from transcripts.text.between import Placed, Run, fill
from transcripts.text.diff import Block, blocks
from transcripts.text.document import Word

ALIKE = 0.6
# Differences of more words than this are not searched for words that are spelled alike, unless both sides have as many.
_MOST_ALIKE = 40

_spelled = lru_cache(16384)(spelled)


def corrected(
    before: Sequence[Word], after: Sequence[Word], earliest: float | None = None, latest: float | None = None
) -> tuple[Word, ...]:
    """The words of `after` as written, with what they keep of `before` by the rule above.

    `earliest` and `latest`: when the word before them ends and the one behind begins, in seconds. As long as starts do not run
    backward in `before`, they do not in what comes out.
    """
    placed: Placed = [None] * len(after)
    runs: list[Run] = []
    for block in blocks([word.text for word in before], [word.text for word in after]):
        if block.is_same:
            placed[block.other_first : block.other_behind] = before[block.first : block.behind]
        else:
            runs += _sounding_the_same(before, after, block, placed)
    _take_given(after, placed, (earliest, latest))
    return fill(before, after, placed, runs, (earliest, latest))


def _sounding_the_same(
    before: Sequence[Word], after: Sequence[Word], block: Block, placed: Placed
) -> list[Run]:
    """Within a difference. Gives what is still different."""
    old, new = before[block.first : block.behind], after[block.other_first : block.other_behind]
    left: list[Run] = []
    keys = [_key(word.text, place) for place, word in enumerate(old)], [_key(word.text, -1) for word in new]
    for piece in blocks(*keys):
        at, place = block.first + piece.first, block.other_first + piece.other_first
        if piece.is_same:
            for n in range(piece.behind - piece.first):
                placed[place + n] = replace(before[at + n], text=after[place + n].text)
        else:
            run = (at, block.first + piece.behind, place, block.other_first + piece.other_behind)
            left += _spelled_alike(before, after, run, placed)
    return left


def _key(text: str, place: int) -> str | int:
    """The letters are compared; what has none (a dash) is like nothing else."""
    return _spelled(text) or place


def _spelled_alike(before: Sequence[Word], after: Sequence[Word], run: Run, placed: Placed) -> list[Run]:
    first, behind, place, end = run
    left: list[Run] = []
    at, other = first, place
    for one, its in _pairs([w.text for w in before[first:behind]], [w.text for w in after[place:end]]):
        old, new = first + one, place + its
        placed[new] = replace(before[old], text=after[new].text, trust=None)
        left.append((at, old, other, new))
        at, other = old + 1, new + 1
    return [*left, (at, behind, other, end)]


_Pairs = tuple[tuple[int, int], ...]


def _pairs(old: Sequence[str], new: Sequence[str]) -> _Pairs:
    """Places of words that are spelled alike, in order on both sides, with as much likeness as can be had."""
    if max(len(old), len(new)) > _MOST_ALIKE:
        side_by_side = enumerate(zip(old, new, strict=True)) if len(old) == len(new) else ()
        return tuple((n, n) for n, (one, other) in side_by_side if _likeness(one, other))
    above: list[tuple[float, _Pairs]] = [(0.0, ())] * (len(new) + 1)
    for i, one in enumerate(old):
        row: list[tuple[float, _Pairs]] = [(0.0, ())]
        for j, other in enumerate(new):
            best = max(above[j + 1], row[j], key=lambda found: found[0])
            alike = _likeness(one, other)
            if alike and above[j][0] + alike > best[0]:
                best = (above[j][0] + alike, (*above[j][1], (i, j)))
            row.append(best)
        above = row
    return above[-1][1]


@lru_cache(4096)
def _likeness(one: str, other: str) -> float:
    """From ALIKE to 1; 0 for what is less alike."""
    letters, others = _spelled(one), _spelled(other)
    compared = SequenceMatcher(None, letters, others, autojunk=False)
    if not letters or not others or compared.real_quick_ratio() < ALIKE:
        return 0.0
    ratio = compared.ratio()
    return ratio if ratio >= ALIKE else 0.0


def _take_given(after: Sequence[Word], placed: Placed, bounds: tuple[float | None, float | None]) -> None:
    behind = _starts_behind(placed, inf if bounds[1] is None else bounds[1])
    last = -inf if bounds[0] is None else bounds[0]
    for at, word in enumerate(after):
        if placed[at] is None and _fits(word, last, behind[at]):
            placed[at] = word
        kept = placed[at]
        if kept is not None and kept.start is not None:
            last = kept.start if kept.end is None else kept.end


def _fits(word: Word, last: float, following: float) -> bool:
    if word.start is None or word.end is None:
        return False
    return last <= word.start <= word.end <= following


def _starts_behind(placed: Sequence[Word | None], start: float) -> list[float]:
    """For each place: when the next word behind it that keeps its time starts; `start` at the very end."""
    found: list[float] = []
    for word in reversed(placed):
        found.append(start)
        if word is not None and word.start is not None:
            start = word.start
    return found[::-1]
