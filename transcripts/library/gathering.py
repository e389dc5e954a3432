"""Recordings with the words that an archive takes: many are read together, a few are in memory at a time."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.db.models import ExpressionWrapper, F, OuterRef, QuerySet, Subquery, TextField

from transcripts import access
from transcripts.models import Paragraph, Recording, Revision, Status, Team, Transcription, User
from transcripts.text import document
from transcripts.text.document import Document, Word

# Recordings that are looked for together; the first few alone, so that something comes soon.
AT_ONCE, AT_FIRST = 200, 10
# Paragraphs that are read together: some hours of words.
_PARAGRAPHS = 2000
# All that library.exporting reads of a recording but where it has a voice, which is long.
_OF_RECORDING = ("title", "filename", "duration", "created_at", "uploaded_by__name", "uploaded_by__email")
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
    return access.recordings(user).filter(team=team, pk__in=list(ids))


def parts(ids: Sequence[Id], size: int, first: int | None = None) -> Iterator[Sequence[Id]]:
    """Each of `size`, the first of `first`."""
    if first:
        yield ids[:first]
    yield from (ids[at : at + size] for at in range(first or 0, len(ids), size))


def gathered(user: User, team: Team, ids: Sequence[UUID], *, by_word: bool) -> Iterator[Gathered]:
    """Those of `ids` that the person may read, in that order.

    Unless `by_word`, a paragraph's text comes as if it were a single word: most of the time goes into words otherwise.
    """
    rows = _rows(user, team, ids, by_word)
    revisions = _revisions(rows)
    here = [(rows[one], revisions.get(one)) for one in ids if one in rows]
    for group in _in_groups(here):
        wanted = [number for _row, revision in group if revision for number in revision.order]
        said = _by_word(wanted) if by_word else _by_paragraph(wanted)
        for row, revision in group:
            numbers = revision.order if revision else []
            yield Gathered(row, revision, Document(tuple(said[number] for number in numbers)))


def _rows(user: User, team: Team, ids: Sequence[UUID], by_word: bool) -> dict[UUID, Recording]:
    rows = seen(user, team, ids).order_by().select_related("uploaded_by")
    return {row.pk: row for row in rows.only(*_OF_RECORDING, "voiced" if by_word else "title")}


def _revisions(rows: Mapping[UUID, Recording]) -> dict[UUID, Revision]:
    """By the recording's id."""
    done = Transcription.objects.filter(recording__in=list(rows), status=Status.COMPLETED)
    newest = {row: job for job, row in done.order_by("created_at", "pk").values_list("pk", "recording")}
    last = Revision.objects.filter(transcription=OuterRef("transcription")).order_by("-number")
    revisions = Revision.objects.filter(
        transcription__in=list(newest.values()), number=Subquery(last.values("number")[:1])
    )
    found = {}
    for revision in revisions.order_by().select_related("author", "transcription").only(*_OF_REVISION):
        revision.transcription.recording = row = rows[revision.transcription.recording_id]
        found[row.pk] = revision
    return found


def _by_word(ids: Sequence[int]) -> Mapping[int, document.Paragraph]:
    rows = Paragraph.objects.defer("keys").in_bulk(ids)
    return {number: row.paragraph for number, row in rows.items()}


def _by_paragraph(ids: Sequence[int]) -> Mapping[int, document.Paragraph]:
    # As it is written: nothing parses it.
    written = ExpressionWrapper(F("words"), TextField())
    rows: list[tuple[int, str, float | None, float | None, str]] = []
    for some in parts(ids, 500):
        found = Paragraph.objects.filter(pk__in=some)
        rows += found.values_list("pk", "speaker", "start", "end", written)
    said = texts_in([words for *_rest, words in rows])
    return {
        number: document.Paragraph((Word(text, start, end),), speaker)
        for (number, speaker, start, end, _words), text in zip(rows, said, strict=True)
    }


def texts_in(many: Sequence[str]) -> list[str]:
    """What each of `Paragraph.words` says, from its JSON: `[["Բարի", 0.5, 0.9], …]` → `Բարի …`.

    Quotes stand there around texts alone, so that it need not be parsed; what is left of escapes goes for all at once.
    """
    if not many:
        return []
    told = "\n".join(map(_between_quotes, many))  # no raw one stands in JSON
    texts: list[str] = (json.loads(f'"{told}"', strict=False) if "\\" in told else told).split("\n")
    return texts if len(texts) == len(many) else [_parsed(words) for words in many]


def _between_quotes(words: str) -> str:
    if "\\\\" in words:
        return json.dumps(_parsed(words))[1:-1]
    return " ".join(words.replace('\\"', "\\u0022").split('"')[1::2])


def _parsed(words: str) -> str:
    return " ".join(text for text, _start, _end in json.loads(words))


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
