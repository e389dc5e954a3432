"""The formats, in the order in which they are offered. A new one is its module and its line here."""

from transcripts.exports import pdf, plain, srt, structured, table, ttml, vtt, word
from transcripts.exports.exported import CannotWrite, Format

FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        word.FORMAT,
        pdf.FORMAT,
        plain.FORMAT,
        srt.FORMAT,
        vtt.FORMAT,
        ttml.FORMAT,
        structured.FORMAT,
        table.CSV,
        table.XLSX,
    )
}

__all__ = ["FORMATS", "CannotWrite", "Format"]
