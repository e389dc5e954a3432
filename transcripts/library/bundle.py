"""Many transcripts as one archive, made while it is sent.

Only a few are in memory at a time. Last in the archive stand a list of what is in it and the files' checksums, and behind them its
directory: what broke off on the way has none, and no program takes it for whole.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from stat import S_IFREG
from typing import TYPE_CHECKING, NamedTuple, Protocol
from uuid import UUID

from django.utils import timezone

from transcripts.errors import Refused, gettext_noop
from transcripts.exports.exported import Format
from transcripts.library.breaks import decided_about
from transcripts.library.exporting import Order, file_stem, numbered
from transcripts.library.gathering import AT_FIRST, AT_ONCE, gathered, parts, readable, seen
from transcripts.library.search import search
from transcripts.meanwhile import rest
from transcripts.models import Folder, Recording, Team, User

if TYPE_CHECKING:  # loaded once somebody makes an archive
    from isal.isal_zlib import Compress
    from stream_zip import MemberFile

MOST = 10_000
# Of one that is made in the background.
LARGEST = 100_000
# Of ISA-L's deflate, which is three times as fast as zlib's for a tenth more bytes: the next one is as slow.
_LEVEL = 2
# Bytes that are sent together at most: of each file what there is.
_PIECE = 65_536
_MODE = S_IFREG | 0o644
# Of an archive by ZIP's old rules.
_MOST_FILES, _MOST_BYTES = 0xFFFF, 0xFFFFFFFF


_MANIFEST, _SUMS = "manifest.json", "SHA256SUMS"


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
        self._taken = {_MANIFEST.casefold(), _SUMS.casefold()}
        self._last: Counter[str] = Counter()

    def of(self, title: str, made: Format, note: str = "") -> str:
        stem = file_stem(title, note)
        plain = stem.casefold()
        while True:
            self._last[plain] += 1
            name = numbered(stem, made, self._last[plain])
            if name.casefold() not in self._taken:
                self._taken.add(name.casefold())
                return name


class File(NamedTuple):
    """One recording's; no content where it has no words. `note`: what the file's name says beside the title."""

    id: str
    title: str
    transcription: str | None = None
    revision: int | None = None
    content: bytes | None = None
    note: str = ""


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


def begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same, with the first piece made already: what fails at once can still be told. Raises CannotWrite."""
    first = next(pieces)
    return _going_on(first, pieces)


def _going_on(first: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from pieces


def files(
    user: User, team: Team, ids: Sequence[UUID], order: Order, told: Told | None = None
) -> Iterator[File]:
    """Those of the recordings that the person may read now. `told` hears of some just before they come. Raises CannotWrite."""
    order = order.headed(team.pk)
    for part in parts(ids, AT_ONCE, AT_FIRST):
        rows = readable(user, team, part, by_word=order.by_word, named=order.format.is_named)
        if told:
            told(recordings=rows)
        decisions = decided_about(part) if order.by_word else {}
        for row, revision, document in gathered(rows, by_word=order.by_word, named=order.format.is_named):
            if revision is None:
                yield File(str(row.pk), row.title)
            else:
                job = str(revision.transcription_id)
                made = order.write(revision, document, decisions)
                yield File(str(row.pk), row.title, job, revision.number, *made)
    rest()


def packed(made: Iterable[File], format: Format) -> Iterator[bytes]:
    """An archive of these, with its list and their checksums."""
    from stream_zip import stream_zip

    members = _members(made, format)
    # (As zlib's own, says ISA-L, but for the class.)
    return iter(stream_zip(members, chunk_size=_PIECE, get_compressobj=_deflating))  # type: ignore[arg-type]


def _deflating() -> "Compress":
    from isal import isal_zlib

    return isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, -isal_zlib.MAX_WBITS)


def _members(made: Iterable[File], format: Format) -> Iterator["MemberFile"]:
    names, entries, size = Names(), [], _Size()
    for one in made:
        name = names.of(one.title, format, one.note) if one.content is not None else None
        entries.append(_entry(one, name))
        if name and one.content is not None:
            yield size.member(name, one.content)
    yield size.member(_MANIFEST, _manifest(format, entries))
    yield size.member(_SUMS, _checksums(entries))


class _Size:
    """Of an archive so far, at most: what goes beyond ZIP's old limits is written by the newer rules, which some programs do not know."""

    def __init__(self) -> None:
        self._files, self._bytes, self._now = 0, 0, timezone.localtime()

    def member(self, name: str, content: bytes) -> "MemberFile":
        from stream_zip import ZIP_32, ZIP_64

        self._files += 1
        self._bytes += len(content) + len(content) // 1000 + 2 * len(name.encode()) + 200
        is_large = self._files > _MOST_FILES or self._bytes > _MOST_BYTES
        return name, self._now, _MODE, ZIP_64 if is_large else ZIP_32, (content,)


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
