"""What the files have left behind, seen from outside: in the database, in the folders, among the processes."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from uuid import UUID

_ACTIVE = ("queued", "preparing", "submitting", "transcribing")


class Traces:
    """`data` is the site's folder."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def _rows(self, query: str) -> list[tuple[object, ...]]:
        with closing(
            sqlite3.connect(f"file:{self._data}/db.sqlite3?mode=ro", uri=True, timeout=20)
        ) as database:
            return list(database.execute(query))

    def at_work(self) -> int:
        """Transcriptions that have not ended, and copies that are still to be made."""
        marks = ",".join(f"'{status}'" for status in _ACTIVE)
        jobs = self._rows(f"SELECT 1 FROM transcripts_transcription WHERE status IN ({marks})")
        copies = self._rows("SELECT 1 FROM transcripts_recording WHERE rendition_status = 'wanted'")
        return len(jobs) + len(copies)

    def recordings(self) -> list[str]:
        """Their ids, as addresses have them."""
        return [str(UUID(str(pk))) for (pk,) in self._rows("SELECT id FROM transcripts_recording")]

    def ends(self) -> "Counter[str]":
        """Transcriptions by how they ended, and why."""
        rows = self._rows("SELECT status, reason FROM transcripts_transcription")
        return Counter(f"{status} {reason}".strip() for status, reason in rows)

    def copies(self) -> "Counter[str]":
        rows = self._rows("SELECT rendition_status FROM transcripts_recording WHERE has_video")
        return Counter(str(status) for (status,) in rows)

    def in_scratch(self) -> list[str]:
        return sorted(path.name for path in (self._data / "scratch").iterdir())

    def stored_for_nobody(self) -> list[str]:
        folders = {path.name for path in (self._data / "media" / "recordings").iterdir()}
        return sorted(folders - set(self.recordings()))


def cells(site: Iterable[int]) -> list[int]:
    """The processes that read a file just now: forked by a keeper of the site's, whose command they bear."""
    workers = {
        int(folder.name): _parent(folder)
        for folder in Path("/proc").glob("[0-9]*")
        if b"media/worker.py" in _read(folder / "cmdline")
    }
    keepers = {process for process, parent in workers.items() if parent in set(site)}
    return [process for process, parent in workers.items() if parent in keepers]


def _parent(process: Path) -> int:
    return int(_read(process / "stat").rpartition(b")")[2].split()[1] or 0)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:  # it has just ended
        return b") ? 0"
