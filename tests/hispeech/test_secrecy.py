"""The key and people's words are in no log, no error and no repr."""

import io
import logging
import socket
import traceback
from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.hispeech.orders import JOB, KEY, TEXT, as_json, order
from tests.hispeech.server import answer, hang_up_rudely, read_request, serving
from transcripts.hispeech import Answer, HiSpeech, HiSpeechError

WORD = TEXT.split()[0]
NAME = "Անի-ամուսնալուծություն.flac"
QUOTING = f'{{"success": false, "error": "no such key: {KEY}"}}'.encode()
Way = Callable[[HiSpeech], Answer]
WAYS: list[Way] = [
    lambda hispeech: hispeech.transcribe(order(filename=NAME)),
    lambda hispeech: hispeech.submit(order(filename=NAME)),
    lambda hispeech: hispeech.transcribe_openai(order(filename=NAME)),
    lambda hispeech: hispeech.look_up(JOB),
]


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything that any library logs, at its most talkative."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    loggers = [logging.getLogger(name) for name in ("", "httpx", "httpcore")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    loggers[0].addHandler(handler)
    yield stream
    loggers[0].removeHandler(handler)
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)


def everything(error: BaseException | None) -> Iterator[str]:
    """All that an error page or a tracker could show: messages, causes, each variable of each call."""
    while error is not None:
        yield str(error)
        yield repr(error)
        yield repr(vars(error))
        for frame, _ in traceback.walk_tb(error.__traceback__):
            if "/tests/" not in frame.f_code.co_filename:
                yield repr(frame.f_locals)
        error = error.__cause__ or error.__context__


def answering(status: int, body: bytes) -> Callable[[socket.socket], None]:
    def script(connection: socket.socket) -> None:
        while True:
            read_request(connection)
            answer(connection, status, body)

    return script


@pytest.mark.parametrize("way", WAYS, ids=["sync", "async", "openai", "look-up"])
@pytest.mark.parametrize(
    "script",
    [
        answering(200, as_json(success=False, error="no", status=500)),
        answering(401, QUOTING),
        answering(422, QUOTING),
        answering(500, as_json()),
        answering(200, as_json()[:-5]),
        answering(200, as_json(error="not stored", transcription=[TEXT], words=[{"word": WORD}])),
        hang_up_rudely,
    ],
    ids=["refusal", "quoted", "quoted 4xx", "odd 500", "half", "odd shape", "reset"],
)
def test_an_error_shows_neither_key_nor_words(
    logged: io.StringIO, way: Way, script: Callable[[socket.socket], None]
) -> None:
    with serving(script) as base, HiSpeech(base, KEY) as hispeech, pytest.raises(HiSpeechError) as caught:
        way(hispeech)
    shown = [*everything(caught.value), logged.getvalue(), repr(hispeech)]
    assert "connect_tcp.started" in logged.getvalue()
    for text in shown:
        assert KEY not in text
        assert WORD not in text
        assert NAME not in text


@pytest.mark.parametrize("way", WAYS, ids=["sync", "async", "openai", "look-up"])
def test_a_success_shows_neither_key_nor_words(logged: io.StringIO, way: Way) -> None:
    with serving(answering(200, as_json(text=TEXT))) as base, HiSpeech(base, KEY) as hispeech:
        given = way(hispeech)
    assert given.text == TEXT
    shown = logged.getvalue() + repr(hispeech) + repr(given)
    assert "HTTP/1.1 200" in shown
    assert KEY not in shown
    assert WORD not in shown
    assert NAME not in shown


def test_half_a_quoted_key_does_not_stay_where_a_detail_is_cut() -> None:
    quoting = httpx.MockTransport(lambda _: httpx.Response(422, json={"error": "x" * 285 + KEY}))
    with pytest.raises(HiSpeechError) as caught:
        HiSpeech("https://hispeech.example", KEY, transport=quoting).transcribe(order())
    assert KEY[:3] not in str(caught.value)
    assert len(str(caught.value)) <= 300


def test_a_detail_is_one_line() -> None:
    forging = httpx.MockTransport(
        lambda _: httpx.Response(422, json={"error": "no\n2026-03-01 INFO all is well"})
    )
    with pytest.raises(HiSpeechError) as caught:
        HiSpeech("https://hispeech.example", KEY, transport=forging).transcribe(order())
    assert "\n" not in str(caught.value)


def test_a_bad_address_does_not_show_the_key() -> None:
    with pytest.raises(ValueError, match="address") as caught:
        HiSpeech("nowhere", KEY)
    for text in everything(caught.value):
        assert KEY not in text


@pytest.mark.parametrize("way", ["transcribe", "submit", "transcribe_openai"])
def test_what_goes_wrong_while_telling_does_not_show_the_key(way: str) -> None:
    def tell() -> None:
        raise RuntimeError("the lease is gone")

    with (
        serving(answering(200, b"")) as base,
        HiSpeech(base, KEY) as hispeech,
        pytest.raises(RuntimeError) as caught,
    ):
        getattr(hispeech, way)(order(), on_body_sent=tell)
    # It comes through the HTTP library, so its calls are looked into as well.
    shown = [*everything(caught.value)]
    assert any("httpcore" in text for text in shown)
    for text in shown:
        assert KEY not in text
