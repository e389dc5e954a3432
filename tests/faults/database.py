"""The two databases as the storm treats them: a server that is killed, a file that somebody else locks."""

import signal
import sqlite3
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

from hispeech_web.run.program import Program
from tests import postgres
from tests.faults.processes import PATIENCE, DidNotStart, Process

# What has been committed must outlive a kill: nothing hasty but the flush to the disk, which only a
# machine without power would miss.
SETTINGS = ("listen_addresses=", "max_connections=100", "fsync=off")


class Server:
    """A PostgreSQL in `folder`, reached by a socket there."""

    def __init__(self, folder: Path, log: Path) -> None:
        command, identity = postgres.prepared(folder, *SETTINGS)
        program = Program("database", command, folder, healthy=self._answers)
        self.process = Process(program, log, **identity)
        self._folder = folder

    @property
    def url(self) -> str:
        return f"postgres://postgres@{quote(str(self._folder), safe='')}/postgres"

    def _answers(self) -> bool:
        try:
            psycopg.connect(host=str(self._folder), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def start(self) -> None:
        """Again and again: what a killed master leaves behind needs a moment to go."""
        until = time.monotonic() + PATIENCE
        while True:
            self.process.start()
            try:
                self.process.wait_until_healthy()
                return
            except DidNotStart:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)

    def strike(self, *, hard: bool) -> None:
        """`hard`: kill -9 of the master alone. Else what `pg_ctl restart -m immediate` sends."""
        self.process.kill_leader(signal.SIGKILL if hard else signal.SIGQUIT)


def hold_lock(file: Path, seconds: float) -> None:
    """Write into the SQLite file for so long; everybody else has to wait."""
    connection = sqlite3.connect(file, timeout=20, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        time.sleep(seconds)
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError:
        pass  # the others were too busy to let us in: then there is nothing to wait for
    finally:
        connection.close()
