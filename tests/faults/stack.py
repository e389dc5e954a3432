"""All programs of one site, started as `hispeech_web.run` starts them, on either of the two stacks."""

import os
import shutil
import tempfile
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from hispeech_web import places
from hispeech_web.run import answers, broker, ports, programs
from hispeech_web.run.plan import Plan
from hispeech_web.run.program import Program
from tests.faults.database import Server
from tests.faults.plan import WORKERS
from tests.faults.processes import Process
from tests.run.migrated import lay

# A dead worker is found out after this long; the least that the settings allow.
LEASE_SECONDS = 3
SCRATCH_SECONDS = 15
# Long enough for many to be under way when a kill comes.
PACE = {"delay": 1.5, "per_second": 0.3}
PRICE = "12"


@dataclass(slots=True)
class Stack:
    """`environment` is every program's; the processes are started and ended by `running`."""

    kind: str
    data: Path
    port: int
    sandbox_port: int
    environment: dict[str, str] = field(repr=False)
    broker: Process
    sandbox: Process
    site: Process
    workers: list[Process]
    database: Server | None

    @property
    def site_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def sandbox_url(self) -> str:
        return f"http://127.0.0.1:{self.sandbox_port}"

    @property
    def processes(self) -> list[Process]:
        foundations = [self.broker, self.sandbox, *([self.database.process] if self.database else [])]
        return [*foundations, self.site, *self.workers]

    def start(self) -> None:
        """The database runs already; the site's tables are there."""
        for process in (self.broker, self.sandbox, self.site, *self.workers):
            process.start()
        for process in (self.broker, self.sandbox, self.site):
            process.wait_until_healthy()
        httpx.post(f"{self.sandbox_url}/_sandbox/settings", json=PACE).raise_for_status()

    def start_worker(self, which: int, mode: str) -> None:
        self.workers[which].program.environment["HISPEECH_MODE"] = mode
        self.workers[which].start()

    def empty_broker(self) -> None:
        """While it is down: what it had written is gone too."""
        shutil.rmtree(self.data / "broker" / "appendonlydir", ignore_errors=True)

    def end(self) -> None:
        for process in reversed(self.processes):
            process.kill()


def build(kind: str, folder: Path, endings: ExitStack) -> Stack:
    """Nothing runs yet but the database. Sets this process's environment as the programs' is."""
    database = _database(folder, endings) if kind == "postgres" else None
    data = folder / "data" if database else lay(folder / "data")
    port, sandbox_port, broker_port = (ports.free_port() for _ in range(3))
    environment = _environment(folder, port, sandbox_port, broker_port, database)
    _become(environment)
    listener = endings.enter_context(closing(ports.listen("127.0.0.1", port)))
    plan = Plan(
        host="127.0.0.1", port=port, data=data, sandbox_port=sandbox_port,
        own_broker=database is None, worker_threads=12, grace=5, environment=environment,
    )  # fmt: skip
    sandbox = programs.foundations(plan)[-1]
    queue = _redis(folder, broker_port, environment) if database else programs.foundations(plan)[0]
    return Stack(
        kind, plan.data, port, sandbox_port, environment,
        broker=Process(queue, folder / "broker.log"),
        sandbox=Process(sandbox, folder / "sandbox.log"),
        site=Process(programs.site(plan, listener.fileno()), folder / "site.log"),
        workers=[Process(_worker(plan), folder / f"worker-{n}.log") for n in range(WORKERS)],
        database=database,
    )  # fmt: skip


def _worker(plan: Plan) -> Program:
    program = programs.worker(plan)
    return Program(
        program.name,
        program.command,
        program.folder,
        environment=dict(plan.environment, HISPEECH_MODE="auto"),
    )


def _database(folder: Path, endings: ExitStack) -> Server:
    # A socket's path must be short, and the folder open to the server's user.
    short = endings.enter_context(tempfile.TemporaryDirectory(prefix="hispeech-storm-", dir="/tmp"))
    server = Server(Path(short), folder / "database.log")
    endings.callback(server.process.kill)
    server.start()
    return server


def _redis(folder: Path, port: int, environment: dict[str, str]) -> Program:
    """As a team would run it: by TCP. It writes nothing down, so that each kill empties it."""
    server = broker.program(folder / "redis.sock", folder / "redis", environment).command[0]
    options = ("--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no")
    return Program(
        "broker", (server, *options), folder / "redis", answers.port(port), environment=environment
    )


def _environment(
    folder: Path, port: int, sandbox_port: int, broker_port: int, database: Server | None
) -> dict[str, str]:
    """Nothing of this shell's; an empty variable keeps a `.env` file of the developer's out too."""
    return {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(folder / "data"),
        "SECRET_KEY": "only for storms",
        "PORT": str(port),
        "SANDBOX_PORT": str(sandbox_port),
        "DATABASE_URL": database.url if database else "",
        "DATABASE_POOL": "16",
        "CELERY_BROKER_URL": f"redis://127.0.0.1:{broker_port}/0" if database else "",
        "HISPEECH_API_KEY": "",
        "HISPEECH_MODE": "",
        "HISPEECH_MAX_CONCURRENCY": "",
        "HISPEECH_PRICE_PER_MINUTE": PRICE,
        # The longest recordings of a storm are cut into parts.
        "HISPEECH_MAX_SECONDS": "10",
        "LEASE_SECONDS": str(LEASE_SECONDS),
        "CLOCK_SECONDS": "1",
        "SCRATCH_SECONDS": str(SCRATCH_SECONDS),
        # The words are made up: to listen for them would only take the machine from the jobs.
        "WORD_TIMES": "off",
        "DEBUG": "",
        "LOG_LEVEL": "INFO",
        "STOP_GRACE": "5",
        "PYTHONUNBUFFERED": "1",
        "MALLOC_ARENA_MAX": "2",
    }


def _become(environment: dict[str, str]) -> None:
    """This process reads the same database and rings the same broker."""
    os.environ.clear()
    os.environ.update(environment, DJANGO_SETTINGS_MODULE="hispeech_web.settings")
    assert places.data_dir() == Path(environment["DATA_DIR"])
