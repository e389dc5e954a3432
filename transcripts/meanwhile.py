"""What goes on beside everything else, and long work: what we hold is kept alive, what others need is given back."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import Error, close_old_connections, connection

log = logging.getLogger(__name__)


def keep_at(work: Callable[[], bool], stop: threading.Event, *, rest_for: float, what: str) -> None:
    """Call `work` until `stop`, with rests of so many seconds where it says that there is nothing to do.

    Nothing else ends it: trouble is told, with `what` as the log's words for what is made, and the next call tries again.
    """
    has_more = False
    while not stop.wait(0 if has_more else rest_for):
        has_more = _tried(work, what)
    connection.close()


def _tried(work: Callable[[], bool], what: str) -> bool:
    try:
        close_old_connections()
        has_more = work()
        rest()
        return has_more
    except (Error, OSError) as error:
        log.warning("%s could not be made: %s", what, type(error).__name__)
    except Exception:
        log.exception("%s could not be made.", what)
    connection.close()
    return False


@contextmanager
def renewing(renew: Callable[[], object], *, what: str) -> Iterator[None]:
    """Calls `renew` three times within a lease, in a thread of its own, while the block runs.

    `what` is leased, in the log's words. A database that is away is told of and asked again: what `renew` raises besides
    ends the renewing, and the lease after it.
    """
    over = threading.Event()
    thread = threading.Thread(target=_renew_until, args=(over, renew, what), name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _renew_until(over: threading.Event, renew: Callable[[], object], what: str) -> None:
    while not over.wait(settings.LEASE.total_seconds() / 3):
        try:
            renew()
        except Error as error:
            log.warning("The lease of %s could not be renewed: %s", what, type(error).__name__)
        finally:
            connection.close()


def rest() -> None:
    """Before a long wait: nothing of the database is held meanwhile, unless a transaction is open.

    A server gets its connection back. SQLite has none to give, and opening its file anew costs more than a query: there
    only the memory goes.
    """
    if connection.in_atomic_block:
        return
    if connection.vendor != "sqlite":
        connection.close()
    elif connection.connection is not None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA shrink_memory")
