"""What was decided for one start of the embedded site: read from the environment, once."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from hispeech_web import env, places
from hispeech_web.run import ports

WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - an address to recognise, not to bind


@dataclass(frozen=True, slots=True)
class Plan:
    host: str
    port: int
    data: Path
    sandbox_port: int | None  # None where there is a key: then HiSpeech itself does the work
    own_broker: bool
    worker_threads: int
    grace: int  # seconds that a program may take to stop
    environment: dict[str, str] = field(repr=False)  # what every program gets
    sandbox_hear: str = "sound"  # docs/sandbox.md

    @property
    def local_host(self) -> str:
        """Where this machine reaches the site."""
        return WILDCARDS.get(self.host, self.host)

    @property
    def address(self) -> str:
        host = f"[{self.local_host}]" if ":" in self.local_host else self.local_host
        return f"http://{host}:{self.port}/"


def read() -> Plan:
    """Raises env.BadVariable where a variable makes no sense."""
    port = env.integer("PORT", 8000, least=1)
    sandbox_port = None if env.text("HISPEECH_API_KEY") else _sandbox_port(port)
    return Plan(
        host=env.text("HOST", "127.0.0.1"),
        port=port,
        data=places.data_dir(),
        sandbox_port=sandbox_port,
        own_broker=not env.text("CELERY_BROKER_URL"),
        worker_threads=_worker_threads(),
        grace=env.integer("STOP_GRACE", 10, least=1),
        environment=_environment(sandbox_port),
        sandbox_hear=env.choice("SANDBOX_HEAR", "listen", ("listen", "sound", "header")),
    )


def _worker_threads() -> int:
    """More than may wait for HiSpeech at once, so that preparing and finishing get their turn too."""
    at_hispeech = env.integer("HISPEECH_MAX_CONCURRENCY", 8, least=1)
    return env.integer("WORKER_THREADS", at_hispeech + 8, least=1)


def _sandbox_port(site_port: int) -> int:
    wanted = env.integer("SANDBOX_PORT", site_port + 1, least=1)
    return wanted if ports.is_free(wanted) else ports.free_port()


def _environment(sandbox_port: int | None) -> dict[str, str]:
    """Ours, with what was decided here."""
    decided = {
        "DATA_DIR": str(places.data_dir()),
        "PYTHONUNBUFFERED": "1",
        # With many threads glibc would keep a heap for each of them.
        "MALLOC_ARENA_MAX": "2",
        # Only the preparation needs it. Empty counts as unset, also where `.env` holds it.
        "ADMIN_PASSWORD": "",
    }
    if sandbox_port is not None:
        decided["SANDBOX_PORT"] = str(sandbox_port)
    return os.environ | decided
