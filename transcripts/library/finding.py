"""Where something stands in the newest versions of transcripts, before it is replaced there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from transcripts import access
from transcripts.library.preferred import preferred
from transcripts.models import Paragraph, Revision, Status, Team, Transcription, User
from transcripts.text.finding import Wanted, find

# So many places of one transcript are shown; all are counted.
SHOWN = 50
# Characters around a place.
AROUND = 40


@dataclass(frozen=True, slots=True)
class Place:
    """`paragraph` is its id, `index` which one it is; `start` in seconds, None where unknown."""

    paragraph: int
    index: int
    start: float | None
    before: str
    match: str
    after: str


@dataclass(frozen=True, slots=True)
class Found:
    """`count` of all places, of which the first few are `places`."""

    transcription: Transcription
    revision: Revision
    count: int
    places: list[Place]


def in_transcript(transcription: Transcription, wanted: Wanted) -> Found | None:
    """None where there are no words at all."""
    revision = Revision.objects.filter(transcription=transcription).order_by("-number").first()
    if revision is None:
        return None
    places: list[Place] = []
    count = 0
    for index, row in enumerate(revision.rows()):
        spans = find(row.text, wanted)
        count += len(spans)
        places += (_place(row, index, *span) for span in spans[: SHOWN - len(places)])
    return Found(transcription, revision, count, places)


def in_transcripts(transcriptions: Iterable[Transcription], wanted: Wanted) -> Iterator[Found]:
    """Those that have it, one after the other: only one is held at a time."""
    for transcription in transcriptions:
        found = in_transcript(transcription, wanted)
        if found is not None and found.count:
            yield found


def with_words(user: User, team: Team, recordings: Iterable[UUID]) -> list[Transcription]:
    """The words that are read (`preferred`) of each of these recordings of one team that the person may see."""
    visible = access.transcriptions(user).filter(recording__team=team)
    return list(_read(visible, recordings).values())


def to_correct(user: User, recordings: Sequence[UUID]) -> list[Transcription]:
    """The same, in whichever team, in the given order, of those that the person may change."""
    found = _read(access.to_correct(user), recordings)
    return [found[one] for one in dict.fromkeys(recordings) if one in found]


def _read(visible: QuerySet[Transcription], recordings: Iterable[UUID]) -> dict[UUID, Transcription]:
    found: dict[UUID, Transcription] = {}
    done = visible.filter(recording__in=list(recordings), status=Status.COMPLETED)
    for run in preferred(done.select_related("recording").order_by("-created_at", "-pk")):
        found.setdefault(run.recording_id, run)
    return found


def _place(row: Paragraph, index: int, start: int, end: int) -> Place:
    text = row.text
    word = row.paragraph.words[text.count(" ", 0, start)]
    return Place(
        row.pk,
        index,
        word.start,
        text[max(0, start - AROUND) : start],
        text[start:end],
        text[end : end + AROUND],
    )
