"""multipart/form-data as a stream: the file goes to disk while it is hashed, memory does not grow with it."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

Fields = dict[str, list[str]]
LONGEST_FIELD = 64 * 1024


class NoForm(Exception):
    """The body is no form that we could read."""


class FileTooLarge(Exception):
    """The file is over the limit; the rest of the body was not read."""


@dataclass(frozen=True, slots=True)
class Form:
    """`size` is None where no part called `file` with a file name came."""

    fields: Fields
    size: int | None
    sha256: str


class _Reader:
    """What the parser calls while it goes through the body."""

    def __init__(self, file: BinaryIO, max_bytes: int, before_file: Callable[[Fields], object]) -> None:
        self.fields: Fields = {}
        self.size: int | None = None
        self.digest = hashlib.sha256()
        self.whole = False
        self._file = file
        self._max_bytes = max_bytes
        self._before_file = before_file
        self._begin()

    def _begin(self) -> None:
        self._headers: dict[bytes, bytes] = {}
        self._header = self._value = b""
        self._name = ""
        self._said = bytearray()
        self._is_file = self._is_stray_file = False

    def callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers_finished,
            "on_part_data": self._data,
            "on_part_end": self._end,
            "on_end": self._all,
        }

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        self._headers[self._header.lower()] = self._value
        self._header = self._value = b""

    def _headers_finished(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition"))
        self._name = options.get(b"name", b"").decode("utf-8", "replace")
        named = b"filename" in options
        self._is_file = named and self._name == "file" and self.size is None
        self._is_stray_file = named and not self._is_file
        if self._is_file:
            self.size = 0
            self._before_file(self.fields)

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._is_file:
            self._take(memoryview(data)[start:end])
        elif not self._is_stray_file:
            self._said += data[start:end]
            if len(self._said) > LONGEST_FIELD:
                raise NoForm

    def _take(self, data: memoryview) -> None:
        self.size = (self.size or 0) + len(data)
        if self.size > self._max_bytes:
            raise FileTooLarge
        self.digest.update(data)
        self._file.write(data)

    def _end(self) -> None:
        if not self._is_file and not self._is_stray_file:
            self.fields.setdefault(self._name, []).append(self._said.decode("utf-8", "replace"))

    def _all(self) -> None:
        self.whole = True


def read_form(
    content_type: str,
    pieces: Iterable[bytes],
    target: Path,
    *,
    max_bytes: int,
    before_file: Callable[[Fields], object],
) -> Form:
    """Put the file at `target`. `before_file` is told the fields that came before it.

    Raises NoForm, FileTooLarge, and what `pieces` and `before_file` raise.
    """
    kind, options = parse_options_header(content_type)
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise NoForm
    with target.open("wb") as file:
        reader = _Reader(file, max_bytes, before_file)
        try:
            parser = MultipartParser(options[b"boundary"], reader.callbacks())
            for piece in pieces:
                parser.write(piece)
        except FormParserError:
            raise NoForm from None
    if not reader.whole:
        raise NoForm
    return Form(reader.fields, reader.size, reader.digest.hexdigest())
