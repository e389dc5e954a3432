"""The site's web process alone, as `make run` starts it, on SQLite: to be killed and started again."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx

from hispeech_web import places
from hispeech_web.run import ports, programs
from hispeech_web.run.plan import Plan
from tests.faults.processes import Process
from tests.run.migrated import lay

EMAIL, PASSWORD = "anahit@example.am", "a right horse, a battery"
PATIENCE = 60.0  # seconds; a busy machine is slow


class Server:
    """`token` is its first owner's. Its socket stays open while it is down, as under the supervisor.

    `application` is served in place of the site's own (a WSGI module, that may wrap it).
    """

    def __init__(
        self, folder: Path, listener: int, port: int, application: str = "", **variables: str
    ) -> None:
        self.url, self.port = f"http://127.0.0.1:{port}", port
        data = lay(folder / "data")
        self.media = data / "media"
        self._environment = _environment(folder, port) | variables
        plan = Plan(
            host="127.0.0.1", port=port, data=data, sandbox_port=port, own_broker=False,
            worker_threads=1, grace=5, environment=self._environment,
        )  # fmt: skip
        program = programs.site(plan, listener)
        if application:
            program = replace(program, command=(*program.command[:-1], application))
        self._process = Process(program, folder / "site.log")
        self.log = folder / "site.log"
        self.run("-m", "hispeech_web.run.prepare", "1")
        self.token = self.run("manage.py", "create_api_token", EMAIL).strip()

    def run(self, *arguments: str) -> str:
        """A command of the site's; what it says."""
        secret = {"ADMIN_EMAIL": EMAIL, "ADMIN_PASSWORD": PASSWORD}
        done = subprocess.run(
            (sys.executable, *arguments),
            cwd=places.ROOT,
            env=self._environment | secret,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def start(self, **variables: str) -> None:
        self._process.program.environment.update(variables)
        self._process.start()
        self._process.wait_until_healthy()

    def kill(self) -> None:
        """kill -9, and whatever it had started."""
        self._process.kill()

    @property
    def pids(self) -> list[int]:
        """gunicorn, and the process of it that serves."""
        leader = self._process._process
        assert leader is not None
        children = Path(f"/proc/{leader.pid}/task/{leader.pid}/children").read_text(encoding="ascii")
        return [leader.pid, *map(int, children.split())]

    # --- as a client ---------------------------------------------------------------------------

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Tus-Resumable": "1.0.0"}

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, headers=self.headers, timeout=PATIENCE, trust_env=False)

    def look(self, address: str) -> dict[str, Any]:
        """What there is of an upload. Takes nothing over."""
        with self.client() as client:
            return dict(client.get(address).raise_for_status().json())

    def wait_for(self, address: str, offset: int) -> None:
        """Until so many bytes are safe."""
        until = time.monotonic() + PATIENCE
        while (found := self.look(address)["offset"]) < offset:
            assert time.monotonic() < until, f"{found} bytes of {offset}"
            time.sleep(0.02)

    def original(self, recording_id: str) -> Path:
        return self.media / "recordings" / recording_id / "original"


@contextmanager
def serving(folder: Path, application: str = "", **variables: str) -> Iterator[Server]:
    port = ports.free_port()
    with closing(ports.listen("127.0.0.1", port)) as listener:
        server = Server(folder, listener.fileno(), port, application, **variables)
        server.start()
        try:
            yield server
        finally:
            server.kill()


def _environment(folder: Path, port: int) -> dict[str, str]:
    """Nothing of this shell's; an empty variable keeps a `.env` file of the developer's out too."""
    return {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(folder / "data"),
        "SECRET_KEY": "only for tests",
        "PORT": str(port),
        "SANDBOX_PORT": str(port),
        "DATABASE_URL": "",
        "CELERY_BROKER_URL": "memory://",
        "HISPEECH_API_KEY": "",
        "AWS_STORAGE_BUCKET_NAME": "",
        "DEBUG": "",
        "LOG_LEVEL": "INFO",
        "PYTHONUNBUFFERED": "1",
        "MALLOC_ARENA_MAX": "2",
    }
