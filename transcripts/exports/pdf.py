"""PDF by Typst, tagged and with the fonts inside. It is set in a process of its own with limits: eight hours of words take long."""

import json
import subprocess
import sys
import threading
from pathlib import Path

from transcripts.errors import gettext_noop
from transcripts.exports.clock import moment
from transcripts.exports.exported import CannotWrite, Exported, Format, Options
from transcripts.text.document import Paragraph

# Made at set-up: Typst reads no WOFF2, in which browsers get the same fonts.
TYPEFACES = Path(__file__).resolve().parents[2] / "build" / "typefaces"
_SETTER = Path(__file__).with_name("inside") / "setter.py"
_AT_ONCE, _SEATS_AFTER = 2, 30.0
_MOST_SECONDS, _MOST_MEMORY = 120, 4 << 30
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
    if not any(TYPEFACES.glob("*.ttf")):
        raise NoTypefaces
    order = {"fonts": str(TYPEFACES), "data": _told(transcript, options)}
    if not _seats.acquire(timeout=_SEATS_AFTER):
        raise Crowded
    try:
        return _set(json.dumps(order, ensure_ascii=False).encode())
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
        "note": transcript.labels.estimated if options.times and transcript.is_estimated else "",
        "paragraphs": [_paragraph(part, options) for part in transcript.document.paragraphs],
    }


def _paragraph(part: Paragraph, options: Options) -> dict[str, str]:
    return {
        "time": moment(part.start) if options.times else "",
        "speaker": part.speaker if options.speakers else "",
        "text": part.text,
    }


def _set(order: bytes) -> bytes:
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_SETTER), str(_MOST_SECONDS), str(_MOST_MEMORY)],
            input=order,
            stdout=subprocess.PIPE,
            # What it says there may hold people's words.
            stderr=subprocess.DEVNULL,
            env={"LANG": "C.UTF-8", "RAYON_NUM_THREADS": "1"},
            timeout=_MOST_SECONDS,
            check=True,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired:
        raise TooMuch from None
    except subprocess.CalledProcessError as problem:
        # A signal: it ran into one of its limits.
        raise TooMuch if problem.returncode < 0 else CannotWrite from None
    return done.stdout


FORMAT = Format("pdf", gettext_noop("PDF"), "application/pdf", write, by_word=False, has_head=True)
