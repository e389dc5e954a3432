"""What was understood of sounds, one file for each, so that it takes no memory and outlives a restart.

It is people's words, though rough: what is a day old is forgotten when the next comes or the sandbox starts, the oldest
sooner where all of it grows too large.
"""

import json
import os
import time
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path
from threading import Lock

from transcripts.alignment.found import Heard

KEPT_SECONDS = 24 * 3600
# An hour of speech takes about half a megabyte.
KEPT_BYTES = 128 * 1024**2


class Understood:
    """By the SHA-256 of the file, for many threads. `folder` may hold what an earlier process kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._forget(time.time())

    def get(self, sha256: str) -> tuple[Heard, ...] | None:
        """None where it was never heard, or has been forgotten."""
        try:
            said = json.loads((self._folder / sha256).read_bytes())
        except FileNotFoundError:
            return None
        return tuple(Heard(*word) for word in said)

    def touch(self, sha256: str) -> bool:
        """Keep it for another day. False where it is not there."""
        try:
            os.utime(self._folder / sha256)
        except FileNotFoundError:
            return False
        return True

    def put(self, sha256: str, heard: Sequence[Heard]) -> None:
        """Whole or not at all; what is too old or too much then goes."""
        new = self._folder / f"{sha256}.new"
        with self._lock:
            said = json.dumps([astuple(word) for word in heard], ensure_ascii=False)
            new.write_text(said, encoding="utf-8")
            new.replace(self._folder / sha256)
            self._forget(time.time())

    def clear(self) -> None:
        with self._lock:
            for file in self._folder.iterdir():
                file.unlink()

    def _forget(self, now: float) -> None:
        """However large it is, the newest is still to be asked for."""
        held = 0
        for number, (changed, size, file) in enumerate(
            sorted(map(_state, self._folder.iterdir()), reverse=True)
        ):
            held += size
            if now - changed > KEPT_SECONDS or (number and held > KEPT_BYTES):
                file.unlink()


def _state(file: Path) -> tuple[float, int, Path]:
    state = file.stat()
    return state.st_mtime, state.st_size, file
