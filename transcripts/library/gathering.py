"""Recordings with the words that an archive takes: many are read together, a few are in memory at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from transcripts import access
from transcripts.models import Paragraph, Recording, Revision, Status, Team, Transcription, User
from transcripts.text import document
from transcripts.text.document import Document, Word

# Recordings that are looked for together; the first few alone, so that something comes soon.
AT_ONCE, AT_FIRST = 200, 10
# Paragraphs that are read together: some hours of words.
_PARAGRAPHS = 2000
# All that library.exporting and the audit log read of a recording but where it has a voice, which is long.
_OF_RECORDING = (
    *("title", "filename", "duration", "has_video", "created_at", "private", "team"),
    *("uploaded_by__name", "uploaded_by__email"),
)
_OF_REVISION = (
    *("number", "order", "created_at", "author__name", "author__email"),
    *("transcription__stt_model", "transcription__recording"),
)
Id = TypeVar("Id")
Found = tuple[Recording, Revision | None]


class Gathered(NamedTuple):
    """One recording with the newest version of its newest finished transcription; without one the document is empty."""

    row: Recording
    revision: Revision | None
    document: Document


def seen(user: User, team: Team, ids: Iterable[UUID]) -> QuerySet[Recording]:
    return access.recordings(user).filter(team=team, pk__among=list(ids))


def parts(ids: Sequence[Id], size: int, first: int | None = None) -> Iterator[Sequence[Id]]:
    """Each of `size`, the first of `first`."""
    if first:
        yield ids[:first]
    yield from (ids[at : at + size] for at in range(first or 0, len(ids), size))


def readable(user: User, team: Team, ids: Sequence[UUID], *, by_word: bool) -> list[Recording]:
    """Those of `ids` that the person may read, in that order, with what `gathered` takes."""
    rows = seen(user, team, ids).order_by().select_related("uploaded_by").only(*_OF_RECORDING)
    if by_word:
        rows = rows.select_related("shot_list").only(*_OF_RECORDING, "voiced", "shot_list__moments")
    found = {row.pk: row for row in rows}
    here = [found[one] for one in ids if one in found]
    for row in here:
        row.team = team
    return here


def gathered(rows: Sequence[Recording], *, by_word: bool) -> Iterator[Gathered]:
    """Unless `by_word`, a paragraph's text comes as if it were a single word: most of the time goes into words otherwise."""
    revisions = _revisions({row.pk: row for row in rows})
    for group in _in_groups((row, revisions.get(row.pk)) for row in rows):
        wanted = [number for _row, revision in group if revision for number in revision.order]
        said = _by_word(wanted) if by_word else _by_paragraph(wanted)
        for row, revision in group:
            numbers = revision.order if revision else []
            yield Gathered(row, revision, Document(tuple(said[number] for number in numbers)))


def _revisions(rows: Mapping[UUID, Recording]) -> dict[UUID, Revision]:
    """By the recording's id."""
    done = Transcription.objects.filter(recording__pk__among=list(rows), status=Status.COMPLETED)
    newest = {row: job for job, row in done.order_by("created_at", "pk").values_list("pk", "recording")}
    last = Revision.objects.filter(transcription=OuterRef("transcription")).order_by("-number")
    revisions = Revision.objects.filter(
        transcription__pk__among=list(newest.values()), number=Subquery(last.values("number")[:1])
    )
    found = {}
    for revision in revisions.order_by().select_related("author", "transcription").only(*_OF_REVISION):
        revision.transcription.recording = row = rows[revision.transcription.recording_id]
        found[row.pk] = revision
    return found


def _by_word(ids: list[int]) -> Mapping[int, document.Paragraph]:
    rows = Paragraph.objects.filter(pk__among=ids).defer("keys", "text")
    return {row.pk: row.paragraph for row in rows}


def _by_paragraph(ids: list[int]) -> Mapping[int, document.Paragraph]:
    rows = Paragraph.objects.filter(pk__among=ids)
    return {
        number: document.Paragraph((Word(text, start, end),), speaker)
        for number, speaker, start, end, text in rows.values_list("pk", "speaker", "start", "end", "text")
    }


def _in_groups(rows: Iterable[Found]) -> Iterator[list[Found]]:
    """Whose words may be in memory together."""
    group: list[Found] = []
    count = 0
    for one in rows:
        size = len(one[1].order) if one[1] else 0
        if group and count + size > _PARAGRAPHS:
            yield group
            group, count = [], 0
        group.append(one)
        count += size
    if group:
        yield group
