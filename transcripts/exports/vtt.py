"""WebVTT (https://www.w3.org/TR/webvtt1/): speakers as voices, and a note where times are estimated."""

from transcripts.errors import gettext_noop
from transcripts.exports.clock import stamp
from transcripts.exports.exported import Exported, Format, Options
from transcripts.text.cues import Cue


def write(transcript: Exported, options: Options) -> bytes:
    blocks = ["WEBVTT\n"]
    if transcript.is_estimated:
        blocks.append(f"NOTE {_escaped(transcript.labels.estimated)}\n")
    blocks += [_block(cue, options) for cue in transcript.cues(options.preset)]
    return "\n".join(blocks).encode()


def _block(cue: Cue, options: Options) -> str:
    lines = [_escaped(line) for line in cue.lines]
    if options.speakers and cue.speaker:
        lines[0] = f"<v {_escaped(cue.speaker)}>{lines[0]}"
    return "\n".join((f"{stamp(cue.start)} --> {stamp(cue.end)}", *lines, ""))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


FORMAT = Format(
    "vtt", gettext_noop("Subtitles (WebVTT)"), "text/vtt; charset=utf-8", write, takes=("preset", "speakers")
)
