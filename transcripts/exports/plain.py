"""TXT: paragraphs parted by empty lines, each with its speaker and its time where wanted."""

from transcripts.errors import gettext_noop
from transcripts.exports.clock import moment
from transcripts.exports.exported import Exported, Format, Options
from transcripts.text.document import Paragraph


def write(transcript: Exported, options: Options) -> bytes:
    parts = [headed(paragraph, options) for paragraph in transcript.document.paragraphs]
    if options.times and transcript.is_estimated:
        parts.insert(0, f"({transcript.labels.estimated})")
    return ("\n\n".join(parts) + "\n").encode()


def headed(paragraph: Paragraph, options: Options) -> str:
    if not options.times and not paragraph.speaker:
        return paragraph.text
    time = moment(paragraph.start) if options.times else ""
    speaker = paragraph.speaker if options.speakers else ""
    head = " ".join(filter(None, (time and f"[{time}]", speaker and f"{speaker}:")))
    return f"{head}\n{paragraph.text}" if head else paragraph.text


FORMAT = Format(
    "txt",
    gettext_noop("Plain text"),
    "text/plain; charset=utf-8",
    write,
    takes=("times", "speakers"),
    by_word=False,
)
