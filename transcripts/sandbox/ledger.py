"""What the sandbox received and what became of it: the judge of who was billed for what."""

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from transcripts.sandbox.state import State


@dataclass(frozen=True, slots=True)
class Entry:
    """One upload, from its first header on.

    `accepted`: it would have been billed; `billed_seconds` is how much, None until the sound was heard.
    `answered`: the whole answer went to a client that was still there. `status` is that answer's, 0 for
    none. `bytes` and `sha256` are the file's alone, `at` and `ready_at`, when its words
    are there to be asked for, are ISO 8601 in UTC. `lookups` counts the questions after its job.
    """

    number: int
    at: str
    way: str = ""
    model: str = ""
    bytes: int = 0
    sha256: str = ""
    secure_mode: bool = False
    wait: bool = False
    word_times: bool = False
    accepted: bool = False
    job_id: str = ""
    billed_seconds: int | None = None
    ready_at: str = ""
    fault: str = ""
    status: int = 0
    answered: bool = False
    lookups: int = 0


class Ledger:
    """For many threads; with a state file, every change is a line in it."""

    def __init__(self, state: State) -> None:
        self._lock = Lock()
        self._state = state
        self._entries = {line["number"]: Entry(**line) for line in state.read("entry")}
        # Goes on after a reset, so that an upload from before it finds no entry of another's.
        self._last = max(self._entries, default=0)
        # Look-ups of jobs that nobody made.
        self.stray_lookups = 0

    def open(self) -> Entry:
        with self._lock:
            self._last += 1
            return self._put(Entry(self._last, datetime.now(UTC).isoformat()))

    def note(self, number: int, **changes: Any) -> None:
        """Nothing happens for an entry that a reset has swept away."""
        with self._lock:
            if number in self._entries:
                self._put(replace(self._entries[number], **changes))

    def look_up(self, number: int | None) -> None:
        with self._lock:
            if entry := self._entries.get(number or 0):
                self._put(replace(entry, lookups=entry.lookups + 1))
            else:
                self.stray_lookups += 1

    def _put(self, entry: Entry) -> Entry:
        self._entries[entry.number] = entry
        self._state.write("entry", asdict(entry))
        return entry

    def entries(self, since: int = 0) -> list[Entry]:
        """Those after number `since`, in the order in which they came."""
        with self._lock:
            return [entry for entry in self._entries.values() if entry.number > since]

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()
            self.stray_lookups = 0
