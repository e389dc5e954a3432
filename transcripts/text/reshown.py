"""Cues after a change of the cutting: what stayed the same is not made anew."""

from collections.abc import Sequence

from transcripts.text.cues import Cue, shown
from transcripts.text.recutting import Cutting


def reshown(cues: Sequence[Cue], before: Cutting, after: Cutting, speakers: Sequence[str]) -> tuple[Cue, ...]:
    """Of the cutting `after`, where `cues` are those of `before`, for the same words."""
    changed = {at for at in {*before.marks, *after.marks} if before.marks.get(at) != after.marks.get(at)}
    if not changed and before.cuts == after.cuts:
        return tuple(cues)
    # When one begins matters to the end of the one before.
    alike = min(_alike(before.cuts, after.cuts), before.number_of(min(changed, default=0)))
    found = list(cues[: max(0, alike - 1)])
    start, earliest = (found[-1].behind, found[-1].end) if found else (0, 0)
    again = _alike(before.cuts[::-1], after.cuts[::-1])
    same_from = max(max(changed, default=0) + 1, before.cuts[-again] if again else before.cuts[-1])
    for cue in shown(after.screens, after.cuts[len(found) :], speakers, start, earliest):
        place = before.number_of(cue.first)
        if cue.first >= same_from and cues[place] == cue:
            return (*found, *cues[place:])
        found.append(cue)
    return tuple(found)


def _alike(one: Sequence[int], other: Sequence[int]) -> int:
    """How many are the same from the beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (this, that) in pairs if this != that), min(len(one), len(other)))
