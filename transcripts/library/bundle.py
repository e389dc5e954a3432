"""Many transcripts as one archive, made while it is sent.

Only a few are in memory at a time. Last in the archive stand a list of what is in it and the files' checksums, and behind them its
directory: what broke off on the way has none, and no program takes it for whole.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from transcripts.errors import Refused, gettext_noop
from transcripts.exports.exported import Format
from transcripts.library.exporting import Order, file_name
from transcripts.library.gathering import AT_FIRST, AT_ONCE, Gathered, gathered, parts, seen
from transcripts.library.search import search
from transcripts.meanwhile import rest
from transcripts.models import Team, User

MOST = 10_000
# Of deflate: a second level would take thrice the time for a tenth less.
LEVEL = 3


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
    if ids is not None and sum(seen(user, team, part).count() for part in parts(found, 500)) < len(found):
        raise NoSuchRecording
    return found


def archive(user: User, team: Team, ids: Sequence[UUID], order: Order) -> Iterator[bytes]:
    """The archive, piece by piece. Raises CannotWrite on the way; who was put out of the team meanwhile gets no more."""
    from zipstream import ZIP_DEFLATED, ZipStream

    whole = ZipStream(compress_type=ZIP_DEFLATED, compress_level=LEVEL)
    names = Names()
    entries = []
    for part in parts(ids, AT_ONCE, AT_FIRST):
        for one in gathered(user, team, part, by_word=order.by_word):
            entry, content = _written(one, order, names)
            entries.append(entry)
            if entry.file:
                whole.add(content, entry.file)
                yield from whole.all_files()
        rest()
    whole.add(_manifest(order, entries), "manifest.json")
    whole.add(_checksums(entries), "SHA256SUMS")
    yield from whole.finalize()


def _written(one: Gathered, order: Order, names: Names) -> tuple[Entry, bytes]:
    row, revision, document = one
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
