"""What uploads come in by: a door knows how its kind names wishes, and how it answers."""

from dataclasses import dataclass
from email.message import Message
from typing import Any, Protocol

from transcripts.sandbox.answers import Answer
from transcripts.sandbox.form import Fields
from transcripts.sandbox.jobs import Job
from transcripts.text.document import Word

Words = tuple[Word, ...]
TRUE = {"true", "1", "yes", "on"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What an upload asks for. `way` is one of faults.WAYS, `response_format` OpenAI's."""

    way: str
    model: str
    word_times: bool = False
    segments: bool = False
    secure_mode: bool = False
    response_format: str = "json"

    @property
    def wait(self) -> bool:
        return self.way != "async"


class Door(Protocol):
    def key(self, headers: Message) -> str: ...

    def wish(self, query: Fields, form: Fields) -> Wish: ...

    def complaint(self, wish: Wish) -> str:
        """What this door does not do, empty where it does it all."""

    def refusal(self, status: int, error: str, wish: Wish | None = None) -> Answer:
        """No. `status` 200 stands for a refusal that is nobody's trouble."""

    def finished(self, job: Job, words: Words, wish: Wish) -> Answer: ...


def last(fields: Fields, name: str) -> str:
    return fields.get(name, [""])[-1].strip()


def asks(fields: Fields, name: str) -> bool:
    return last(fields, name).lower() in TRUE


def timed(words: Words) -> list[dict[str, Any]]:
    return [{"word": word.text, "start": word.start, "end": word.end} for word in words]


def joined(words: Words) -> str:
    return " ".join(word.text for word in words)
