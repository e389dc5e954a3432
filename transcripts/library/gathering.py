"""Recordings with the words that an archive takes: many are read together, a few are in memory at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from transcripts import access
from transcripts.models import Paragraph, Recording, Revision, Status, Team, User
from transcripts.models.transcript import MACHINE
from transcripts.text import document
from transcripts.text.document import Document, Passage

# Recordings that are looked for together; the first few alone, so that something comes soon.
AT_ONCE, AT_FIRST = 400, 10
# Paragraphs that are read together: some hours of words.
_PARAGRAPHS = 2000
# All that library.exporting and the audit log read of a recording but where it has a voice, which is long; and of people.
_OF_RECORDING = ("title", "filename", "duration", "has_video", "created_at", "private")
_UPLOADER = ("uploaded_by__name", "uploaded_by__email")
_OF_REVISION = (
    "number",
    "order",
    "created_at",
    "transcription__stt_model",
    "transcription__recording",
)
_AUTHOR = ("author__name", "author__email")
Id = TypeVar("Id")
Found = tuple[Recording, Revision | None]


class Gathered(NamedTuple):
    """One recording with the newest version of the words that are read (`library.preferred`); without any the document is empty."""

    row: Recording
    revision: Revision | None
    document: Document


def seen(user: User, team: Team, ids: Iterable[UUID]) -> QuerySet[Recording]:
    return access.recordings(user).filter(team=team, pk__among=frozenset(ids))


def parts(ids: Sequence[Id], size: int, first: int | None = None) -> Iterator[Sequence[Id]]:
    """Each of `size`, the first of `first`."""
    if first:
        yield ids[:first]
    yield from (ids[at : at + size] for at in range(first or 0, len(ids), size))


def readable(user: User, team: Team, ids: Sequence[UUID], *, by_word: bool, named: bool) -> list[Recording]:
    """Those of `ids` that the person may read, in that order, with what `gathered` takes; `named`: and who uploaded them."""
    rows, columns = seen(user, team, ids).order_by(), [*_OF_RECORDING]
    if named:
        rows, columns = rows.select_related("uploaded_by"), [*columns, *_UPLOADER]
    if by_word:
        rows, columns = rows.select_related("shot_list"), [*columns, "voiced", "shot_list__moments"]
    found = {row.pk: row for row in rows.only(*columns)}
    here = [found[one] for one in ids if one in found]
    for row in here:
        row.team = team
    return here


def gathered(rows: Sequence[Recording], *, by_word: bool, named: bool) -> Iterator[Gathered]:
    """Unless `by_word`, paragraphs come as passages.

    `named`: versions come with their authors.
    """
    revisions = _revisions({row.pk: row for row in rows}, named=named)
    read = _by_word if by_word else _by_paragraph
    for group in _in_groups((row, revisions.get(row.pk)) for row in rows):
        said = read(frozenset(chain.from_iterable(revision.order for _row, revision in group if revision)))
        for row, revision in group:
            numbers = revision.order if revision else []
            yield Gathered(row, revision, Document(tuple(map(said.__getitem__, numbers))))


def _revisions(rows: Mapping[UUID, Recording], *, named: bool) -> dict[UUID, Revision]:
    """By the recording's id: as `library.preferred` has it, whose question is answered here by the version's own number."""
    last = Revision.objects.filter(transcription=OuterRef("transcription")).order_by("-number")
    revisions = Revision.objects.filter(
        transcription__recording__pk__among=frozenset(rows),
        transcription__status=Status.COMPLETED,
        number=Subquery(last.values("number")[:1]),
    ).order_by("transcription__created_at", "transcription__pk")
    related, columns = (("author",), _AUTHOR) if named else ((), ())
    found: dict[UUID, Revision] = {}
    for revision in revisions.select_related("transcription", *related).only(*_OF_REVISION, *columns):
        job = revision.transcription
        job.recording = rows[job.recording_id]
        other = found.get(job.recording_id)
        if other is None or revision.number > MACHINE or other.number == MACHINE:
            found[job.recording_id] = revision
    return found


def _by_word(ids: frozenset[int]) -> Mapping[int, document.Paragraph]:
    rows = Paragraph.objects.filter(pk__among=ids).defer("keys", "text")
    return {row.pk: row.paragraph for row in rows}


def _by_paragraph(ids: frozenset[int]) -> Mapping[int, document.Paragraph]:
    rows = Paragraph.objects.filter(pk__among=ids)
    return {
        number: Passage(text, speaker) for number, speaker, text in rows.values_list("pk", "speaker", "text")
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
