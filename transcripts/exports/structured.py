"""JSON for programs: everything that is known of the words, and the subtitles made of them (docs/exports.md has the schema)."""

import json

from transcripts.errors import gettext_noop
from transcripts.exports.exported import Exported, Format, Options
from transcripts.text.cues import Cue

VERSION = 1


def write(transcript: Exported, options: Options) -> bytes:
    """In seconds, cues too."""
    told = {
        "version": VERSION,
        "title": transcript.title,
        "recording": transcript.recording,
        "transcription": transcript.transcription,
        "model": transcript.model,
        "revision": transcript.revision,
        "author": transcript.author,
        "created_at": transcript.created_at.isoformat(),
        "duration": transcript.duration,
        "language": transcript.speech,
        "estimated": transcript.is_estimated,
        "text": transcript.document.text,
        "paragraphs": transcript.document.to_json(),
        "preset": options.preset.name,
        "cues": [_cue(cue) for cue in transcript.cues(options.preset)],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _cue(cue: Cue) -> dict[str, object]:
    return {
        "start": cue.start / 1000,
        "end": cue.end / 1000,
        "lines": cue.lines,
        "speaker": cue.speaker,
        "words": [cue.first, cue.behind],
        "estimated": cue.estimated,
        "problems": cue.problems,
    }


FORMAT = Format("json", gettext_noop("Words and times (JSON)"), "application/json", write, takes=("preset",))
