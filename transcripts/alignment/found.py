"""What an alignment finds. All times are seconds from the beginning of the sound."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Stretch = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a written word is heard. Without times it could not be placed. `trust`, from 0 to 1, is how probable it is that
    this word is said there."""

    start: float | None
    end: float | None
    trust: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """One `Placed` for each written word; stretches of speech that the text lacks; ranges of words (first, behind the last)
    that the sound seems to lack; and how probable it is, from 0 to 1, that the text belongs to the sound at all."""

    placed: tuple[Placed, ...]
    unspoken: tuple[Stretch, ...] = ()
    missing: tuple[tuple[int, int], ...] = ()
    belongs: float = 0.0

    def to_json(self) -> dict[str, Any]:
        return {
            "placed": [(word.start, word.end, word.trust) for word in self.placed],
            "unspoken": self.unspoken,
            "missing": self.missing,
            "belongs": self.belongs,
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Alignment":
        """The way back from `to_json`."""
        return cls(
            placed=tuple(Placed(*word) for word in said["placed"]),
            unspoken=tuple((start, end) for start, end in said["unspoken"]),
            missing=tuple((first, behind) for first, behind in said["missing"]),
            belongs=said["belongs"],
        )


@dataclass(frozen=True, slots=True)
class Heard:
    """A word that was recognised without any text; a rough spelling."""

    text: str
    start: float
    end: float
    # A pause that may end a sentence follows.
    pause: bool
