"""Limits come before shots: what would begin on a cut of the picture begins as it is said, where a limit could not be kept otherwise."""

from collections.abc import Sequence

from transcripts.text.segmenting import BROKEN, Screens

# Subtitles before and behind one that breaks a limit, which are cut anew together.
REACHES = (1, 4)


def yielding(screens: Screens) -> Screens:
    """The same words; screens that break limits, and those around them, keep to no shot that makes them do so."""
    made = screens.beginning(list(screens.begins))
    cuts = made.best()
    while _better(made, cuts):
        pass
    return made


def _better(screens: Screens, cuts: list[int]) -> bool:
    """Goes through all that break limits once; `cuts` and the beginnings of `screens` are changed. False where nothing helped."""
    number, helped = 0, False
    while number < len(cuts):
        first = cuts[number - 1] if number else 0
        if screens.cost(first, cuts[number]) >= BROKEN:
            for reach in REACHES:
                low, high = max(0, number - reach), number + 1 + reach
                inside = _as_said(screens, cuts[low - 1] if low else 0, cuts[low:high])
                if inside:
                    cuts[low:high] = inside
                    number, helped = low + len(inside) - 1, True
                    break
        number += 1
    return helped


def _as_said(screens: Screens, start: int, before: Sequence[int]) -> list[int] | None:
    """Other cuts than `before`, with beginnings as they are said where they have to be; None where no fewer limits would be broken."""
    stop, begins = before[-1], screens.begins
    inner = range(start + 1 if start else 0, stop)
    snapped = {at: begins[at] for at in inner if begins[at] != screens.starts[at]}
    if not snapped:
        return None
    was = _broken(screens, start, before)
    for at in snapped:
        begins[at] = screens.starts[at]
    inside = screens.best(start, stop)
    least = _broken(screens, start, inside)
    for at, moment in snapped.items():
        begins[at] = moment
        if least < was and _broken(screens, start, inside) > least:
            begins[at] = screens.starts[at]
    return inside if least < was else None


def _broken(screens: Screens, start: int, cuts: Sequence[int]) -> int:
    return screens.total(cuts, start) // BROKEN
