from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.hispeech.orders import FORMAL, JOB, KEY, SOUND, TEXT, as_json, order
from transcripts.hispeech import (
    Answer,
    AnswerLost,
    Busy,
    Dialect,
    FileBroken,
    HiSpeech,
    JobUnknown,
    KeyRefused,
    LookupFailed,
    LookupRefused,
    OrderRefused,
    State,
    Unreachable,
    patience,
)

BASE = "https://hispeech.example"
Handler = Callable[[httpx.Request], httpx.Response]


class Exchange:
    """A HiSpeech that answers with `handler` and keeps what it was asked."""

    def __init__(self, handler: Handler) -> None:
        self.requests: list[httpx.Request] = []
        self._handler = handler

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self._handler(request)

    @property
    def request(self) -> httpx.Request:
        return self.requests[-1]

    @property
    def body(self) -> str:
        return self.request.content.decode("utf-8", "replace")


@pytest.fixture
def done() -> Exchange:
    return Exchange(lambda _: httpx.Response(200, content=as_json()))


def client(exchange: Handler, *, key: str = KEY, dialect: Dialect | None = None) -> HiSpeech:
    return HiSpeech(BASE, key, dialect=dialect or Dialect(), transport=httpx.MockTransport(exchange))


def test_the_synchronous_way_asks_to_wait(done: Exchange) -> None:
    assert client(done).transcribe(order()) == Answer(JOB, State.DONE, TEXT, 3.0)
    assert str(done.request.url) == f"{BASE}/api/v1/transcriptions/upload?stt_model={FORMAL}"
    assert done.request.method == "POST"
    assert done.request.headers["x-auth-token"] == KEY
    assert 'name="wait_for_result"\r\n\r\ntrue\r\n' in done.body
    assert 'name="file"; filename="նիստ.flac"\r\nContent-Type: audio/flac\r\n' in done.body
    assert SOUND in done.request.content


def test_the_asynchronous_way_does_not_ask_to_wait() -> None:
    working = Exchange(lambda _: httpx.Response(200, json={"job_id": JOB, "success": True, "status": 202}))
    assert client(working).submit(order()) == Answer(JOB, State.WORKING)
    assert "wait_for_result" not in working.body


def test_the_asynchronous_way_may_bring_the_text_at_once(done: Exchange) -> None:
    assert client(done).submit(order()).text == TEXT


def test_the_openai_way_sends_what_openai_documents() -> None:
    openai = Exchange(lambda _: httpx.Response(200, json={"text": TEXT, "duration": 3.0}))
    assert client(openai).transcribe_openai(order()) == Answer("", State.DONE, TEXT, 3.0)
    assert str(openai.request.url) == f"{BASE}/v1/audio/transcriptions"
    assert openai.request.headers["Authorization"] == f"Bearer {KEY}"
    assert "x-auth-token" not in openai.request.headers
    assert f'name="model"\r\n\r\n{FORMAL}\r\n' in openai.body
    assert 'name="response_format"\r\n\r\nverbose_json\r\n' in openai.body
    assert 'name="timestamp_granularities[]"\r\n\r\nword\r\n' in openai.body


def test_the_openai_way_asks_for_less_without_word_times() -> None:
    openai = Exchange(lambda _: httpx.Response(200, json={"text": TEXT}))
    client(openai).transcribe_openai(order(word_times=False))
    assert 'name="response_format"\r\n\r\njson\r\n' in openai.body
    assert "timestamp_granularities" not in openai.body


@pytest.mark.parametrize("way", ["transcribe", "submit", "transcribe_openai"])
def test_confidential_is_passed_on_every_way(way: str) -> None:
    answering = Exchange(lambda _: httpx.Response(200, content=as_json(text=TEXT)))
    getattr(client(answering), way)(order(confidential=True))
    assert 'name="secure_mode"\r\n\r\ntrue\r\n' in answering.body
    getattr(client(answering), way)(order(confidential=False))
    assert "secure_mode" not in answering.body


def test_word_times_are_asked_for_only_where_wanted(done: Exchange) -> None:
    client(done).transcribe(order())
    assert 'name="return_word_timestamps"\r\n\r\ntrue\r\n' in done.body
    client(done).transcribe(order(word_times=False))
    assert "return_word_timestamps" not in done.body


def test_every_assumption_can_be_corrected(done: Exchange) -> None:
    dialect = Dialect("/up?wait_for_result=true", "/jobs/{job_id}/result", "v2/audio", "times", "private")
    hispeech = client(done, dialect=dialect)
    hispeech.transcribe(order(confidential=True))
    assert str(done.request.url) == f"{BASE}/up?wait_for_result=true&stt_model={FORMAL}"
    assert 'name="times"' in done.body
    assert 'name="private"' in done.body
    hispeech.look_up(JOB)
    assert str(done.request.url) == f"{BASE}/jobs/{JOB}/result"
    with pytest.raises(AnswerLost):
        hispeech.transcribe_openai(order())
    assert str(done.request.url) == f"{BASE}/v2/audio"


