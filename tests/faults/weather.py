"""Makes a storm come true: one event after the other, and what was killed is started again in its time."""

import heapq
import itertools
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import partial, singledispatchmethod
from typing import Any

import httpx
from django.db import Error, connection
from kombu.exceptions import OperationalError

from tests.faults import plan
from tests.faults.clients import Clients
from tests.faults.database import hold_lock
from tests.faults.person import Person
from tests.faults.stack import Stack
from tests.faults.watch import Watch
from transcripts import tasks
from transcripts.models import Attempt, Transcription

STEP = 0.03  # seconds
AGAIN = 0.7  # seconds until what is down already may be killed once more
SENDERS = 3
MOST_ENCORES = 5
Act = Callable[[], None]


class Weather:
    """Counts what really happened: `kills` by program, `others` by kind, `ordered` faults by kind."""

    def __init__(self, stack: Stack, clients: Clients, person: Person, watch: Watch) -> None:
        self._stack, self._clients, self._person, self._watch = stack, clients, person, watch
        self._later: list[tuple[float, int, Act]] = []
        self._order = itertools.count()
        self._down: set[str] = set()
        self._killed: set[int] = set()
        self._ambushes: list[plan.Ambush] = []
        self._seen = 0
        self._threads: list[threading.Thread] = []
        self.kills: Counter[str] = Counter()
        self.others: Counter[str] = Counter()
        self.ordered: Counter[str] = Counter()

    def rage(self, storm: plan.Storm) -> int:
        """Goes on until as much has struck as must; returns how many recordings were brought."""
        self._blow(storm)
        brought = storm.jobs
        for _encore in range(MOST_ENCORES):
            kills = storm.kills - self.kills.total()
            faults = storm.faults - self._struck().total()
            if kills <= 0 and faults <= 0:
                break
            encore = plan.encore(storm, first=brought, kills=kills, faults=faults)
            self._blow(encore)
            brought += encore.jobs
        return brought

    def _blow(self, storm: plan.Storm) -> None:
        began = time.monotonic()
        for event in storm.events:
            while time.monotonic() < began + event.at:
                self._pass_time()
            self._happen(event)
        self._spring()
        while self._later:
            self._pass_time()
        for thread in self._threads:
            thread.join()
        self._person.finish()

    def calm(self) -> Counter[str]:
        """No more faults; returns how many have struck, by kind."""
        struck = self._struck()
        self._sandbox("DELETE", "faults")
        return struck

    def _struck(self) -> Counter[str]:
        overview = self._sandbox("GET", "").json()
        return self.ordered - Counter(fault["kind"] for fault in overview["faults"].values())

    # --- time -----------------------------------------------------------------------------------

    def _pass_time(self) -> None:
        time.sleep(STEP)
        while self._later and self._later[0][0] <= time.monotonic():
            heapq.heappop(self._later)[2]()
        if self._ambushes:
            self._look_for_prey()
        self.tend()

    def tend(self) -> None:
        """As the supervisor does: a worker that ends by itself is started again."""
        for which, worker in enumerate(self._stack.workers):
            if not worker.runs and which not in self._killed:
                self.others["a worker ended by itself and was started again"] += 1
                self._stack.start_worker(which, "auto")

    def _after(self, seconds: float, act: Act) -> None:
        heapq.heappush(self._later, (time.monotonic() + seconds, next(self._order), act))

    def _aside(self, act: Act) -> None:
        thread = threading.Thread(target=act)
        self._threads.append(thread)
        thread.start()

    # --- events ---------------------------------------------------------------------------------

    @singledispatchmethod
    def _happen(self, event: Any) -> None:
        raise TypeError(f"no such weather: {event}")

    @_happen.register
    def _(self, event: plan.Bring) -> None:
        self._clients.bring(event)

    @_happen.register
    def _(self, event: plan.Kill) -> None:
        match event.program:
            case "worker":
                self._kill_worker(event.which, event.down, event.mode)
            case "database":
                self._strike_database(event)
            case program:
                self._kill_other(program, event)

    @_happen.register
    def _(self, event: plan.Ambush) -> None:
        self._seen = len(self._accepted())
        self._ambushes.append(event)

    @_happen.register
    def _(self, event: plan.Freeze) -> None:
        worker = self._stack.workers[event.which]
        if not worker.runs:
            return
        worker.signal(signal.SIGSTOP)
        self._watch.hit()
        self.others["a worker stood still for longer than its lease"] += 1
        self._after(event.seconds, lambda: worker.signal(signal.SIGCONT))

    @_happen.register
    def _(self, event: plan.HoldLock) -> None:
        file = self._stack.data / "db.sqlite3"
        self.others["somebody else held SQLite's lock"] += 1
        self._aside(lambda: hold_lock(file, event.seconds))

    @_happen.register
    def _(self, event: plan.Redeliver) -> None:
        for _sender in range(SENDERS):
            self._aside(lambda: self._send_messages(event.times // SENDERS))

    @_happen.register
    def _(self, event: plan.Trouble) -> None:
        self._sandbox("POST", "faults", dict(event.fault))
        self.ordered[event.fault["kind"]] += 1

    @_happen.register
    def _(self, event: plan.SendAgain) -> None:
        self._person.send_again(event.part)

    @_happen.register
    def _(self, event: plan.Cancel) -> None:
        self._person.cancel_one()

    # --- kills ------------------------------------------------------------------------------------

    def _kill_worker(self, which: int, down: float, mode: str) -> None:
        """One that is down already is killed when it is up again."""
        worker = self._stack.workers[which]
        if not worker.runs:
            self._after(AGAIN, lambda: self._kill_worker(which, down, mode))
            return
        worker.kill()
        self._watch.hit()
        self.kills["worker"] += 1
        self._killed.add(which)
        self._after(down, partial(self._start_worker, which, mode))

    def _start_worker(self, which: int, mode: str) -> None:
        self._stack.start_worker(which, mode)
        self._killed.discard(which)

    def _kill_other(self, program: str, event: plan.Kill) -> None:
        process = self._stack.site if program == "site" else self._stack.broker
        if not process.runs:
            self._after(AGAIN, lambda: self._kill_other(program, event))
            return
        process.kill()
        self.kills[program] += 1
        if program == "broker" and (event.emptied or self._stack.database):
            self._stack.empty_broker()
            self.others["the broker lost all it held"] += 1
        self._after(event.down, process.start)

    def _strike_database(self, event: plan.Kill) -> None:
        server = self._stack.database
        if server is None:
            return
        if "database" in self._down:
            self._after(AGAIN, lambda: self._strike_database(event))
            return
        server.strike(hard=event.hard)
        if event.hard:
            self.kills["database"] += 1
        else:
            self.others["the database was stopped without being asked to finish"] += 1
        self._down.add("database")
        self._after(event.down, lambda: self._aside(self._start_database))

    def _start_database(self) -> None:
        assert self._stack.database is not None
        self._stack.database.start()
        self._down.discard("database")

    # --- in the moment between sending and storing ---------------------------------------------------

    def _accepted(self) -> list[dict[str, Any]]:
        return [one for one in self._sandbox("GET", "ledger").json()["entries"] if one["accepted"]]

    def _look_for_prey(self) -> None:
        if len(self._accepted()) > self._seen:
            self.others["all workers killed just after HiSpeech took a recording in"] += len(self._ambushes)
            self._spring()

    def _spring(self) -> None:
        for ambush in self._ambushes:
            for which in range(plan.WORKERS):
                self._after(ambush.after, partial(self._kill_worker, which, ambush.down, ambush.mode))
        self._ambushes.clear()

    # --- others -----------------------------------------------------------------------------------

    def _send_messages(self, times: int) -> None:
        """For jobs and attempts in whatever state, due or not."""
        try:
            jobs = [
                str(pk) for pk in Transcription.every.order_by("-created_at").values_list("pk", flat=True)
            ]
            tries = list(Attempt.objects.order_by("-pk").values_list("pk", flat=True)[:10])
            for number in range(times if jobs else 0):
                tasks.advance.delay(jobs[number % min(len(jobs), 5)])
                tasks.look_up.delay(tries)
                self.others["messages delivered again"] += 2
        except (Error, OperationalError):
            pass  # the broker or the database is down; the next time it will not be
        finally:
            connection.close()

    def _sandbox(self, method: str, path: str, said: dict[str, Any] | None = None) -> httpx.Response:
        answer = httpx.request(method, f"{self._stack.sandbox_url}/_sandbox/{path}", json=said, timeout=30)
        return answer.raise_for_status()
