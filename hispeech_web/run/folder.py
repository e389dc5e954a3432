"""The data folder: private, with its secret, and used by one site at a time."""

import fcntl
import os
from pathlib import Path
from typing import TextIO

from hispeech_web.run.refusal import Refusal


def claim(folder: Path) -> TextIO:
    """Make the folder where it is missing and hold it while the returned file stays open.

    The lock dies with the process, so that a killed site leaves nothing that must be cleaned up.
    """
    _make_private(folder)
    lock = _open(folder / "lock")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        with lock:
            raise Refusal(_taken(folder, lock.read().strip())) from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def _taken(folder: Path, holder: str) -> str:
    return (
        f"Another site is running with the data in {folder} (process {holder or 'unknown'}). "
        f"Stop it first, or give this one a folder of its own: DATA_DIR=/some/folder make run"
    )


def ensure_secret(file: Path) -> None:
    """The key that signs sessions and links: made once, readable by the owner only."""
    if file.is_file() and file.stat().st_size:
        return
    new = file.with_name(f"{file.name}.new")
    new.unlink(missing_ok=True)
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "w", encoding="ascii") as key:
        key.write(os.urandom(48).hex())
    new.replace(file)


def _make_private(folder: Path) -> None:
    """A folder that exists keeps its mode: its owner may share it with a backup, for example."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        raise _unusable(folder, problem) from None


def _open(file: Path) -> TextIO:
    try:
        return open(os.open(file, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="ascii")
    except OSError as problem:
        raise _unusable(file.parent, problem) from None


def _unusable(folder: Path, problem: OSError) -> Refusal:
    return Refusal(
        f"The data folder {folder} cannot be written to ({problem.strerror}). "
        f"Choose another: DATA_DIR=/some/folder make run"
    )
