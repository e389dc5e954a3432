from email.message import Message
from io import BytesIO

import pytest

from transcripts.sandbox.body import Body, BrokenOff


def body(sent: bytes, **headers: str) -> Body:
    message = Message()
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    return Body(BytesIO(sent), message)


def test_a_plain_body_ends_where_its_length_says() -> None:
    plain = body(b"soundGET /", Content_Length="5")
    assert not plain.through
    assert b"".join(plain) == b"sound"
    assert plain.through


def test_chunks_are_put_together_up_to_their_trailers() -> None:
    chunked = body(b"2\r\nso\r\n3;x=1\r\nund\r\n0\r\nA: b\r\n\r\nGET /", Transfer_Encoding="chunked")
    assert b"".join(chunked) == b"sound"
    assert chunked.through


def test_no_body_is_through_at_once() -> None:
    assert body(b"").through


@pytest.mark.parametrize("sent", [b"5\r\nso", b"x\r\n", b"-1\r\n", b"2\r\nso\r\n"], ids=repr)
def test_chunks_that_break_off_are_noticed(sent: bytes) -> None:
    with pytest.raises(BrokenOff):
        list(body(sent, Transfer_Encoding="chunked"))


def test_a_plain_body_that_breaks_off_is_noticed() -> None:
    broken = body(b"so", Content_Length="5")
    with pytest.raises(BrokenOff):
        list(broken)
    assert not broken.through


@pytest.mark.parametrize("length", ["-1", "many"])
def test_a_length_that_is_none_is_refused(length: str) -> None:
    with pytest.raises(ValueError, match=r"Content-Length|invalid literal"):
        body(b"", Content_Length=length)
