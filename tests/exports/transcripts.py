"""Transcripts to be exported."""

from datetime import UTC, datetime
from typing import Any

from transcripts.exports.exported import Exported
from transcripts.text.document import Document, Paragraph, Word

HOSTILE = [
    *("<b>", "</i>", "<script>", "-->", "--", "&amp;", "&", "{\\an8}", "<!--", "]]>", "=1+1", "@SUM(A1)"),
    *("+7", "-Այո,", "1", "$x$", "#set", "*ա*", "_բ_", "NOTE", "WEBVTT", '"', "'", "\\", "%s", "{0}", "<v"),
]
ARMENIAN = [
    "Բարի",
    "լույս՝",
    "Ինչո՞ւ",
    "և",
    "եւ",
    "Երևան",
    "«Հայփոստ»",
    "ասաց։",
    "ԵՐԵՎԱՆ",
    "Ո՛չ,",
    "два",
    "two",
]


def transcript(document: Document, **fields: Any) -> Exported:
    given: dict[str, Any] = {
        "title": "Ժողով <և> «նիստ» & $x$",
        "recording": "3f1c",
        "transcription": "77aa",
        "model": "model-01052025",
        "revision": 2,
        "created_at": datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
        "duration": 60.0,
        "author": "Անահիտ",
        "facts": (("Մոդել", "Formal"), ("Տևողություն", "0:01:00")),
    }
    return Exported(document=document, **{**given, **fields})


def said(*texts: str, start: float = 0.0, speaker: str = "") -> Paragraph:
    """Each word takes half a second."""
    return Paragraph(
        tuple(Word(text, start + number / 2, start + number / 2 + 0.45) for number, text in enumerate(texts)),
        speaker,
    )


MEETING = Document(
    (
        said("Բարի", "լույս,", "հարգելի", "գործընկերներ։", speaker="Անահիտ"),
        said("Ինչո՞ւ", "և", "Երևան", "եկանք։", start=5.0, speaker="Բագրատ <& Co>"),
    )
)
