"""What is known of the times of a transcript's words, and where one should listen again."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.core.cache import caches

from transcripts.models import NotHeard, Revision, Timing, TimingState, Transcription
from transcripts.text import doubts
from transcripts.text.document import Document, Word
from transcripts.text.doubts import Stretch
from transcripts.text.timing import BELONGS

# Of each kind: more at once would help nobody.
MOST = 12
# Seconds for which what was found in a long transcript is remembered.
_REMEMBERED = 3600


class Kind(StrEnum):
    """Where the times come from: `docs/api.md` tells them to programs."""

    PENDING = "pending"
    LISTENED = "listened"
    HISPEECH = "hispeech"
    ESTIMATED = "estimated"


@dataclass(frozen=True, slots=True)
class Hearing:
    """What listening has told of a transcript.

    `is_coming`: somebody will listen, for the first time or for words that have changed since. `percent` of what is being done now;
    `why` nobody has listened, in words; `belongs` is false where these seem to be the words of another sound; `missing` is speech
    without words, in seconds.
    """

    kind: Kind | None
    is_coming: bool
    percent: int
    why: str
    belongs: bool
    missing: list[tuple[float, float]]
    unsaid: list[Stretch]
    doubtful: list[Stretch]

    @property
    def is_pending(self) -> bool:
        return self.kind == Kind.PENDING

    @property
    def is_estimated(self) -> bool:
        return self.kind == Kind.ESTIMATED


def stretches_to_hear(document: Document, most: int = MOST) -> list[Stretch]:
    """What is worth listening to again: the `most` passages of least trust, in order."""
    words = list(document.words)
    return [doubts.stretch(words, run) for run in doubts.doubtful(words, most)]


def unsaid_stretches(document: Document, most: int = MOST) -> list[Stretch]:
    """The first passages that nobody seems to have said, in order."""
    words = list(document.words)
    return [doubts.stretch(words, run) for run in doubts.unsaid(words)[:most]]


def hearing(transcription: Transcription, revision: Revision) -> Hearing:
    """For the page of a transcript; before its times are found nothing of its words is read."""
    timing = timing_of(transcription)
    belongs = _belongs(timing)
    is_coming = timing is not None and timing.state == TimingState.WANTED
    kind, unsaid, doubtful = (Kind.PENDING, [], []) if _is_pending(timing) else _remembered(revision, timing)
    return Hearing(
        kind,
        is_coming,
        percent=int(timing.share * 100) if timing else 0,
        why=str(NotHeard(timing.code).label) if timing and timing.code else "",
        belongs=belongs,
        missing=[(start, end) for start, end in transcription.missing] if belongs else [],
        unsaid=unsaid if belongs else [],
        doubtful=doubtful if belongs else [],
    )


def timing_of(transcription: Transcription) -> Timing | None:
    return Timing.objects.filter(pk=transcription.pk).first()


def told(revision: Revision, document: Document) -> dict[str, object]:
    """The same for programs; `document` is the revision's. Places of words are counted in the whole text."""
    transcription = revision.transcription
    timing = timing_of(transcription)
    return {
        "times": _kind(timing, list(document.words)),
        "missing": transcription.missing,
        "unsaid": doubts.unsaid(list(document.words)),
        "belongs": timing.belongs if timing else None,
    }


def _belongs(timing: Timing | None) -> bool:
    return timing is None or timing.belongs is None or timing.belongs >= BELONGS


def _is_pending(timing: Timing | None) -> bool:
    """Nobody has listened yet. (To listen for what has changed since takes seconds, and what is known stays.)"""
    return timing is not None and timing.state == TimingState.WANTED and timing.belongs is None


def _remembered(
    revision: Revision, timing: Timing | None
) -> tuple[Kind | None, list[Stretch], list[Stretch]]:
    """Reads all words, and so only once for each state of the times."""
    since = timing.done_at.timestamp() if timing and timing.done_at else 0
    key = f"hearing-{revision.transcription_id}-{revision.number}-{since}"
    found: tuple[Kind | None, list[Stretch], list[Stretch]] | None = caches["process"].get(key)
    if found is None:
        document = revision.document
        kind = _kind(timing, list(document.words))
        found = kind, unsaid_stretches(document), stretches_to_hear(document)
        caches["process"].set(key, found, _REMEMBERED)
    return found


def _kind(timing: Timing | None, words: Sequence[Word]) -> Kind | None:
    """None where nobody knows a time, nor looks for one."""
    if _is_pending(timing):
        return Kind.PENDING
    if timing is not None and timing.state != TimingState.FAILED:
        return Kind.LISTENED
    if any(word.estimated for word in words):
        return Kind.ESTIMATED
    return Kind.HISPEECH if any(word.start is not None for word in words) else None
