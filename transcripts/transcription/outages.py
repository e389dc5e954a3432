"""The database may be away for a while: it is restarted, or somebody else holds its lock. And we may be away from it."""

import logging
import threading
from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

log = logging.getLogger(__name__)

AWAY = (OperationalError, InterfaceError)
# Together about two minutes, and then what was to be written is known to this process alone.
PAUSES = (0.2, 0.5, 1, 2, 4, 8, 15, 30, 30, 30)  # seconds

Found = TypeVar("Found")


def insist(write: Callable[[], Found]) -> Found:
    """Try again until the database takes it: for what cost money, and what only we know.

    A try whose success was not heard of is made again, so `write` must be guarded. Raises what the last try raised.
    """
    for pause in PAUSES:
        try:
            return write()
        except AWAY as error:
            log.warning("The database is away (%s); what we know is kept for it.", type(error).__name__)
            connection.close()
            threading.Event().wait(pause)
    return write()


def rest() -> None:
    """Before a long wait: nothing of the database is held meanwhile.

    A server gets its connection back. SQLite has none to give, and opening its file anew costs more than a query: there
    only the memory goes.
    """
    if connection.vendor != "sqlite":
        connection.close()
    elif connection.connection is not None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA shrink_memory")
