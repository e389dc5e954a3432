"""Many short orders at a service that takes so many at once: how long, how much memory, how prompt.

The site runs as `make run` starts it (SQLite, embedded broker). The recordings are brought in first, by the act that
the upload page calls, while the worker stands still (SIGSTOP): so nothing of what follows has been done for
any of them. The clock starts as the worker goes on, and stops when the last text can be read. Everything after
the upload is inside: fair turns, sound tracks, sending, waiting or asking, storing, index.

*Readable* is when another process, which looks into the database every 20 ms, sees the text. The service's ledger says
when the words were there to be had; the difference is our overhead. Service and measuring run on the same machine
and take their part of its processors.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING

from tests.bench import service
from tests.bench.memory import Scales, Taken, processor_seconds
from tests.bench.sound import recording
from tests.run.migrated import lay
from tests.run.stack import Stack

if TYPE_CHECKING:
    from transcripts.models import User
    from transcripts.sandbox.ledger import Entry

EMAIL = "bench@example.am"
SECONDS = 5.0  # of each recording
LOOK_EVERY = 0.02
# How many times the ideal is waited for before the rest counts as missing; seconds, at least.
PATIENCE, LEAST_PATIENCE = 5.0, 30.0
# Does the first jobs of a site, which loads and learns what a site that has run for a while knows: whether looking
# jobs up works, and how long they take.
WARM_UP = 2


@dataclass(frozen=True, slots=True)
class Load:
    """So many jobs, `at_once` of which the service works on, `work` seconds on each."""

    mode: str
    jobs: int = 500
    at_once: int = 100
    work: float = 10.0

    @property
    def ideal(self) -> float:
        """Seconds, for whoever wastes none."""
        return -(-self.jobs // self.at_once) * self.work


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds since the clock started; `overhead` has one figure for each job, sorted. `computed` is seconds of
    processor that the worker's process took, and its media processes together."""

    wall: float
    filled: float  # all places at the service taken
    last_sent: float
    overhead: Sequence[float]
    memory: Taken
    computed: float
    finished: int
    bought: int
    ways: Sequence[str]

    def percentile(self, percent: int) -> float:
        if len(self.overhead) < 2:
            return float("nan")
        return quantiles(self.overhead, n=100, method="inclusive")[percent - 1]


def measure(load: Load, folder: Path) -> Measured:
    """Everything is started in `folder`, and has ended when this returns. Once in a process: it loads Django."""
    with ExitStack() as endings:
        url = endings.enter_context(
            service.running(folder / "service.log", at_once=load.at_once, work=load.work)
        )
        site = Stack(lay(folder / "data"), **_environment(load, url))
        endings.callback(site.end_what_is_left)
        endings.callback(site.stop)
        site.is_ready()
        _join(site)
        return _run(load, site, url)


def _environment(load: Load, url: str) -> dict[str, str]:
    return {
        "HISPEECH_API_KEY": "bench",
        "HISPEECH_BASE_URL": url,
        "HISPEECH_MODE": load.mode,
        "HISPEECH_MAX_CONCURRENCY": str(load.at_once),
        "ADMIN_EMAIL": EMAIL,
        "ADMIN_PASSWORD": "a long enough horse",
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
    }


def _join(site: Stack) -> None:
    """This process works on the site's records too, as its web process does."""
    os.environ |= {"DATA_DIR": str(site.data), "DJANGO_SETTINGS_MODULE": "hispeech_web.settings"}
    import django

    django.setup()


def _run(load: Load, site: Stack, url: str) -> Measured:
    from transcripts.models import User

    worker = site.the("celery")
    owner, eyes = User.objects.get(), Eyes()
    eyes.start()
    try:
        _bring(owner, range(load.jobs, load.jobs + WARM_UP))
        eyes.wait_for(WARM_UP, LEAST_PATIENCE + load.work)
        _halt(worker)
        _bring(owner, range(load.jobs))
        scales = Scales(worker)
        scales.start()
        before, began = processor_seconds(worker), time.time()
        os.kill(worker, signal.SIGCONT)
        eyes.wait_for(WARM_UP + load.jobs, max(load.ideal * PATIENCE, LEAST_PATIENCE))
        taken, computed = scales.stop(), processor_seconds(worker) - before
    finally:
        eyes.close()
    if os.environ.get("LOG_LEVEL"):
        sys.stderr.write(site.words)
    return _measured(eyes.seen, service.ledger(url), began, taken, computed, load)


def _halt(worker: int) -> None:
    """While nobody but we can be writing: it would take SQLite's one lock with it, and nothing could be brought."""
    from django.db import transaction

    with transaction.atomic():
        os.kill(worker, signal.SIGSTOP)


def _bring(owner: "User", numbers: range) -> None:
    from django.core.files.base import ContentFile
    from django.db import connection

    from transcripts.actions.submit import submit

    def bring(number: int) -> None:
        submit(
            by=owner,
            file=ContentFile(recording(number, SECONDS), "order.wav"),
            filename=f"order-{number}.wav",
            stt_model="formal",
        )
        connection.close()

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(bring, numbers))


class Eyes:
    """Sees when the text of a transcription can be read; `seen` is by attempt's job."""

    def __init__(self) -> None:
        self.seen: dict[str, float] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="eyes")

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._ended.set()
        self._thread.join()

    def wait_for(self, number: int, seconds: float) -> None:
        """Or until that long has passed."""
        until = time.monotonic() + seconds
        while len(self.seen) < number and time.monotonic() < until:
            time.sleep(LOOK_EVERY)

    def _run(self) -> None:
        from django.db import connection

        from transcripts.models import Attempt, Revision

        # Whoever comes later gets a higher number: SQLite lets one write at a time.
        newly_readable = (
            f"SELECT r.id, a.job_id FROM {Revision._meta.db_table} r JOIN {Attempt._meta.db_table} a"
            " ON a.transcription_id = r.transcription_id WHERE r.id > %s ORDER BY r.id"
        )
        last = 0
        while not self._ended.wait(LOOK_EVERY):
            with connection.cursor() as cursor:
                cursor.execute(newly_readable, [last])
                rows, now = cursor.fetchall(), time.time()
            for number, job in rows:
                last, self.seen[job] = number, now
        connection.close()


def _measured(
    seen: dict[str, float], entries: "list[Entry]", began: float, memory: Taken, computed: float, load: Load
) -> Measured:
    """The warm-up's jobs came before the clock started and count for nothing."""
    came = sorted(at for entry in entries if (at := _moment(entry.at)) >= began)
    ours = [entry for entry in entries if _moment(entry.at) >= began and entry.accepted]
    read = {entry.job_id: seen[entry.job_id] for entry in ours if entry.job_id in seen}
    return Measured(
        wall=max(read.values(), default=began) - began,
        filled=came[min(load.at_once, len(came)) - 1] - began if came else float("nan"),
        last_sent=came[-1] - began if came else float("nan"),
        overhead=sorted(
            read[entry.job_id] - _moment(entry.ready_at) for entry in ours if entry.job_id in read
        ),
        memory=memory,
        computed=computed,
        finished=len(read),
        bought=len(ours),
        ways=sorted({entry.way for entry in ours}),
    )


def _moment(iso: str) -> float:
    """Seconds since the epoch."""
    return datetime.fromisoformat(iso).timestamp()
