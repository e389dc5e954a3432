"""Subtitles from words: cut where it reads best, shown as long as it takes to read them, in lines that stand well.

The presets' figures are those that broadcasters and the large video sites publish for their subtitles, within their usual span.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from transcripts.text.breaks import break_cost
from transcripts.text.document import Document, Word
from transcripts.text.estimating import estimated, in_order
from transcripts.text.marks import Marks
from transcripts.text.segmenting import Preset, Screens, milliseconds
from transcripts.text.shots import Shots
from transcripts.text.thinness import Stretch
from transcripts.text.yielding import yielding

BROADCAST = Preset("broadcast", line=37, lines=2, speed=17, shortest=1000, longest=7000, gap=80)
WEB = Preset("web", line=42, lines=2, speed=20, shortest=833, longest=7000, gap=80)
SOCIAL = Preset("social", line=32, lines=1, speed=20, shortest=700, longest=4000, gap=0)
# Of speech that is not hurried; a little slower than the slowest preset can be read.
LETTERS_A_SECOND = 14
PRESETS = {preset.name: preset for preset in (BROADCAST, WEB, SOCIAL)}


class Problem(StrEnum):
    """A limit of the preset that is not kept here: no way of cutting could, or a person chose so.

    `TOO_LONG`: its words are said for longer than it may be shown. `TOO_CLOSE`: to the one before.
    """

    TOO_FAST = "too_fast"
    TOO_SHORT = "too_short"
    TOO_WIDE = "too_wide"
    TOO_LONG = "too_long"
    TOO_CLOSE = "too_close"


@dataclass(frozen=True, slots=True)
class Cue:
    """One subtitle: the words from number `first` up to `behind`; `start` and `end` in milliseconds.

    `estimated`: some of its words have times that were guessed.
    """

    first: int
    behind: int
    start: int
    end: int
    lines: tuple[str, ...]
    speaker: str = ""
    estimated: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(self.lines)


def cues(
    document: Document,
    preset: Preset,
    *,
    duration: float = 0.0,
    voiced: Sequence[Stretch] = (),
    marks: Marks | None = None,
    shots: Sequence[int] = (),
) -> list[Cue]:
    """In order, each begins no earlier than the one before ends. Words without times get estimated ones.

    `duration` of the sound and where somebody is heard in it (`voiced`), in seconds, are for the estimates alone. `marks` are what
    people decided, `shots` the milliseconds at which the picture changes.
    """
    screens = screens_of(document, preset, duration=duration, voiced=voiced, shots=shots).marked(marks or {})
    return list(shown(screens, screens.best(), speakers_of(document)))


def screens_of(
    document: Document,
    preset: Preset,
    *,
    duration: float = 0.0,
    voiced: Sequence[Stretch] = (),
    shots: Sequence[int] = (),
) -> Screens:
    """What `cues` weighs before anybody has decided anything."""
    speakers = speakers_of(document)
    turns = frozenset(at for at in range(1, len(speakers)) if speakers[at] != speakers[at - 1])
    screens = Screens(
        timed(document, duration, voiced), preset, turns, Shots(shots), until=milliseconds(duration)
    )
    return yielding(screens) if shots else screens


def speakers_of(document: Document) -> list[str]:
    """Of each word."""
    return [paragraph.speaker for paragraph in document.paragraphs for _word in paragraph.words]


def timed(document: Document, duration: float, voiced: Sequence[Stretch] = ()) -> tuple[Word, ...]:
    """All words with times that never run backward; what had none, or an impossible one, says that it is estimated.

    Without a sound (`duration` 0) they are said at a speaker's usual pace.
    """
    words = list(document.words)
    end = max([duration, *(word.end for word in words if word.end is not None)])
    if not duration:
        untimed = takewhile(lambda word: word.start is None, reversed(words))
        end += sum(len(word.text) + 1 for word in untimed) / LETTERS_A_SECOND
    return estimated(in_order(words, 0.0, end), start=0.0, end=end, voiced=voiced)


def shown(
    screens: Screens, cuts: Sequence[int], speakers: Sequence[str], start_at: int = 0, earliest: int = 0
) -> Iterator[Cue]:
    """The screens as cues; from the word `start_at` on where the one before ends at `earliest`."""
    for first, behind in zip([start_at, *cuts], cuts, strict=False):
        words = screens.words[first:behind]
        # Only words that are said in no time at all have to make room for one another.
        start = max(earliest, screens.begins[first])
        end = max(start + 1, screens.end(first, behind))
        line = screens.line_at(first, behind)
        lines = broken(words, screens.preset, None if line is None else line - first)
        problems = list(_problems(lines, end - start, screens.preset))
        if behind - first > 1 and screens.is_long(first, behind):
            problems.append(Problem.TOO_LONG)
        if first and start - earliest < screens.preset.gap:
            problems.append(Problem.TOO_CLOSE)
        is_estimated = any(word.estimated for word in words)
        yield Cue(first, behind, start, end, lines, speakers[first], is_estimated, tuple(problems))
        earliest = end


def _problems(lines: Sequence[str], shown: int, preset: Preset) -> Iterator[Problem]:
    if shown < preset.shortest:
        yield Problem.TOO_SHORT
    if len(" ".join(lines)) * 1000 > preset.speed * shown:
        yield Problem.TOO_FAST
    if len(lines) > preset.lines or any(len(line) > preset.line for line in lines):
        yield Problem.TOO_WIDE


def broken(words: Sequence[Word], preset: Preset, chosen: int | None = None) -> tuple[str, ...]:
    """One line where it fits, else two: broken where it reads well, the upper one rather the shorter.

    `chosen`: a person has the lower line begin with this word.
    """
    if chosen is not None:
        return _text(words[:chosen]), _text(words[chosen:])
    whole = " ".join(word.text for word in words)
    if len(whole) <= preset.line or preset.lines == 1 or len(words) == 1:
        return (whole,)
    halves = [
        (_line_cost(words, at, preset), _text(words[:at]), _text(words[at:])) for at in range(1, len(words))
    ]
    _cost, upper, lower = min(halves, key=lambda half: half[0])
    return upper, lower


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _line_cost(words: Sequence[Word], at: int, preset: Preset) -> int:
    upper, lower = len(_text(words[:at])), len(_text(words[at:]))
    pause = milliseconds(words[at].start) - milliseconds(words[at - 1].end)
    excess = max(0, upper - preset.line) + max(0, lower - preset.line)
    uneven = 2 * (upper - lower) if upper > lower else lower - upper
    return 1000 * excess + uneven + break_cost(words[at - 1], words[at], pause)
