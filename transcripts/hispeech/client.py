"""HiSpeech over HTTP: the three ways in. Blocking, and one client serves many threads."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self
from urllib.parse import quote

import httpx

from transcripts.hispeech import connections, decipher, fields, patience
from transcripts.hispeech.body import Body
from transcripts.hispeech.decipher import Reply
from transcripts.hispeech.errors import (
    AnswerLost,
    HiSpeechError,
    JobUnknown,
    KeyRefused,
    LookupFailed,
    LookupRefused,
    Unreachable,
)
from transcripts.hispeech.exchange import BearerKey, Key, NoReply, exchange
from transcripts.hispeech.messages import Answer, Dialect, Order

BodySent = Callable[[], object]
Form = list[tuple[str, str]]

USER_AGENT = "hispeech-web"
CONNECTIONS_KEPT = 16
LONGEST_DETAIL = 300
_ASSUMED = Dialect()
# Stands for a job's id in its address until there is one: braces would be quoted.
_JOB_ID = "~job_id~"


class HiSpeech:
    """HiSpeech at `base_url` with `key`. Close it, or use it in a `with`.

    Its verbs raise nothing but `HiSpeechError`, and whatever `on_body_sent` raises.
    `transport` stands in for the network. Raises ValueError for addresses that are none.
    """

    _name = "no address"

    def __init__(
        self,
        base_url: str,
        key: str,
        *,
        dialect: Dialect = _ASSUMED,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._key, self._bearer = Key(key), BearerKey(key)
        del key  # an error page shows the variables of a call
        base = _address(base_url)
        self._name = f"{base.scheme}://{base.netloc.decode()}"
        self._upload_url = _address(base_url, dialect.upload_path)
        self._openai_url = _address(base_url, dialect.openai_path)
        if "{job_id}" not in dialect.job_path:
            raise ValueError("The path of a job's address must hold {job_id}.")
        self._job_url = str(_address(base_url, dialect.job_path.replace("{job_id}", _JOB_ID)))
        self._dialect = dialect
        # Each order gets a fresh connection: on one that the server is just closing, a small order
        # would vanish unread and look like a lost answer.
        self._orders = _http(transport or connections.transport(base, kept=0))
        self._look_ups = _http(transport or connections.transport(base, kept=CONNECTIONS_KEPT))

    def __repr__(self) -> str:
        return f"<HiSpeech at {self._name}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._orders.close()
        self._look_ups.close()

    # --- orders: each may cost money --------------------------------------------------------------

    def transcribe(self, order: Order, *, on_body_sent: BodySent | None = None) -> Answer:
        """The synchronous way: send and wait for the text.

        `on_body_sent()` is called once, when only the closing bytes are left to be sent. What it raises
        comes out here; the order then stays unfinished, and nothing is bought.
        A server that will not wait answers WORKING. Raises NotAccepted or AnswerLost.
        """
        return self._upload([("wait_for_result", "true")], order, on_body_sent)

    def submit(self, order: Order, *, on_body_sent: BodySent | None = None) -> Answer:
        """The asynchronous way: send and take the job's id; it may come back DONE already.

        Otherwise like `transcribe`.
        """
        return self._upload([], order, on_body_sent)

    def transcribe_openai(self, order: Order, *, on_body_sent: BodySent | None = None) -> Answer:
        """The OpenAI-compatible way: send and wait for the text. Otherwise like `transcribe`."""
        form = [("model", order.stt_model), *_answer_shape(order), *self._secure(order)]
        reply = self._order(self._openai_url, self._bearer, Body(form, order, on_body_sent), order)
        return self._understood(lambda: decipher.openai(reply, _now()))

    def _upload(self, form: Form, order: Order, on_body_sent: BodySent | None) -> Answer:
        url = self._upload_url.copy_merge_params({"stt_model": order.stt_model})
        form = [*form, *self._word_times(order), *self._secure(order)]
        reply = self._order(url, self._key, Body(form, order, on_body_sent), order)
        return self._understood(lambda: decipher.upload(reply, _now()))

    def _order(self, url: httpx.URL, key: Key, body: Body, order: Order) -> Reply:
        if not self._key.can_be_sent:
            raise KeyRefused(_UNSENDABLE_KEY)
        request = self._orders.build_request(
            "POST", url, content=body, headers=body.headers, timeout=patience.for_order(order.seconds)
        )
        reply = exchange(self._orders, request, key)
        if isinstance(reply, NoReply):
            lost = AnswerLost if body.through else Unreachable
            raise lost(self._fit_for_a_log(reply.why))
        return replace(reply, order_was_through=body.through)

    def _word_times(self, order: Order) -> Form:
        return _switch(self._dialect.word_times_field, order.word_times)

    def _secure(self, order: Order) -> Form:
        return _switch(self._dialect.secure_field, order.confidential)

    # --- look-ups: free ---------------------------------------------------------------------------

    def look_up(self, job_id: str) -> Answer:
        """How the job is doing, WORKING or DONE. Raises JobFailed, JobUnknown or LookupFailed."""
        if fields.job_id(job_id) != job_id or not job_id:
            raise JobUnknown("this cannot be the id of a job")
        if not self._key.can_be_sent:
            raise LookupRefused(_UNSENDABLE_KEY)
        url = self._job_url.replace(_JOB_ID, quote(job_id, safe=""))
        request = self._look_ups.build_request("GET", url, timeout=patience.for_look_up())
        reply = exchange(self._look_ups, request, self._key)
        if isinstance(reply, NoReply):
            raise LookupFailed(self._fit_for_a_log(reply.why))
        return self._understood(lambda: decipher.look_up(reply, _now(), job_id))

    # --- what may be said ------------------------------------------------------------------

    def _fit_for_a_log(self, detail: str) -> str:
        """A server may quote the key that it refuses. Hidden before it is cut, lest half of it stay."""
        return " ".join(self._key.hidden_in(detail).split())[:LONGEST_DETAIL]

    def _understood(self, read: Callable[[], Answer]) -> Answer:
        try:
            return read()
        except HiSpeechError as error:
            error.args = (self._fit_for_a_log(str(error)),)
            # The frames in which it was deciphered hold the words.
            raise error.with_traceback(None)  # noqa: B904 - it is the same error


_UNSENDABLE_KEY = "the key is empty or holds characters that cannot be sent"


def _switch(field: str, on: bool) -> Form:
    return [(field, "true")] if on and field else []


def _answer_shape(order: Order) -> Form:
    if not order.word_times:
        return [("response_format", "json")]
    return [("response_format", "verbose_json"), ("timestamp_granularities[]", "word")]


def _address(base_url: str, path: str = "") -> httpx.URL:
    try:
        # One slash between them, or `api.hispeech.ai` and `api/…` would make another host.
        url = httpx.URL(f"{base_url.strip().rstrip('/')}/{path.lstrip('/')}")
    except httpx.InvalidURL:
        url = httpx.URL()
    if url.scheme not in {"http", "https"} or not url.host or url.userinfo:
        raise ValueError("HiSpeech's address must be http:// or https:// and a host, without a password.")
    return url


def _http(transport: httpx.BaseTransport) -> httpx.Client:
    # The environment has had its say in connections.py.
    return httpx.Client(transport=transport, headers={"User-Agent": USER_AGENT}, trust_env=False)


def _now() -> datetime:
    return datetime.now(UTC)
