"""The database may be away for a while: it is restarted, or somebody else holds its lock."""

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
