import hashlib
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sandbox.calls import multipart
from transcripts.sandbox.form import Fields, FileTooLarge, Form, NoForm, read_form


def read(
    pieces: list[bytes] | Iterator[bytes], headers: dict[str, str], target: Path, max_bytes: int = 2**40
) -> tuple[Form, list[Fields]]:
    told: list[Fields] = []
    content_type = headers["Content-Type"]
    form = read_form(
        content_type, pieces, target, max_bytes=max_bytes, before_file=lambda f: told.append(dict(f))
    )
    return form, told


@given(st.binary(max_size=300), st.integers(1, 50))
def test_the_file_comes_out_as_it_went_in_however_it_is_cut(file: bytes, size: int) -> None:
    headers, body = multipart([("model", "մոդել"), ("model", "b")], file)
    pieces = [body[i : i + size] for i in range(0, len(body), size)]
    target = Path("/dev/null")
    form, told = read(pieces, headers, target)
    assert (form.size, form.sha256) == (len(file), hashlib.sha256(file).hexdigest())
    assert form.fields == {"model": ["մոդել", "b"]}
    assert told == [form.fields]


def test_the_file_lies_on_disk(tmp_path: Path) -> None:
    headers, body = multipart([], b"sound")
    read([body], headers, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == b"sound"


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    headers, body = multipart([], b"")
    head, tail = body[: body.index(b"\r\n\r\n") + 4], body[body.index(b"\r\n\r\n") + 4 :]

    def long_body() -> Iterator[bytes]:
        yield head
        for _ in range(1000):
            yield bytes(64 * 1024)
        yield tail

    tracemalloc.start()
    form, _ = read(long_body(), headers, tmp_path / "file")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert form.size == 1000 * 64 * 1024
    assert peak < 2_000_000


def test_a_file_over_the_limit_is_not_read_on(tmp_path: Path) -> None:
    headers, body = multipart([], bytes(1001))
    with pytest.raises(FileTooLarge):
        read([body], headers, tmp_path / "file", max_bytes=1000)


@pytest.mark.parametrize("content_type", ["", "application/json", "multipart/form-data"])
def test_another_kind_of_body_is_no_form(content_type: str, tmp_path: Path) -> None:
    with pytest.raises(NoForm):
        read([b"{}"], {"Content-Type": content_type}, tmp_path / "file")


def test_a_field_without_end_is_no_form(tmp_path: Path) -> None:
    headers, body = multipart([("model", "a" * 100_000)], None)
    with pytest.raises(NoForm):
        read([body], headers, tmp_path / "file")


def test_a_file_under_another_name_is_left_aside(tmp_path: Path) -> None:
    headers, body = multipart([("model", "a")], b"sound")
    form, told = read([body.replace(b'name="file"', b'name="picture"')], headers, tmp_path / "file")
    assert (form.size, form.fields, told) == (None, {"model": ["a"]}, [])
