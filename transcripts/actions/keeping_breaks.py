"""Subtitles' breaks outlive a correction of their words: what is written anew is given those of what stood there."""

from collections.abc import Iterable, Mapping, Sequence

from transcripts.models import Breaks, Paragraph
from transcripts.models.breaks import marks_to_json
from transcripts.text.marks import Mark, carried

# The rows that give way to other ones in one place, those that follow them.
Run = tuple[Sequence[Paragraph], Sequence[Paragraph]]


def keep_breaks(runs: Iterable[Run], written: Sequence[Paragraph]) -> None:
    """Call once the rows `written` are saved; rows that are older bring their own. Inside the transaction."""
    runs = list(runs)
    old = [row.pk for before, _after in runs for row in before]
    found: dict[str, dict[int, dict[int, Mark]]] = {}
    for breaks in Breaks.about(old):
        found.setdefault(breaks.preset, {})[breaks.paragraph_id] = breaks.by_word
    new = {row.pk for row in written}
    for preset, marks in found.items():
        for before, after in runs:
            kept = _carried(before, after, marks)
            told = {pk: marks_to_json(kept[pk]) for pk in kept.keys() & new}
            if told:
                Breaks.put(before[0].transcription, preset, told)


def _carried(
    before: Sequence[Paragraph], after: Sequence[Paragraph], marks: Mapping[int, Mapping[int, Mark]]
) -> dict[int, dict[int, Mark]]:
    """For each row of `after` that has any."""
    placed: dict[int, Mark] = {}
    first = 0
    for row in before:
        placed |= {first + at: mark for at, mark in marks.get(row.pk, {}).items()}
        first += row.length
    if not placed:
        return {}
    now = carried(_texts(before), _texts(after), placed)
    found: dict[int, dict[int, Mark]] = {}
    first = 0
    for row in after:
        found[row.pk] = {at - first: now[at] for at in range(first, first + row.length) if at in now}
        first += row.length
    return found


def _texts(rows: Sequence[Paragraph]) -> list[str]:
    return [text for row in rows for text, _start, _end in row.words]
