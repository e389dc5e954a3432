"""The real site, started as a person starts it: `python -m hispeech_web.run`, in an otherwise empty environment."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from hispeech_web.run.ports import free_port
from tests.run.bare import bare
from tests.run.migrated import lay

ROOT = Path(__file__).resolve().parents[2]
EMAIL = "anahit@example.am"
PASSWORD = "a long enough horse"
# A first start gathers and compresses the static files.
STARTS_WITHIN = 180
STOPS_WITHIN = 40


@dataclass(frozen=True, slots=True)
class Site:
    """`pid` is the supervisor's, which starts again what ends. `sandbox`: its address, where there is one."""

    address: str
    sandbox: str
    log: Path
    data: Path
    pid: int

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def kill_the_server(self) -> None:
        """The web server alone, and at once: no last word, nothing written in passing."""
        servers = [pid for pid in self.programs() if b"gunicorn" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        assert servers
        for pid in servers:
            os.kill(pid, signal.SIGKILL)

    def programs(self) -> list[int]:
        """All processes that it has started, and those that they have."""
        return list(_below(self.pid))

    def original(self, recording: str) -> Path:
        return self.data / "media" / "recordings" / recording / "original"


def _below(pid: int) -> Iterator[int]:
    # Whichever of its threads has started them.
    for told in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in told.read_text().split():
            yield from _below(int(child))
            yield int(child)


def until(holds: Callable[[], object], seconds: float = 60) -> None:
    """For what no element of a page tells."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Until `address` answers 200. Fails with the program's own words when it ends or takes too long."""
    deadline = time.monotonic() + STARTS_WITHIN
    while not _answers(address):
        if process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError(log.read_text(encoding="utf-8"))
        time.sleep(0.2)


@contextmanager
def program(log: Path, *command: str, **environment: str) -> "Iterator[subprocess.Popen[bytes]]":
    """Runs `python …` until the end of the block, then interrupts it as Ctrl-C would."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=bare() | environment, stdout=out, stderr=out
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(STOPS_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                raise
            finally:
                # pytest shows it beside a test that failed.
                sys.stdout.write(log.read_text(encoding="utf-8", errors="replace"))


@contextmanager
def running(folder: Path, **environment: str) -> Iterator[Site]:
    port, sandbox = free_port(), free_port()
    log = folder / "site.log"
    data = lay(folder / "data")
    chosen = {"DATA_DIR": str(data), "PORT": str(port), "SANDBOX_PORT": str(sandbox)}
    admin = {"ADMIN_EMAIL": EMAIL, "ADMIN_PASSWORD": PASSWORD}
    # Texts that are made up are there at once, and the same each time; nobody need listen for their words.
    environment = {"SANDBOX_HEAR": "sound", "WORD_TIMES": "off"} | environment
    with program(log, "-m", "hispeech_web.run", **chosen, **admin, **environment) as process:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/readyz", process, log)
        yield Site(address, f"http://127.0.0.1:{sandbox}", log, data, process.pid)
