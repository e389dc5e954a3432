"""Many transcripts as one archive, made while it is sent.

Only a few are in memory at a time. Last in the archive stand a list of what is in it and the files' checksums, and behind them its
directory: what broke off on the way has none, and no program takes it for whole.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol
from uuid import UUID

from transcripts.errors import Refused, gettext_noop
from transcripts.exports.exported import Format
from transcripts.library.breaks import decided_about
from transcripts.library.exporting import Order, file_stem, numbered
from transcripts.library.gathering import AT_FIRST, AT_ONCE, gathered, parts, readable, seen
from transcripts.library.search import search
from transcripts.meanwhile import rest
from transcripts.models import Folder, Recording, Team, User

MOST = 10_000
# Of one that is made in the background.
LARGEST = 100_000
# Of deflate: the third takes a fifth more time for a tenth less, the sixth three times as long.
LEVEL = 2


class Told(Protocol):
    def __call__(self, *, recordings: Sequence[Recording]) -> object: ...


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
        stem = file_stem(title)
        plain = stem.casefold()
        while True:
            self._last[plain] += 1
            name = numbered(stem, made, self._last[plain])
            if name.casefold() not in self._taken:
                self._taken.add(name.casefold())
                return name


class File(NamedTuple):
    """One recording's; no content where it has no words."""

    id: str
    title: str
    transcription: str | None = None
    revision: int | None = None
    content: bytes | None = None


class Entry(NamedTuple):
    """`file` and what follows are None for a recording that has no words."""

    id: str
    title: str
    file: str | None = None
    transcription: str | None = None
    revision: int | None = None
    size: int | None = None
    sha256: str | None = None


def chosen(
    user: User,
    team: Team,
    *,
    ids: Sequence[UUID] | None = None,
    q: str = "",
    folder: Folder | None = None,
    most: int | None = None,
) -> list[UUID]:
    """Those asked for, in that order; else all that a search finds, in this folder and those below it where one is named.

    Raises NoSuchRecording or LargeArchive.
    """
    most = MOST if most is None else most
    if ids is None:
        rows = search(user, q).filter(team=team)
        if folder is not None:
            rows = rows.filter(folder__in=_below(folder))
        found = list(rows.values_list("pk", flat=True)[: most + 1])
    else:
        found = list(dict.fromkeys(ids))
    if len(found) > most:
        raise LargeArchive(most=most)
    if ids is not None and sum(seen(user, team, part).count() for part in parts(found, 500)) < len(found):
        raise NoSuchRecording
    return found


def _below(folder: Folder) -> set[int]:
    """It, and all that lie in it."""
    found, level = {folder.pk}, {folder.pk}
    while level:
        level = set(Folder.objects.filter(parent__in=level).values_list("pk", flat=True)) - found
        found |= level
    return found


def archive(
    user: User, team: Team, ids: Sequence[UUID], order: Order, told: Told | None = None
) -> Iterator[bytes]:
    """The archive, piece by piece. Raises CannotWrite on the way; who was put out of the team meanwhile gets no more."""
    return packed(files(user, team, ids, order, told), order.format)


def files(
    user: User, team: Team, ids: Sequence[UUID], order: Order, told: Told | None = None
) -> Iterator[File]:
    """Those of the recordings that the person may read now. `told` hears of some just before they come. Raises CannotWrite."""
    order = order.headed(team.pk)
    for part in parts(ids, AT_ONCE, AT_FIRST):
        rows = readable(user, team, part, by_word=order.by_word)
        if told:
            told(recordings=rows)
        decisions = decided_about(part) if order.by_word else {}
        for row, revision, document in gathered(rows, by_word=order.by_word):
            if revision is None:
                yield File(str(row.pk), row.title)
            else:
                job = str(revision.transcription_id)
                content = order.write(revision, document, decisions)
                yield File(str(row.pk), row.title, job, revision.number, content)
        rest()


def packed(made: Iterable[File], format: Format) -> Iterator[bytes]:
    """An archive of these, with its list and their checksums."""
    from zipstream import ZIP_DEFLATED, ZipStream

    whole = ZipStream(compress_type=ZIP_DEFLATED, compress_level=LEVEL)
    names, entries = Names(), []
    for one in made:
        name = names.of(one.title, format) if one.content is not None else None
        entries.append(_entry(one, name))
        if name:
            whole.add(one.content, name)
            yield b"".join(whole.all_files())
    whole.add(_manifest(format, entries), "manifest.json")
    whole.add(_checksums(entries), "SHA256SUMS")
    yield from whole.finalize()


def _entry(one: File, name: str | None) -> Entry:
    if one.content is None:
        return Entry(one.id, one.title)
    digest = hashlib.sha256(one.content).hexdigest()
    return Entry(one.id, one.title, name, one.transcription, one.revision, len(one.content), digest)


def _manifest(format: Format, entries: list[Entry]) -> bytes:
    """A recording a line."""
    told = ",\n  ".join(json.dumps(entry._asdict(), ensure_ascii=False) for entry in entries)
    return f'{{"format": {json.dumps(format.name)}, "recordings": [\n  {told}\n]}}\n'.encode()


def _checksums(entries: list[Entry]) -> bytes:
    """As `sha256sum --check` reads them."""
    return "".join(f"{entry.sha256}  {entry.file}\n" for entry in entries if entry.file).encode()
