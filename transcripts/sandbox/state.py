"""A file of JSON lines that lets ledger and jobs outlive a restart. The last line about a thing counts."""

import json
from pathlib import Path
from threading import Lock
from typing import Any

Line = dict[str, Any]


class State:
    """`path` None remembers nothing. A line that a crash cut short is passed over."""

    def __init__(self, path: Path | None) -> None:
        self._lock = Lock()
        self._file = path.open("a+", encoding="utf-8") if path else None
        if self._file and path and path.stat().st_size:
            # A line that was cut short must not take the next one with it.
            self._file.write("\n")

    def read(self, name: str) -> list[Line]:
        """All lines called `name`, oldest first."""
        if self._file is None:
            return []
        with self._lock:
            self._file.seek(0)
            pairs = [pair for line in self._file if (pair := _pair(line))]
        return [content for called, content in pairs if called == name]

    def write(self, name: str, content: Line) -> None:
        """It has left our hands when this returns, so a kill does not lose it."""
        if self._file is None:
            return
        with self._lock:
            if self._file.closed:
                return
            self._file.write(json.dumps([name, content]) + "\n")
            self._file.flush()

    def clear(self) -> None:
        if self._file is not None:
            with self._lock:
                self._file.seek(0)
                self._file.truncate()

    def close(self) -> None:
        if self._file is not None:
            with self._lock:
                self._file.close()


def _pair(line: str) -> tuple[str, Line] | None:
    try:
        name, content = json.loads(line)
    except ValueError:
        return None
    return name, content
