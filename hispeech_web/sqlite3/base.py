"""SQLite lets one write at a time, and whoever comes meanwhile looks again after a while, and after a longer one: up to a tenth
of a second. Of a hundred threads that have something to write at once each would look again and again, and some would be
overtaken for seconds. In one process they stand in line instead; other processes meet at the file's lock, as ever.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.sqlite3 import base

# Seconds in the line, then the file's own lock decides: as long as that waits itself.
PATIENCE = 20.0
_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
_line = threading.Lock()


def _begin_anew() -> None:
    """The thread that is writing has not come along into the child."""
    global _line
    _line = threading.Lock()


os.register_at_fork(after_in_child=_begin_anew)


@contextmanager
def _turn() -> Iterator[None]:
    line = _line
    has_it = line.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if has_it:
            line.release()


class Cursor(base.SQLiteCursorWrapper):
    """What writes outside of a transaction is one."""

    def execute(self, query: str, params: Any = None) -> Any:
        if self.connection.in_transaction or not query.startswith(_WRITES):
            return super().execute(query, params)
        with _turn():
            return super().execute(query, params)


class DatabaseWrapper(base.DatabaseWrapper):
    """Holds its place in the line from a transaction's beginning to its end. (Django's stubs leave out what it overrides.)"""

    _place: "threading.Lock | None" = None

    def create_cursor(self, name: str | None = None) -> Cursor:
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        line = _line
        self._place = line if line.acquire(timeout=PATIENCE) else None
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._leave()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._leave()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._leave()

    def _leave(self) -> None:
        place, self._place = self._place, None
        if place is not None:
            place.release()
