"""PDF by Typst, tagged and with the fonts inside. It is set in a process of its own with limits: eight hours of words take long."""

import base64
import threading
from collections.abc import Mapping

from transcripts.errors import gettext_noop
from transcripts.exports import setting
from transcripts.exports.clock import moment
from transcripts.exports.exported import CannotWrite, Exported, Format, Letterhead, Options
from transcripts.text.document import Paragraph

_AT_ONCE, _SEATS_AFTER = 2, 30.0
_MOST_SECONDS = 120.0
_seats = threading.BoundedSemaphore(_AT_ONCE)


class NoTypefaces(CannotWrite):
    code = "no_pdf_fonts"
    sentence = gettext_noop(
        "PDF files need fonts that could not be fetched when the site was set up. Please choose Word instead."
    )


class Crowded(CannotWrite):
    code = "pdf_crowded"
    sentence = gettext_noop("Many PDF files are being made just now. Please try again in a minute.")


class TooMuch(CannotWrite):
    code = "pdf_too_long"
    sentence = gettext_noop("This transcript is too long for a PDF file. Please choose Word instead.")


def write(transcript: Exported, options: Options) -> bytes:
    """Raises NoTypefaces, Crowded, TooMuch, or CannotWrite."""
    if not any(setting.TYPEFACES.glob("*.ttf")):
        raise NoTypefaces
    order: dict[str, object] = {"page": "transcript", "data": _told(transcript, options)}
    if transcript.letterhead and transcript.letterhead.logo:
        picture = base64.b64encode(transcript.letterhead.logo).decode()
        order["picture"] = {"kind": "png", "content": picture}
    if not _seats.acquire(timeout=_SEATS_AFTER):
        raise Crowded
    try:
        return _set(order)
    finally:
        _seats.release()


def _told(transcript: Exported, options: Options) -> dict[str, object]:
    """What `inside/transcript.typ` shows."""
    return {
        "title": transcript.title,
        "author": transcript.author or "",
        "language": transcript.speech,
        "date": transcript.created_at.timetuple()[:3],
        "facts": transcript.facts,
        "letterhead": _letterhead(transcript.letterhead) if transcript.letterhead else None,
        "note": transcript.labels.estimated if options.times and transcript.is_estimated else "",
        "paragraphs": [_paragraph(part, options) for part in transcript.document.paragraphs],
    }


def _letterhead(head: Letterhead) -> dict[str, object]:
    return {"name": head.name, "lines": head.lines, "logo": bool(head.logo)}


def _paragraph(part: Paragraph, options: Options) -> dict[str, str]:
    return {
        "time": moment(part.start) if options.times else "",
        "speaker": part.speaker if options.speakers else "",
        "text": part.text,
    }


def _set(order: Mapping[str, object]) -> bytes:
    try:
        return setting.typeset(order, _MOST_SECONDS)
    except setting.TakesTooLong:
        raise TooMuch from None
    except setting.CannotSet:
        raise CannotWrite from None


FORMAT = Format(
    "pdf",
    gettext_noop("PDF"),
    "application/pdf",
    write,
    takes=("times", "speakers"),
    by_word=False,
    has_head=True,
)
