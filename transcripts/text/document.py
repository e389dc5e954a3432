"""What a transcript is made of. Times are seconds from the start of the recording, or None where unknown."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Word:
    """One written word with the punctuation that touches it.

    `trust`, from 0 to 1: how probable it is that this word is said there; None where nobody has listened.
    `estimated`: its times are guessed from its neighbours' or from where somebody speaks.
    """

    text: str
    start: float | None = None
    end: float | None = None
    trust: float | None = None
    estimated: bool = False

    def to_json(self) -> dict[str, object]:
        """`{"text", "start", "end"}`, with `trust` where it is known, and `estimated` where it is so."""
        told: dict[str, object] = {"text": self.text, "start": self.start, "end": self.end}
        if self.trust is not None:
            told["trust"] = self.trust
        if self.estimated:
            told["estimated"] = True
        return told

    @classmethod
    def from_json(cls, word: Mapping[str, Any]) -> "Word":
        """The way back. Raises KeyError for another shape."""
        return cls(
            word["text"], word["start"], word["end"], word.get("trust"), bool(word.get("estimated", False))
        )


@dataclass(frozen=True, slots=True)
class Paragraph:
    words: tuple[Word, ...]
    speaker: str = ""

    @property
    def text(self) -> str:
        words = self.words
        return words[0].text if len(words) == 1 else " ".join([word.text for word in words])

    @property
    def start(self) -> float | None:
        return next((word.start for word in self.words if word.start is not None), None)

    @property
    def end(self) -> float | None:
        return next((word.end for word in reversed(self.words) if word.end is not None), None)

    def to_json(self) -> dict[str, object]:
        return {
            "speaker": self.speaker,
            "start": self.start,
            "end": self.end,
            "words": [word.to_json() for word in self.words],
        }


class Passage(Paragraph):
    """A paragraph that is read without its words: its text stands for them all, without times. Most of the time goes into words otherwise."""

    __slots__ = ("text",)

    def __init__(self, text: str, speaker: str = "") -> None:
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "speaker", speaker)

    @property
    def words(self) -> tuple[Word, ...]:
        return (Word(self.text),)


@dataclass(frozen=True, slots=True)
class Document:
    paragraphs: tuple[Paragraph, ...] = field(default=())

    @property
    def text(self) -> str:
        """Paragraphs parted by an empty line."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def words(self) -> Iterator[Word]:
        return (word for paragraph in self.paragraphs for word in paragraph.words)

    def to_json(self) -> list[dict[str, object]]:
        """The shape of `paragraphs` at the API: `[{"speaker", "start", "end", "words": [{"text", "start", "end"}]}]`."""
        return [paragraph.to_json() for paragraph in self.paragraphs]

    @classmethod
    def from_json(cls, paragraphs: Iterable[Mapping[str, Any]]) -> "Document":
        """The way back from `to_json`. Raises KeyError or TypeError for another shape."""
        return cls(
            tuple(
                Paragraph(tuple(map(Word.from_json, paragraph["words"])), str(paragraph["speaker"]))
                for paragraph in paragraphs
            )
        )