def test_a_field_without_a_name_is_not_sent(done: Exchange) -> None:
    client(done, dialect=Dialect(word_times_field="", secure_field="")).transcribe(order(confidential=True))
    assert done.body.count("form-data; name=") == len(["wait_for_result", "file"])


def test_a_look_up_asks_with_the_key(done: Exchange) -> None:
    assert client(done).look_up(JOB) == Answer(JOB, State.DONE, TEXT, 3.0)
    assert str(done.request.url) == f"{BASE}/api/v1/transcriptions/{JOB}"
    assert done.request.method == "GET"
    assert done.request.headers["x-auth-token"] == KEY


def test_a_job_id_cannot_leave_its_place_in_the_address() -> None:
    exchange = Exchange(lambda _: httpx.Response(404))
    with pytest.raises(JobUnknown):
        client(exchange).look_up("../upload?x=1#y ա%2F")
    assert exchange.request.url.raw_path == (b"/api/v1/transcriptions/..%2Fupload%3Fx%3D1%23y%20%D5%A1%252F")


@pytest.mark.parametrize("job_id", ["", "..", "a\nb", "x" * 500])
def test_what_is_no_job_id_is_not_asked_about(done: Exchange, job_id: str) -> None:
    with pytest.raises(JobUnknown):
        client(done).look_up(job_id)
    assert not done.requests


def test_the_product_names_itself(done: Exchange) -> None:
    client(done).look_up(JOB)
    assert done.request.headers["User-Agent"].startswith("hispeech-web")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_neither_key_nor_recording_follows_a_redirect(status: int) -> None:
    away = Exchange(lambda _: httpx.Response(status, headers={"Location": "https://elsewhere.example/"}))
    with pytest.raises(OrderRefused, match=r"elsewhere\.example"):
        client(away).transcribe(order())
    with pytest.raises(LookupFailed):
        client(away).look_up(JOB)
    assert [request.url.host for request in away.requests] == ["hispeech.example"] * 2


def test_busy_says_when_to_come_back() -> None:
    with pytest.raises(Busy) as caught:
        client(lambda _: httpx.Response(429, headers={"Retry-After": "5"})).submit(order())
    assert caught.value.retry_after == 5.0


# --- when the order is through -------------------------------------------------------------------


def test_the_end_of_the_order_is_told_once_before_the_answer(done: Exchange) -> None:
    told: list[int] = []
    client(done).transcribe(order(), on_body_sent=lambda: told.append(len(done.requests)))
    assert told == [0]


@pytest.mark.parametrize("mistake", [RuntimeError("lost the race"), OSError("disk full"), KeyError("x")])
def test_what_goes_wrong_while_telling_comes_out(done: Exchange, mistake: Exception) -> None:
    def tell() -> None:
        raise mistake

    for way in (client(done).transcribe, client(done).submit, client(done).transcribe_openai):
        with pytest.raises(type(mistake)) as caught:
            way(order(), on_body_sent=tell)
        assert caught.value is mistake


class Failing(httpx.BaseTransport):
    """The network fails with `error`, having taken the whole order or only its beginning."""

    def __init__(self, error: httpx.TransportError, *, takes_all: bool) -> None:
        self._error = error
        self._takes_all = takes_all

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self._takes_all:
            request.read()
        elif request.method == "POST":
            assert isinstance(request.stream, httpx.SyncByteStream)
            next(iter(request.stream))
        raise self._error


NETWORK = [
    httpx.ConnectError("refused"),
    httpx.ConnectTimeout("slow"),
    httpx.PoolTimeout("full"),
    httpx.ProxyError("no"),
    httpx.WriteError("reset"),
    httpx.WriteTimeout("slow"),
    httpx.ReadTimeout("slow"),
    httpx.ReadError("reset"),
    httpx.RemoteProtocolError("gone"),
    httpx.LocalProtocolError("odd"),
]


