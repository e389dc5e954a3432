"""Two transcriptions of one recording side by side: Formal "as written", Conversational "as said". A difference is not an error."""

from dataclasses import dataclass

from transcripts.models import Revision, Status, Transcription
from transcripts.models.transcription import Model
from transcripts.text import comparing
from transcripts.text.document import Word


@dataclass(frozen=True, slots=True)
class Same:
    """`places` in both word lists; how many words, so that a page can leave them out."""

    places: comparing.Stretch

    @property
    def length(self) -> int:
        return self.places.behind - self.places.first


@dataclass(frozen=True, slots=True)
class Differs:
    """`start` and `end` in seconds, None where unknown; `regular` pairs of speech and writing are folded away."""

    formal: tuple[Word, ...]
    conversational: tuple[Word, ...]
    start: float | None
    end: float | None
    regular: bool
    places: comparing.Stretch


@dataclass(frozen=True, slots=True)
class Comparison:
    """`places` of a stretch count words of `formal`, which are `words`, (first, behind) and of `conversational` (other_first,
    other_behind).
    """

    formal: Revision
    conversational: Revision
    stretches: list[Same | Differs]
    words: tuple[Word, ...]

    @property
    def differences(self) -> list[Differs]:
        return [one for one in self.stretches if isinstance(one, Differs) and not one.regular]


def pair_of(transcriptions: list[Transcription]) -> tuple[Transcription | None, Transcription | None]:
    """Formal and Conversational, of each the first with words in the list (newest first)."""
    done = [run for run in transcriptions if run.status == Status.COMPLETED]
    formal, conversational = (
        next((run for run in done if run.stt_model == model), None)
        for model in (Model.FORMAL, Model.CONVERSATIONAL)
    )
    return formal, conversational


def compare(formal: Revision, conversational: Revision) -> Comparison:
    """Of any two versions, in order; everything of both."""
    words, others = tuple(formal.document.words), tuple(conversational.document.words)
    found: list[Same | Differs] = []
    for one in comparing.compare(words, others):
        if one.is_same:
            found.append(Same(one))
            continue
        own, its = words[one.first : one.behind], others[one.other_first : one.other_behind]
        found.append(Differs(own, its, one.start, one.end, one.regular, one))
    return Comparison(formal, conversational, found, words)
