import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_multipart import FormParser
from python_multipart.multipart import Field, File

from tests.hispeech.orders import SOUND, order
from transcripts.hispeech.body import CHUNK, Body
from transcripts.hispeech.errors import ComeBackLater, FileAway, FileBroken
from transcripts.hispeech.messages import Order


def parsed(body: Body) -> tuple[dict[str, str], str, bytes]:
    """The fields, the file's name and its bytes, as a server of another make reads them."""
    fields: dict[str, str] = {}
    files: list[tuple[str, bytes]] = []

    def on_file(file: File) -> None:
        file.file_object.seek(0)
        files.append(((file.file_name or b"").decode(), file.file_object.read()))

    def on_field(field: Field) -> None:
        fields[(field.field_name or b"").decode()] = (field.value or b"").decode()

    boundary = body.headers["Content-Type"].partition("boundary=")[2]
    parser = FormParser("multipart/form-data", on_field, on_file, boundary=boundary)
    written = b"".join(body)
    assert len(written) == int(body.headers["Content-Length"])
    parser.write(written)
    parser.finalize()
    return fields, *files[0]


def test_another_parser_reads_the_form() -> None:
    body = Body([("wait_for_result", "true"), ("return_word_timestamps", "true")], order())
    fields, name, sound = parsed(body)
    assert fields == {"wait_for_result": "true", "return_word_timestamps": "true"}
    assert name == "նիստ.flac"
    assert sound == SOUND


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_name_or_type_breaks_out_of_its_place(name: str, content_type: str) -> None:
    fields, _, sound = parsed(Body([("a", "b")], order(filename=name, content_type=content_type)))
    assert fields == {"a": "b"}
    assert sound == SOUND


def test_the_file_is_read_from_where_it_stands() -> None:
    file = io.BytesIO(b"skipped" + SOUND + b"not sent")
    file.seek(7)
    assert parsed(Body([], order(file=file)))[2] == SOUND


def test_pieces_are_small() -> None:
    body = Body([], order(bytes(5 * CHUNK + 1)))
    assert max(map(len, body)) <= CHUNK


def test_the_end_is_told_once_while_the_closing_boundary_is_still_here() -> None:
    told: list[int] = []
    out = b""
    body = Body([], order(), lambda: told.append(len(out)))
    for piece in body:
        assert not body.through
        out += piece
    closing = int(body.headers["Content-Length"]) - told[0]
    assert len(told) == 1
    assert out[-closing:].strip().endswith(b"--")
    assert SOUND in out[:-closing]
    assert SOUND[-1:] not in out[-closing:]
    assert body.through


def test_a_connection_that_does_not_take_the_end_leaves_it_unfinished() -> None:
    body = Body([], order())
    pieces = iter(body)
    left = int(body.headers["Content-Length"])
    while left:
        left -= len(next(pieces))
    assert not body.through
    assert list(pieces) == []
    assert body.through


def test_what_goes_wrong_while_telling_stops_the_order_before_its_end() -> None:
    def tell() -> None:
        raise RuntimeError("the lease is gone")

    body = Body([], order(), tell)
    pieces: list[bytes] = []
    with pytest.raises(RuntimeError, match="the lease is gone"):
        pieces.extend(body)
    out = b"".join(pieces)
    assert SOUND in out
    assert len(out) < int(body.headers["Content-Length"])
    assert not body.through


def test_a_file_that_is_too_short_leaves_the_body_unfinished() -> None:
    body = Body([], order(size=len(SOUND) + 1))
    with pytest.raises(FileBroken):
        b"".join(body)
    assert not body.through


def test_a_closed_file_leaves_the_body_unfinished() -> None:
    broken: Order = order()
    broken.file.close()
    body = Body([], broken)
    with pytest.raises(FileBroken):
        b"".join(body)
    assert not body.through


class _Far(io.BytesIO):
    """A file in a storage that goes away after the first bytes."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise ConnectionResetError
        return super().read(3)


def test_a_storage_that_goes_away_is_worth_another_try() -> None:
    body = Body([], order(file=_Far(SOUND)))
    with pytest.raises(FileAway) as caught:
        b"".join(body)
    assert isinstance(caught.value, ComeBackLater)
    assert not body.through