@pytest.mark.parametrize("error", NETWORK, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("way", ["transcribe", "submit", "transcribe_openai"])
def test_the_last_byte_parts_free_from_unknown(way: str, error: httpx.TransportError) -> None:
    for takes_all, kind in ((False, Unreachable), (True, AnswerLost)):
        told: list[bool] = []
        with pytest.raises(kind, match=type(error).__name__):
            getattr(HiSpeech(BASE, KEY, transport=Failing(error, takes_all=takes_all)), way)(
                order(), on_body_sent=lambda told=told: told.append(True)
            )
        assert len(told) == takes_all


@pytest.mark.parametrize("error", NETWORK, ids=lambda error: type(error).__name__)
def test_a_look_up_that_fails_on_the_way_is_tried_again(error: httpx.TransportError) -> None:
    with pytest.raises(LookupFailed, match=type(error).__name__):
        HiSpeech(BASE, KEY, transport=Failing(error, takes_all=True)).look_up(JOB)


def test_our_own_broken_file_buys_nothing(done: Exchange) -> None:
    told: list[bool] = []
    with pytest.raises(FileBroken):
        client(done).transcribe(order(size=len(SOUND) + 1), on_body_sent=lambda: told.append(True))
    assert not told


class Cut(httpx.SyncByteStream):
    """An answer that breaks off."""

    def __iter__(self) -> Iterator[bytes]:
        yield as_json()
        raise httpx.ReadError("reset")


def test_an_answer_that_breaks_off_is_lost() -> None:
    cut = client(lambda _: httpx.Response(200, stream=Cut()))
    with pytest.raises(AnswerLost, match="ReadError"):
        cut.transcribe(order())
    with pytest.raises(LookupFailed, match="ReadError"):
        cut.look_up(JOB)


@pytest.mark.parametrize(("status", "kind"), [(401, KeyRefused), (429, Busy)])
def test_a_status_that_says_enough_needs_no_body(status: int, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        client(lambda _: httpx.Response(status, stream=Cut())).transcribe(order())


def test_an_answer_packed_wrongly_is_lost() -> None:
    odd = client(lambda _: httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=Plain()))
    with pytest.raises(AnswerLost):
        odd.transcribe(order())


class Plain(httpx.SyncByteStream):
    def __iter__(self) -> Iterator[bytes]:
        yield as_json()


class Endless(httpx.SyncByteStream):
    def __iter__(self) -> Iterator[bytes]:
        while True:
            yield bytes(1024 * 1024)


def test_an_endless_answer_ends() -> None:
    with pytest.raises(AnswerLost, match="size"):
        client(lambda _: httpx.Response(200, stream=Endless())).transcribe(order())


# --- patience ------------------------------------------------------------------------------------


def test_patience_grows_with_the_recording(done: Exchange) -> None:
    for seconds in (0.0, 3600.0):
        client(done).transcribe(order(seconds=seconds))
    short, long = (request.extensions["timeout"] for request in done.requests)
    assert short["read"] == patience.ANSWER_BASE
    assert long["read"] == patience.ANSWER_BASE + 3600 * patience.ANSWER_PER_SECOND
    assert {key: short[key] for key in ("connect", "write", "pool")} == {
        key: long[key] for key in ("connect", "write", "pool")
    }


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), -1.0])
def test_a_length_that_makes_no_sense_still_ends(done: Exchange, seconds: float) -> None:
    client(done).transcribe(order(seconds=seconds))
    assert done.request.extensions["timeout"]["read"] == patience.ANSWER_BASE


def test_nothing_waits_for_ever(done: Exchange) -> None:
    hispeech = client(done)
    hispeech.look_up(JOB)
    hispeech.submit(order())
    for request in done.requests:
        assert all(0 < seconds < 3600 for seconds in request.extensions["timeout"].values())


# --- addresses and keys that cannot be ------------------------------------------------------------


@pytest.mark.parametrize(
    "base",
    [
        "",
        "api.hispeech.ai",
        "ftp://x.example",
        "https://",
        "http://x.example:port",
        "https://me:word@x.example",
    ],
)
def test_an_address_that_is_none_is_said_at_once(base: str) -> None:
    with pytest.raises(ValueError, match="address") as caught:
        HiSpeech(base, KEY)
    assert "word@" not in str(caught.value)


def test_a_job_path_must_say_where_the_job_goes() -> None:
    with pytest.raises(ValueError, match="job_id"):
        HiSpeech(BASE, KEY, dialect=Dialect(job_path="/jobs"))


def test_a_path_cannot_become_part_of_the_host(done: Exchange) -> None:
    for path in ("jobs/{job_id}", ".evil.example/{job_id}", "@evil.example/{job_id}"):
        client(done, dialect=Dialect(job_path=path)).look_up(JOB)
        assert done.request.url.host == "hispeech.example"


@pytest.mark.parametrize("key", ["", "  ", "a\nb", "բանալի", "a\x7fb"])
def test_a_key_that_cannot_be_sent_is_refused_without_sending(done: Exchange, key: str) -> None:
    hispeech = client(done, key=key)
    for way in (hispeech.transcribe, hispeech.submit, hispeech.transcribe_openai):
        with pytest.raises(KeyRefused):
            way(order())
    with pytest.raises(LookupRefused):
        hispeech.look_up(JOB)
    assert not done.requests


def test_space_around_a_pasted_key_is_not_sent(done: Exchange) -> None:
    client(done, key=f" {KEY}\n").look_up(JOB)
    assert done.request.headers["x-auth-token"] == KEY


def test_an_order_does_not_show_its_name_or_sound() -> None:
    shown = repr(order(filename="Անի-ամուսնալուծություն.flac"))
    assert "Անի" not in shown
    assert FORMAL in shown


def test_a_client_closes_what_it_opened() -> None:
    with HiSpeech("http://127.0.0.1:9", KEY) as hispeech, pytest.raises(Unreachable):
        hispeech.transcribe(order())
    with pytest.raises(RuntimeError, match="closed"):
        hispeech.look_up(JOB)
