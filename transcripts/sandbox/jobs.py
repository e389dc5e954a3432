"""The jobs that the sandbox took in, and their turns."""

import heapq
import uuid
from dataclasses import asdict, dataclass, replace
from threading import Lock
from typing import Any

from transcripts.sandbox.faults import Kind
from transcripts.sandbox.speech import Stretch, speak
from transcripts.sandbox.state import State
from transcripts.text.document import Word

INTERRUPTED = "The job was interrupted."


@dataclass(frozen=True, slots=True)
class Job:
    """`ready_at` (seconds since the epoch), `duration` and `voiced` are known when the sound was heard.

    `number` is its entry in the ledger, `fault` what was put into it, `error` why it failed. `understood`: its words are
    what was recognised, which Understood keeps; else they are made up.
    """

    id: str
    number: int
    model: str
    sha256: str
    secure_mode: bool
    word_times: bool
    fault: str = ""
    ready_at: float | None = None
    duration: float = 0.0
    voiced: tuple[Stretch, ...] = ()
    error: str = ""
    understood: bool = False

    @property
    def billed_seconds(self) -> int:
        """Whole seconds, as HiSpeech counts; the shortest sound is one."""
        return max(1, round(self.duration))

    @property
    def lost(self) -> bool:
        return self.fault == Kind.LOST_JOB

    def ready(self, now: float) -> bool:
        return bool(self.error) if self.ready_at is None else self.ready_at <= now

    def words(self) -> tuple[Word, ...]:
        """Those that are made up."""
        return () if self.fault == Kind.EMPTY_TEXT else speak(self.voiced, self.sha256, self.model)


class Jobs:
    """For many threads; with a state file, a job that was heard outlives a restart."""

    def __init__(self, state: State) -> None:
        self._lock = Lock()
        self._state = state
        self._jobs = {job.id: job for job in map(_revived, state.read("job"))}

    def unfinished(self) -> list[Job]:
        """Those whose sound nobody has heard: after a restart, nobody will."""
        return [job for job in self._jobs.values() if job.ready_at is None and not job.error]

    def make(self, **about: Any) -> Job:
        return self.put(Job(str(uuid.uuid4()), **about))

    def put(self, job: Job) -> Job:
        with self._lock:
            self._jobs[job.id] = job
        self._state.write("job", asdict(job))
        return job

    def change(self, job: Job, **changes: Any) -> Job:
        return self.put(replace(job, **changes))

    def get(self, job_id: str) -> Job | None:
        return self._jobs.get(job_id)

    def clear(self) -> None:
        with self._lock:
            self._jobs.clear()


def _revived(line: dict[str, Any]) -> Job:
    return Job(**{**line, "voiced": tuple((start, end) for start, end in line["voiced"])})


class Turns:
    """Who may be worked on when only so many are at once. Nobody works here: a turn is a span of time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.clear()

    def clear(self) -> None:
        with self._lock:
            self._ends: list[float] = []  # a heap
            self._waiting = 0  # entered, not yet heard

    def enter(self, now: float, limit: int) -> float:
        """0 for come in; else nobody is let in, and the seconds until one might be. `limit` 0: all may."""
        with self._lock:
            self._forget(now)
            if not limit or len(self._ends) + self._waiting < limit:
                self._waiting += 1
                return 0.0
            return self._ends[0] - now if self._ends else 1.0

    def begin(self, since: float, seconds: float, capacity: int) -> float:
        """When work of `seconds`, there since `since`, is done, `capacity` being worked on at once."""
        with self._lock:
            self._waiting = max(0, self._waiting - 1)
            self._forget(since)
            start = since
            if capacity and len(self._ends) >= capacity:
                start = sorted(self._ends)[-capacity]
            heapq.heappush(self._ends, start + seconds)
            return start + seconds

    def leave(self) -> None:
        """It had entered, but there is nothing to do."""
        with self._lock:
            self._waiting = max(0, self._waiting - 1)

    def _forget(self, now: float) -> None:
        while self._ends and self._ends[0] <= now:
            heapq.heappop(self._ends)
