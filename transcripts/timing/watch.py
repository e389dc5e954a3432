"""Whether anybody still waits for what is being listened to: asked several times a second by whoever listens."""

import threading
import time
from contextlib import suppress

from django.db import Error
from django.utils import timezone

from transcripts.models import Timing

# Seconds between two looks at the record, and the share that is worth writing down.
_LOOK_EVERY, _WORTH_TELLING = 0.4, 0.01


class Lost(Exception):
    """The times are somebody else's to find now, or nobody's."""


class Watch:
    """False as soon as the worker stops (`has_to_stop`), or the words, the transcription or its recording went (`is_lost`)."""

    def __init__(self, timing: Timing, stop: threading.Event) -> None:
        self.is_lost = False
        self._timing, self._stop = timing, stop
        self._next_look = 0.0
        self._told = 0.0

    @property
    def has_to_stop(self) -> bool:
        return self._stop.is_set()

    def tell(self, share: float) -> None:
        """How much is done, from 0 to 1: written down with the next look."""
        self._timing.share = share

    def wants_an_end(self) -> bool:
        if time.monotonic() >= self._next_look and not self.is_lost:
            self._look()
            self._next_look = time.monotonic() + _LOOK_EVERY
        return self.is_lost or self.has_to_stop

    def _look(self) -> None:
        with suppress(Error):  # the database is away: the lease decides
            self.is_lost = not self._timing.is_held() or not self._tell()

    def _tell(self) -> bool:
        if self._timing.share - self._told < _WORTH_TELLING:
            return True
        self._told = self._timing.share
        return self._timing.renew(timezone.now())
