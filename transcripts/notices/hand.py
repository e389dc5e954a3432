"""Two hands in each worker: one makes notices of what has ended, one writes letters. No mail server keeps the first waiting."""

import threading
import time

from django.utils import timezone

from transcripts.meanwhile import keep_at
from transcripts.notices.gather import AT_ONCE, gather
from transcripts.notices.last_day import warn
from transcripts.notices.letters import send_due

# Seconds between two looks, two looks for letters, and two looks for what goes within a day.
REST, LETTERS_EVERY, WARN_EVERY = 3.0, 20.0, 600.0


class Writer:
    """Sends what is due, and keeps the time of the warnings, which take a longer look."""

    def __init__(self) -> None:
        self._warned_at = float("-inf")

    def work(self) -> bool:
        now = timezone.now()
        send_due(now)
        if time.monotonic() - self._warned_at >= WARN_EVERY:
            warn(now)
            self._warned_at = time.monotonic()
        return False


def look() -> bool:
    """Whether more is to be expected at once."""
    return gather(timezone.now()) == AT_ONCE


def start(stop: threading.Event) -> None:
    """Until the worker stops."""
    for work, rest_for, what in ((look, REST, "A notice"), (Writer().work, LETTERS_EVERY, "A letter")):
        beside = {"rest_for": rest_for, "what": what}
        threading.Thread(target=keep_at, args=(work, stop), kwargs=beside, name=what, daemon=True).start()
