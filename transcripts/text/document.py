"""What a transcript is made of. Times are seconds from the start of the recording, or None where unknown."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Word:
    """One written word with the punctuation that touches it."""

    text: str
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    words: tuple[Word, ...]
    speaker: str = ""

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def start(self) -> float | None:
        return next((word.start for word in self.words if word.start is not None), None)

    @property
    def end(self) -> float | None:
        return next((word.end for word in reversed(self.words) if word.end is not None), None)


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
        return [
            {
                "speaker": paragraph.speaker,
                "start": paragraph.start,
                "end": paragraph.end,
                "words": [{"text": w.text, "start": w.start, "end": w.end} for w in paragraph.words],
            }
            for paragraph in self.paragraphs
        ]

    @classmethod
    def from_json(cls, paragraphs: Iterable[dict[str, object]]) -> "Document":
        """The way back from `to_json`. Raises KeyError or TypeError for another shape."""
        return cls(
            tuple(
                Paragraph(
                    tuple(Word(w["text"], w["start"], w["end"]) for w in paragraph["words"]),  # type: ignore[attr-defined]
                    str(paragraph["speaker"]),
                )
                for paragraph in paragraphs
            )
        )
