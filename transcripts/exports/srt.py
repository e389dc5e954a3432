"""SubRip. It knows neither escapes nor comments; what players would take for markup is kept apart by an invisible joiner."""

import re

from transcripts.errors import gettext_noop
from transcripts.exports.clock import stamp
from transcripts.exports.exported import Exported, Format, Options
from transcripts.text.cues import Cue

JOINER = "\u2060"
_MARKUP = re.compile(r"-(?=->)|<(?=[/A-Za-z!])|\{(?=[\\A-Za-z])")


def write(transcript: Exported, options: Options) -> bytes:
    made = transcript.cues(options.preset)
    return "\n".join(_block(number, cue) for number, cue in enumerate(made, 1)).encode()


def _block(number: int, cue: Cue) -> str:
    times = f"{stamp(cue.start, ',')} --> {stamp(cue.end, ',')}"
    return "\n".join((str(number), times, *map(_harmless, cue.lines), ""))


def _harmless(line: str) -> str:
    return _MARKUP.sub(lambda found: found[0] + JOINER, line)


FORMAT = Format(
    "srt",
    gettext_noop("Subtitles (SRT)"),
    "application/x-subrip; charset=utf-8",
    write,
    takes=("preset",),
    hides_guesses=True,
)
