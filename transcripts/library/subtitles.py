"""Subtitles as a page lists them, and as they stand over the picture."""

from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from transcripts.library.sheets import Sheet
from transcripts.text.cues import Cue, Problem


@dataclass(frozen=True, slots=True)
class Line:
    """A subtitle in a list, where `number` counts from 1; `words` of each of its lines. `is_turn`: somebody else than on the one before speaks."""

    number: int
    cue: Cue
    anchors: tuple[str, str]
    words: list[list[str]]
    is_turn: bool
    is_decided: bool

    @property
    def seconds(self) -> float:
        return (self.cue.end - self.cue.start) / 1000

    @property
    def speed(self) -> float:
        """Characters a second."""
        return len(self.cue.text) / self.seconds

    @property
    def begins(self) -> str:
        """In seconds, for an address."""
        return f"{self.cue.start / 1000:.3f}"


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of a list of `total`, of which this is page `page` (from 1) of `pages`."""

    lines: list[Line]
    page: int
    pages: int
    total: int


SIZE = 50


def part(made: Sheet, *, page: int = 1, problem: Problem | None = None, moment: float | None = None) -> Part:
    """The page with this number, or the one that plays at `moment` (seconds); of those alone that have a problem."""
    listed = [n for n, cue in enumerate(made.cues) if problem is None or problem in cue.problems]
    pages = max(1, -(-len(listed) // SIZE))
    if moment is not None:
        number = made.number_at(round(1000 * moment))
        page = sum(one <= number for one in listed[:-1]) // SIZE + 1 if problem else number // SIZE + 1
    page = max(1, min(page, pages))
    chosen = islice(listed, (page - 1) * SIZE, page * SIZE)
    return Part([_line(made, number) for number in chosen], page, pages, len(listed))


def _line(made: Sheet, number: int) -> Line:
    cue, marks = made.cues[number], made.cutting.marks
    is_turn = not number or made.cues[number - 1].speaker != cue.speaker
    is_decided = any(at in marks for at in range(cue.first + 1, cue.behind)) or bool(
        made.cutting.screens.early(cue.first)
    )
    return Line(number + 1, cue, made.anchors(cue), _words(made, cue), is_turn, is_decided)


def _words(made: Sheet, cue: Cue) -> list[list[str]]:
    """There are words with spaces in them: the lines alone do not tell."""
    texts = [word.text for word in made.cutting.screens.words[cue.first : cue.behind]]
    upper = next(n for n in range(1, len(texts) + 1) if " ".join(texts[:n]) == cue.lines[0])
    return [part for part in (texts[:upper], texts[upper:]) if part]


def problem_words() -> dict[Problem, str]:
    return {
        Problem.TOO_FAST: _("Too fast to read"),
        Problem.TOO_SHORT: _("Too short"),
        Problem.TOO_WIDE: _("Line too long"),
        Problem.TOO_LONG: _("Said for too long"),
        Problem.TOO_CLOSE: _("Too close to the one before"),
    }


def spoken_at(made: Sheet, moment: float) -> dict[str, object]:
    """The subtitles around a moment (seconds), all of those between `from` and `until`; in milliseconds."""
    number = made.number_at(round(1000 * moment))
    first, behind = max(0, number - SIZE), number + 2 * SIZE
    chosen = made.cues[first:behind]
    return {
        "from": chosen[0].start if first else 0,
        "until": made.cues[behind].start if behind < len(made.cues) else None,
        "cues": [[cue.start, cue.end, cue.lines] for cue in chosen],
    }
