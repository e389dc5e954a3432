"""Many transcripts as one archive, made while it is sent.

Only a few are in memory at a time. Last in the archive stand a list of what is in it and the files' checksums, and behind them its
directory: what broke off on the way has none, and no program takes it for whole.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from transcripts import access
from transcripts.errors import Refused, gettext_noop
from transcripts.exports.exported import Format
from transcripts.library.exporting import Order, file_name
from transcripts.library.search import search
from transcripts.meanwhile import rest
from transcripts.models import Paragraph, Recording, Revision, Status, Team, Transcription, User
from transcripts.text.document import Document

MOST = 10_000
AT_ONCE = 50
Found = tuple[Recording, Revision | None]
# Paragraphs that are read together: some hours of words.
_PARAGRAPHS = 2000


class NoSuchRecording(Refused):
    code = "no_such_recording"
    field = "ids"
    sentence = gettext_noop("One of these recordings does not exist, or not for you.")


class LargeArchive(Refused):
    code = "large_archive"
    field = "ids"
    sentence = gettext_noop("One archive holds at most %(most)d transcripts. Please choose fewer.")


class Names:
    """No two files of an archive have the same, on systems that know no capitals either."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: Counter[str] = Counter()

    def of(self, title: str, made: Format) -> str:
        plain = file_name(title, made).casefold()
        while True:
            self._last[plain] += 1
            name = file_name(title, made, self._last[plain])
            if name.casefold() not in self._taken:
                self._taken.add(name.casefold())
                return name


@dataclass(frozen=True, slots=True)
class Entry:
    """`file` and what follows are None for a recording that has no words."""

    id: str
    title: str
    file: str | None = None
    transcription: str | None = None
    revision: int | None = None
    size: int | None = None
    sha256: str | None = None


def chosen(user: User, team: Team, *, ids: Sequence[UUID] | None = None, q: str = "") -> list[UUID]:
    """Those asked for, in that order, or all that a search finds. Raises NoSuchRecording or LargeArchive."""
    if ids is None:
        found = list(search(user, q).filter(team=team).values_list("pk", flat=True)[: MOST + 1])
    else:
        found = list(dict.fromkeys(ids))
    if len(found) > MOST:
        raise LargeArchive(most=MOST)
    if ids is not None and sum(_seen(user, team, part).count() for part in _parts(found, 500)) < len(found):
        raise NoSuchRecording
    return found


def _parts(ids: Sequence[UUID], size: int) -> Iterator[Sequence[UUID]]:
    return (ids[at : at + size] for at in range(0, len(ids), size))


def _seen(user: User, team: Team, ids: Iterable[UUID]) -> QuerySet[Recording]:
    return access.recordings(user).filter(team=team, pk__in=list(ids))


def archive(user: User, team: Team, ids: Sequence[UUID], order: Order) -> Iterator[bytes]:
    """The archive, piece by piece. Raises CannotWrite on the way; who was put out of the team meanwhile gets no more."""
    from zipstream import ZIP_DEFLATED, ZipStream

    whole = ZipStream(compress_type=ZIP_DEFLATED, compress_level=6)
    names = Names()
    entries = []
    for part in _parts(ids, AT_ONCE):
        for row, revision, document in _with_words(user, team, part):
            entry, content = _written(row, revision, document, order, names)
            entries.append(entry)
            if entry.file:
                whole.add(content, entry.file)
                yield from whole.all_files()
        rest()
    whole.add(_manifest(order, entries), "manifest.json")
    whole.add(_checksums(entries), "SHA256SUMS")
    yield from whole.finalize()


def _written(
    row: Recording, revision: Revision | None, document: Document, order: Order, names: Names
) -> tuple[Entry, bytes]:
    if revision is None:
        return Entry(str(row.pk), row.title), b""
    content = order.write(revision, document)
    name = names.of(row.title, order.format)
    digest = hashlib.sha256(content).hexdigest()
    job = str(revision.transcription_id)
    return Entry(str(row.pk), row.title, name, job, revision.number, len(content), digest), content


def _manifest(order: Order, entries: list[Entry]) -> bytes:
    told = {"format": order.format.name, "recordings": [asdict(entry) for entry in entries]}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _checksums(entries: list[Entry]) -> bytes:
    """As `sha256sum --check` reads them."""
    return "".join(f"{entry.sha256}  {entry.file}\n" for entry in entries if entry.file).encode()


def _with_words(
    user: User, team: Team, ids: Sequence[UUID]
) -> Iterator[tuple[Recording, Revision | None, Document]]:
    """In the order of `ids`, each with the newest version of its newest finished transcription."""
    newest = Transcription.objects.filter(recording=OuterRef("pk"), status=Status.COMPLETED)
    rows = (
        _seen(user, team, ids)
        .defer("search_text")
        .annotate(job=Subquery(newest.order_by("-created_at", "-pk").values("pk")[:1]))
    )
    found = {row.pk: row for row in rows}
    revisions = _newest_of([row.job for row in found.values() if row.job])
    here = [(found[one], revisions.get(found[one].job)) for one in ids if one in found]
    for group in _in_groups(here):
        wanted = [number for _row, revision in group if revision for number in revision.order]
        paragraphs = Paragraph.objects.defer("keys").in_bulk(wanted)
        for row, revision in group:
            order = revision.order if revision else []
            yield row, revision, Document(tuple(paragraphs[number].paragraph for number in order))


def _newest_of(jobs: Sequence[UUID]) -> dict[UUID, Revision]:
    last = Revision.objects.filter(transcription=OuterRef("transcription")).order_by("-number")
    rows = Revision.objects.filter(transcription__in=jobs, number=Subquery(last.values("number")[:1]))
    return {
        row.transcription_id: row
        for row in rows.select_related("author", "transcription__recording__uploaded_by")
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
