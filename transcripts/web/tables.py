"""Tables for spreadsheets."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

# Spreadsheets take a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Without this mark of its encoding Excel shows Armenian names as noise.
MARK = "\ufeff"


def cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


class _Line:
    """What csv writes to: it gives back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def streamed(
    filename: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> StreamingHttpResponse:
    """Sent while it is read, however long it is. `filename` in ASCII."""

    def lines() -> Iterator[str]:
        table = csv.writer(_Line())
        yield MARK + str(table.writerow(columns))
        for row in rows:
            yield str(table.writerow([cell(one) for one in row]))

    return StreamingHttpResponse(
        lines(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )
