"""One request and its answer over httpx, with the key on it and out of sight."""

import time
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass

import httpx

from transcripts.hispeech import patience
from transcripts.hispeech.decipher import Reply

# Ten hours of words with their times are about 10 MB.
LARGEST_ANSWER = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class NoReply:
    """No answer came; `why` is for the operator.

    A value, no exception: it would drag httpx's along, which holds the request and with it the key.
    """

    why: str


class Key(httpx.Auth):
    """The secret in HiSpeech's own header.

    It goes onto a request at the last moment, so that no variable that an error page might show holds it.
    """

    def __init__(self, value: str) -> None:
        self._value = value.strip()

    @property
    def can_be_sent(self) -> bool:
        """Whatever else stood in a header, the HTTP library would quote in its complaint."""
        return bool(self._value) and self._value.isascii() and self._value.isprintable()

    def hidden_in(self, text: str) -> str:
        return text.replace(self._value, "[key]") if self._value else text

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["x-auth-token"] = self._value
        yield request


class BearerKey(Key):
    """The secret as OpenAI's clients send it."""

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._value}"
        yield request


def exchange(http: httpx.Client, request: httpx.Request, key: Key) -> Reply | NoReply:
    """Send, and read the answer whole. Raises only what the request's body raises.

    `order_was_through` is left true: the caller knows better.
    """
    try:
        # A redirect would carry the key and the recording to where nobody meant them to go.
        response = http.send(request, auth=key, stream=True, follow_redirects=False)
    except httpx.RequestError as error:
        return NoReply(_reason(error))
    return _read(response)


def _read(response: httpx.Response) -> Reply:
    body, broken = _body(response)
    return Reply(
        status=response.status_code,
        body=b"" if broken else body,
        content_type=response.headers.get("Content-Type", ""),
        retry_after=response.headers.get("Retry-After", ""),
        location=response.headers.get("Location", ""),
        broken=broken,
    )


def _body(response: httpx.Response) -> tuple[bytes, str]:
    """What came, and why it is not all of it; empty where it is."""
    body = bytearray()
    patient_until = time.monotonic() + patience.WHOLE_ANSWER
    try:
        with closing(response):
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > LARGEST_ANSWER:
                    return b"", "an answer beyond all size"
                if time.monotonic() > patient_until:
                    return b"", "the answer came too slowly"
    except httpx.RequestError as error:
        return b"", _reason(error)
    return bytes(body), ""


def _reason(error: httpx.RequestError) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
