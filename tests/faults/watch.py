"""Sees how jobs go on after a kill: looks at the database several times a second, from outside."""

import logging
import statistics
import threading
import time
from collections.abc import Mapping, Sequence

from django.db import Error, connection

from transcripts.models import Attempt, Transcription

log = logging.getLogger(__name__)

EVERY = 0.3  # seconds
AT_WORK = frozenset({"preparing", "submitting", "transcribing"})
State = tuple[object, ...]
Changes = Mapping[str, Sequence[float]]


def recoveries(hits: Sequence[tuple[float, frozenset[str]]], changes: Changes) -> list[tuple[float, str]]:
    """Seconds from the last kill that hit a job to its next progress, and the job.

    `hits`: when, and which jobs were at work then; `changes`: when each job was seen to go on, in order.
    """
    return [
        (after - max(struck), job)
        for job, moments in changes.items()
        for before, after in zip([0.0, *moments], moments, strict=False)
        if (struck := [at for at, jobs in hits if job in jobs and before <= at < after])
    ]


class Watch:
    """One thread between `start` and `stop`. `hit()` says that a worker has just been killed."""

    def __init__(self) -> None:
        self._states: dict[str, State] = {}
        self._changes: dict[str, list[float]] = {}
        self._hits: list[tuple[float, frozenset[str]]] = []
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()

    def hit(self) -> None:
        working = frozenset(job for job, state in self._states.copy().items() if state[0] in AT_WORK)
        self._hits.append((time.monotonic(), working))

    def recovery(self) -> tuple[float, float]:
        """The middle one and the longest, in seconds; nought where no kill hit a job."""
        found = sorted(recoveries(self._hits, self._changes))
        for seconds, job in found[-3:]:
            log.info("%.1f s from a kill to the next progress of %s, now %s", seconds, job, self._states[job])
        return (statistics.median(seconds for seconds, _job in found), found[-1][0]) if found else (0.0, 0.0)

    def _run(self) -> None:
        while not self._ended.wait(EVERY):
            try:
                self._look()
            except Error:
                pass  # the database is being restarted; it will be there again
            finally:
                connection.close()

    def _look(self) -> None:
        states, now = _states(), time.monotonic()
        for job, state in states.items():
            if self._states.get(job) != state:
                self._states[job] = state
                self._changes.setdefault(job, []).append(now)


def _states() -> dict[str, State]:
    """Where each job stands, down to its last attempt. Of one that was cut its parts tell: it only waits for them."""
    states: dict[str, State] = {
        str(pk): ("in parts" if in_parts else status, setbacks)
        for pk, status, setbacks, in_parts in Transcription.every.values_list(
            "pk", "status", "setbacks", "in_parts"
        )
    }
    tries = Attempt.objects.order_by("pk").values_list(
        "transcription", "pk", "outcome", "body_sent_at", "job_id"
    )
    for job, *about in tries:
        if str(job) in states:
            states[str(job)] = (*states[str(job)][:2], *about)
    return states
