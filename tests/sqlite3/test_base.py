import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from hispeech_web.sqlite3 import base

THREADS, TURNS = 8, 5


@pytest.fixture
def connections(tmp_path: Path, django_db_blocker: Any) -> Iterator[ConnectionHandler]:
    """A connection for each thread, none of which has patience with the file's lock."""
    with closing(sqlite3.connect(tmp_path / "db")) as made:
        made.executescript(
            "PRAGMA journal_mode=WAL; CREATE TABLE counts (number); INSERT INTO counts VALUES (0)"
        )
    options = {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA busy_timeout=0;"}
    about = {"ENGINE": "hispeech_web.sqlite3", "NAME": str(tmp_path / "db"), "OPTIONS": options}
    with django_db_blocker.unblock():
        handler = ConnectionHandler({"default": about})
        yield handler
        handler.close_all()
    assert not base._line.locked()


@contextmanager
def transaction(connection: Any) -> Iterator[Any]:
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    try:
        yield connection.cursor()
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    finally:
        if connection.connection is not None:
            connection.set_autocommit(True)


def count(cursor: Any) -> int:
    number: int = cursor.execute("SELECT number FROM counts").fetchone()[0]
    return number


def test_threads_that_write_stand_in_line_instead_of_finding_the_file_locked(connections: Any) -> None:
    def write(_thread: int) -> None:
        connection = connections["default"]
        for _turn in range(TURNS):
            with transaction(connection) as cursor:
                number = count(cursor)
                time.sleep(0.002)
                cursor.execute("UPDATE counts SET number = %s", [number + 1])
            connection.cursor().execute("UPDATE counts SET number = number + 1")
        connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(write, range(THREADS)))
    assert count(connections["default"].cursor()) == 2 * THREADS * TURNS


def test_whoever_fails_leaves_the_line(connections: Any, tmp_path: Path) -> None:
    connection = connections["default"]
    with pytest.raises(ZeroDivisionError), transaction(connection):
        _ = 1 / 0 if base._line.locked() else None
    assert not base._line.locked()
    with closing(sqlite3.connect(tmp_path / "db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError), transaction(connection):
            pass
        with pytest.raises(OperationalError):
            connection.cursor().execute("UPDATE counts SET number = 7")
    assert not base._line.locked()


def test_a_connection_that_is_closed_in_a_transaction_leaves_the_line(connections: Any) -> None:
    connection = connections["default"]
    with suppress(Exception), transaction(connection):
        connection.close()
    assert not base._line.locked()


def test_who_has_waited_long_enough_leaves_it_to_the_files_own_lock(
    connections: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "PATIENCE", 0.01)
    with base._line:
        with transaction(connections["default"]) as cursor:
            cursor.execute("UPDATE counts SET number = 3")
        connections["default"].cursor().execute("UPDATE counts SET number = number + 1")
        assert base._line.locked()
    assert count(connections["default"].cursor()) == 4
