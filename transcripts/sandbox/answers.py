"""An HTTP answer as a value, and the forms that none of the doors has for itself."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

HTML = "text/html; charset=utf-8"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes = field(repr=False)
    content_type: str = JSON
    headers: tuple[tuple[str, str], ...] = ()

    def with_header(self, name: str, value: str) -> "Answer":
        return replace(self, headers=(*self.headers, (name, value)))

    def cut_short(self) -> "Answer":
        """Half of it, as if that were all."""
        return replace(self, body=self.body[: len(self.body) // 2])


class Dropped(Exception):
    """The connection is to be dropped without an answer."""


class TurnedAway(Exception):
    """The upload ends here with `answer`, nothing having been taken in."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def as_json(status: int, said: Any) -> Answer:
    """Armenian stays readable, as HiSpeech's own example shows it."""
    return Answer(status, json.dumps(said, ensure_ascii=False).encode())


def page(status: int) -> Answer:
    """What a proxy in front of a service says in its place."""
    said = "Bad Gateway" if status >= 500 else "One moment, please"
    text = f"<!doctype html>\n<html><head><title>{status} {said}</title></head><body><h1>{said}</h1></body></html>\n"
    return Answer(status, text.encode(), HTML)


def not_found() -> Answer:
    """For an address that this service does not have."""
    return as_json(404, {"detail": "Not Found"})
