"""Who works on what: leases held by this process, renewed by one thread for all of them."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from transcripts.models import Transcription

log = logging.getLogger(__name__)

_held: set[UUID] = set()
_changed = threading.Condition()
_thread: threading.Thread | None = None


@contextmanager
def holding(mark: UUID) -> Iterator[None]:
    """Keep the lease that bears this mark alive while the block runs."""
    with _changed:
        _held.add(mark)
        _ensure_thread()
        # It rests while nothing is held.
        _changed.notify_all()
    try:
        yield
    finally:
        with _changed:
            _held.discard(mark)
            _changed.notify_all()


def _ensure_thread() -> None:
    global _thread
    if _thread is None or not _thread.is_alive():
        _thread = threading.Thread(target=_renew_forever, name="leases", daemon=True)
        _thread.start()


def _renew_forever() -> None:
    """Renew thrice within a lease; rest while nothing is held."""
    while True:
        with _changed:
            while not _held:
                _changed.wait()
        # Outside the lock: the steps must never wait for the database because of us.
        threading.Event().wait(settings.LEASE.total_seconds() / 3)
        _renew()


def _renew() -> None:
    with _changed:
        marks = list(_held)
    try:
        Transcription.every.filter(lease__in=marks).update(lease_until=timezone.now() + settings.LEASE)
    except Error as error:
        log.warning("Leases could not be renewed: %s", type(error).__name__)
    finally:
        connection.close()
