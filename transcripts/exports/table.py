"""CSV and XLSX: a row for each paragraph, with its times in seconds, its speaker, and whether these times are guesses."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from transcripts.errors import gettext_noop
from transcripts.exports.exported import Exported, Format, Options
from transcripts.text.document import Paragraph

if TYPE_CHECKING:  # loaded by those alone who write such a file
    from xlsxwriter.format import Format as CellFormat
    from xlsxwriter.worksheet import Worksheet

Row = tuple[float | str, float | str, str, str, str]
# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@")
# Of an XLSX cell, by Excel's specification.
_MOST_CHARACTERS = 32_767
_WIDTHS = (12, 12, 24, 100, 12)


def write_csv(transcript: Exported, _options: Options) -> bytes:
    """With a mark of UTF-8 at the beginning: Excel shows Armenian only so."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_head(transcript))
    writer.writerows(tuple(map(_harmless, row)) for row in _rows(transcript))
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(transcript: Exported, _options: Options) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    # No text is taken for a formula, a link or a number.
    taken_as_it_is = {f"strings_to_{kind}": False for kind in ("formulas", "urls", "numbers")}
    with xlsxwriter.Workbook(out, {"in_memory": True, **taken_as_it_is}) as book:
        book.set_properties({"title": transcript.title})
        sheet = book.add_worksheet()
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        for column, (width, name) in enumerate(zip(_WIDTHS, _head(transcript), strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, bold)
        sheet.freeze_panes(1, 0)
        for line, row in enumerate(_short(_rows(transcript)), 1):
            for column, cell in enumerate(row):
                _put(sheet, line, column, cell, wrapped)
    return out.getvalue()


def _put(sheet: "Worksheet", line: int, column: int, cell: float | str, wrapped: "CellFormat") -> None:
    if isinstance(cell, float):
        sheet.write_number(line, column, cell)
    else:
        sheet.write_string(line, column, cell, wrapped)


def _head(transcript: Exported) -> tuple[str, str, str, str, str]:
    labels = transcript.labels
    return labels.start, labels.end, labels.speaker, labels.text, labels.guess


def _rows(transcript: Exported) -> Iterator[Row]:
    for part in transcript.document.paragraphs:
        start = "" if part.start is None else float(part.start)
        end = "" if part.end is None else float(part.end)
        yield start, end, part.speaker, part.text, transcript.labels.yes if _is_guess(part) else ""


def _is_guess(part: Paragraph) -> bool:
    """Of its beginning or its end."""
    timed = [word for word in part.words if word.start is not None or word.end is not None]
    return bool(timed) and (timed[0].estimated or timed[-1].estimated)


def _short(rows: Iterable[Row]) -> Iterator[Row]:
    """What is too long for a cell goes on in the next row."""
    for start, end, speaker, text, guess in rows:
        yield start, end, speaker, text[:_MOST_CHARACTERS], guess
        for at in range(_MOST_CHARACTERS, len(text), _MOST_CHARACTERS):
            yield "", "", "", text[at : at + _MOST_CHARACTERS], ""


def _harmless(cell: float | str) -> float | str:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


CSV = Format("csv", gettext_noop("Table (CSV)"), "text/csv; charset=utf-8", write_csv)
XLSX = Format(
    "xlsx",
    gettext_noop("Table (Excel)"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    write_xlsx,
)
