"""A digest carried along is that of the bytes in the storage, or there is none."""

import hashlib
from collections.abc import Iterator
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcripts.intake import digests
from transcripts.intake.digests import Digesting, digest_of


def bring(upload_id: object, blocks: list[bytes], offset: int, taken: int | None = None) -> int:
    """One request, of whose bytes the storage takes `taken`."""
    digesting = Digesting(upload_id, offset)  # type: ignore[arg-type]
    reached = offset + len(b"".join(digesting.over(blocks)))
    digesting.keep(reached if taken is None else offset + taken)
    return reached


@given(st.lists(st.lists(st.binary(max_size=40), max_size=5), max_size=6))
def test_in_whatever_pieces_it_comes(requests: list[list[bytes]]) -> None:
    upload_id, offset = uuid4(), 0
    for blocks in requests:
        offset = bring(upload_id, blocks, offset)
    whole = b"".join(block for blocks in requests for block in blocks)
    if whole:
        assert digest_of(upload_id, offset) == hashlib.sha256(whole).hexdigest()


def test_it_is_told_once() -> None:
    upload_id = uuid4()
    bring(upload_id, [b"123"], 0)
    assert digest_of(upload_id, 3)
    assert digest_of(upload_id, 3) is None


def test_after_a_gap_nothing_is_known() -> None:
    upload_id = uuid4()
    bring(upload_id, [b"123"], 0)
    bring(upload_id, [b"789"], 6)
    assert digest_of(upload_id, 9) is None


def test_what_the_storage_did_not_take_spoils_it() -> None:
    upload_id = uuid4()
    bring(upload_id, [b"123", b"456"], 0, taken=3)
    bring(upload_id, [b"456"], 3)
    assert digest_of(upload_id, 6) is None


def test_what_another_added_meanwhile_spoils_it() -> None:
    upload_id = uuid4()
    hanging = Digesting(upload_id, 0)
    list(hanging.over([b"123"]))
    bring(upload_id, [b"456"], 3)
    hanging.keep(3)
    assert digest_of(upload_id, 6) is None


def test_a_broken_line_loses_nothing() -> None:
    upload_id = uuid4()

    def cut() -> Iterator[bytes]:
        yield b"123"
        raise ConnectionError

    digesting = Digesting(upload_id, 0)
    with pytest.raises(ConnectionError):
        list(digesting.over(cut()))
    digesting.keep()
    bring(upload_id, [b"456"], 3)
    assert digest_of(upload_id, 6) == hashlib.sha256(b"123456").hexdigest()


def test_only_so_many_are_remembered() -> None:
    first = uuid4()
    bring(first, [b"1"], 0)
    for _ in range(digests.MOST):
        bring(uuid4(), [b"1"], 0)
    assert digest_of(first, 1) is None
