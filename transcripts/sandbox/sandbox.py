"""The sandbox itself, without HTTP: its options, faults, ledger and jobs, and how a job is worked on."""

import logging
import math
import secrets
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Lock
from typing import Any

from transcripts.alignment import packages
from transcripts.alignment.errors import CannotListen, Stopped
from transcripts.media.audio import Hearing
from transcripts.sandbox.ear import Ear
from transcripts.sandbox.faults import Fault, Kind, fault
from transcripts.sandbox.folders import Folders
from transcripts.sandbox.jobs import INTERRUPTED, Job, Jobs, Turns
from transcripts.sandbox.ledger import Entry, Ledger
from transcripts.sandbox.listening import Listener
from transcripts.sandbox.options import Options
from transcripts.sandbox.state import State
from transcripts.sandbox.storm import Storm
from transcripts.sandbox.understood import Understood
from transcripts.sandbox.writing import written
from transcripts.text.document import Word

log = logging.getLogger("transcripts.sandbox")

NO_SOUND = "The file could not be read as audio."
TROUBLE = "Internal error."
FAILED = "Transcription failed."


class Sandbox:
    """One stand-in. Everything here may be called from many threads."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.url = ""
        self.storm = Storm(options.seed)
        self.stopped = Event()
        self._state = State(options.state)
        self.book = Ledger(self._state)
        self.jobs = Jobs(self._state)
        self._ear = Ear()
        self._turns = Turns()
        self._lock = Lock()
        self._folders = Folders(options.state)
        self._understood = Understood(self._folders.understood)
        self._listener = Listener(self._understood, self._folders.work)
        for job in self.jobs.unfinished():
            self._fail(job, INTERRUPTED)

    def close(self) -> None:
        """Whoever waits is sent away."""
        self.stopped.set()
        self._listener.close()
        self._state.close()
        self._folders.close()

    # --- for who controls it ------------------------------------------------------------------------

    def ledger(self, since: int = 0) -> list[Entry]:
        return self.book.entries(since)

    def fault(self, kind: str, **about: Any) -> int:
        """Ask for trouble (faults.Fault says what may be said of it); its number. Raises BadFault."""
        return self.storm.add(fault({"kind": kind, **about}))

    def change(self, changes: Mapping[str, object]) -> None:
        """Settings for what comes after. Raises BadOption."""
        with self._lock:
            self.options = self.options.changed(changes)
            self.storm.seed = self.options.seed

    def reset(self) -> None:
        """No ledger, no jobs, no faults. The settings stay."""
        self.storm.clear()
        self._state.clear()
        self.book.clear()
        self.jobs.clear()
        self._understood.clear()
        self._turns.clear()

    # --- for the doors ------------------------------------------------------------------------------

    def knows(self, key: str) -> bool:
        wanted = self.options.key
        return bool(key) and (not wanted or secrets.compare_digest(key.encode(), wanted.encode()))

    def place_for_file(self) -> Path:
        return self._folders.work / secrets.token_hex(16)

    def seconds_until_room(self) -> float:
        """0 for come in, and then `work` must follow; else when to come again."""
        limit = self.options.capacity if self.options.when_full == "429" else 0
        return self._turns.enter(time.time(), limit)

    def make(self, struck: Fault | None, **about: Any) -> Job:
        """Take a job in: from now on it would be billed. Whether it can be is seen when it is heard."""
        fault_of_job = struck.kind.value if struck else ""
        job = self.jobs.make(fault=fault_of_job, **about)
        self.book.note(job.number, accepted=True, job_id=job.id)
        return job

    def work(self, job: Job, path: Path, struck: Fault | None) -> Job:
        """Hear the file, which is then removed. The job comes back failed, or with the time when it is ready; as it was
        where the sandbox is stopped meanwhile."""
        since = time.time()
        try:
            heard, understood = self._heard(job, path)
        except Stopped:
            return job
        except Exception:
            log.exception("a file could not be heard")
            self._turns.leave()
            return self._fail(job, TROUBLE)
        finally:
            path.unlink(missing_ok=True)
        if heard is None:
            self._turns.leave()
            return self._fail(job, NO_SOUND)
        job = replace(job, duration=heard.duration, voiced=heard.voiced, understood=understood)
        return self._done(job, since, struck)

    def _heard(self, job: Job, path: Path) -> tuple[Hearing | None, bool]:
        """The sound, None where there is none, and whether its words were understood. Raises Stopped."""
        hear = self.options.hear
        heard = self._ear.hear(path, job.sha256, believe_header=hear == "header")
        if not heard or not heard.voiced or hear != "listen" or packages.missing():
            return heard, False
        try:
            self._listener.listen(path, job.sha256)
        except CannotListen as problem:
            # The made-up text says of itself that it is.
            log.warning("nothing was understood, the text is made up: %s", problem)
            return heard, False
        return heard, True

    def _done(self, job: Job, since: float, struck: Fault | None) -> Job:
        """Heard; ready when so much sound, there `since`, would have had its turn."""
        more = struck.seconds if struck and struck.kind is Kind.SLOW else 0.0
        seconds = self.options.seconds_for(job.duration) + more
        ready_at = max(self._turns.begin(since, seconds, self.options.capacity), time.time())
        job = replace(job, ready_at=ready_at)
        if job.fault == Kind.FAILED_JOB:
            return self._fail(job, FAILED)
        ready = datetime.fromtimestamp(ready_at, UTC).isoformat()
        self.book.note(job.number, billed_seconds=job.billed_seconds, ready_at=ready)
        return self.jobs.put(job)

    def words(self, job: Job) -> tuple[Word, ...] | None:
        """What a job that is done says; None where that has been forgotten."""
        if not job.understood or job.fault == Kind.EMPTY_TEXT:
            return job.words()
        heard = self._understood.get(job.sha256)
        return None if heard is None else written(heard, job.sha256, job.model)

    def _fail(self, job: Job, error: str) -> Job:
        """A job that failed is not billed."""
        self.book.note(job.number, accepted=False, billed_seconds=0)
        return self.jobs.change(job, error=error)

    def wait_until(self, moment: float) -> bool:
        """Seconds since the epoch. False where the sandbox was stopped meanwhile."""
        return not self.stopped.wait(max(0.0, moment - time.time()))


def whole_seconds(seconds: float) -> str:
    """For Retry-After."""
    return str(max(1, math.ceil(seconds)))
