"""HiSpeech over HTTP: the three ways in. Blocking, and one client serves many threads."""

from collections.abc import Callable
from types import TracebackType
from typing import Self

import httpx

from transcripts.hispeech.messages import Answer, Dialect, Order

BodySent = Callable[[], object]


class HiSpeech:
    def __init__(
        self,
        base_url: str,
        key: str,
        *,
        dialect: Dialect = Dialect(),  # noqa: B008 - frozen
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        raise NotImplementedError

    def transcribe(self, order: Order, *, on_body_sent: BodySent | None = None) -> Answer:
        """The synchronous way: send and wait for the text."""
        raise NotImplementedError

    def submit(self, order: Order, *, on_body_sent: BodySent | None = None) -> Answer:
        """The asynchronous way: send and take the job's id. It may come back DONE already."""
        raise NotImplementedError

    def look_up(self, job_id: str) -> Answer:
        """Ask how a job is doing."""
        raise NotImplementedError

    def transcribe_openai(self, order: Order, *, on_body_sent: BodySent | None = None) -> Answer:
        """The OpenAI-compatible way: send and wait for the text."""
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
