"""What changed from one version of a transcript to another: paragraph by paragraph, and inside these word by word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from transcripts.models import Paragraph, Revision
from transcripts.models.transcript import paragraphs_of
from transcripts.text.diff import blocks

# Unchanged words that are shown on each side of a changed one.
AROUND = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed (`gone` == `come`), went, or came."""

    gone: str
    come: str

    @property
    def is_same(self) -> bool:
        return self.gone == self.come


@dataclass(frozen=True, slots=True)
class Difference:
    """One place. `start` in seconds, None where unknown; `speakers` are (before, after) where somebody else speaks now."""

    start: float | None
    pieces: list[Piece]
    speakers: tuple[str, str] | None = None


def differences(before: Revision, after: Revision) -> list[Difference]:
    """In order. Only paragraphs that one of the two lacks are read."""
    return list(_differences(before, after))


def _differences(before: Revision, after: Revision) -> Iterator[Difference]:
    changed = [block for block in blocks(before.order, after.order) if not block.is_same]
    for block in changed:
        old = paragraphs_of(before.order[block.first : block.behind])
        new = paragraphs_of(after.order[block.other_first : block.other_behind])
        if len(old) == len(new):
            for one, other in zip(old, new, strict=True):
                yield _difference([one], [other])
        else:
            yield _difference(old, new)


def _difference(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Difference:
    words, others = (_words(rows) for rows in (old, new))
    found = blocks(words, others)
    pieces = []
    for n, block in enumerate(found):
        gone = words[block.first : block.behind]
        come = others[block.other_first : block.other_behind]
        if block.is_same:
            gone = come = _shortened(gone, is_first=n == 0, is_last=n == len(found) - 1)
        pieces.append(Piece(" ".join(gone), " ".join(come)))
    start = next((row.start for row in chain(new, old) if row.start is not None), None)
    return Difference(start, pieces, _speakers(old, new))


def _words(rows: Sequence[Paragraph]) -> list[str]:
    """With a mark where one paragraph ends and the next begins, and who speaks there."""
    found: list[str] = []
    for row in rows:
        found += [_mark(row.speaker)] if found else []
        found += [text for text, _start, _end in row.words]
    return found


def _mark(speaker: str) -> str:
    return f"¶ {speaker}:" if speaker else "¶"


def _shortened(words: list[str], *, is_first: bool, is_last: bool) -> list[str]:
    if is_first and is_last:
        return [*words[:AROUND], "…"] if len(words) > AROUND else words
    if is_first and len(words) > AROUND:
        return ["…", *words[-AROUND:]]
    if is_last and len(words) > AROUND:
        return [*words[:AROUND], "…"]
    return [*words[:AROUND], "…", *words[-AROUND:]] if len(words) > 2 * AROUND else words


def _speakers(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> tuple[str, str] | None:
    """Of where the place begins; those behind stand in its marks."""
    before, after = (rows[0].speaker if rows else "" for rows in (old, new))
    return None if before == after else (before, after)
